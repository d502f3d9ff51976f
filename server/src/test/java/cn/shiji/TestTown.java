package cn.shiji;

import cn.shiji.access.Access;
import cn.shiji.access.Rows;
import cn.shiji.directory.Directory;
import cn.shiji.directory.NewPerson;
import cn.shiji.directory.NewUnit;
import cn.shiji.directory.Person;
import cn.shiji.directory.Unit;
import cn.shiji.directory.UnitKind;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Role;
import cn.shiji.kernel.Uuid7;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.springframework.context.ApplicationContext;

/**
 * A small town of its own for one test: two villages, an office, a neighbour across the border, four people in each
 * village, an account for every role. Every call founds another, so tests that share a server do not meet.
 */
public final class TestTown {

    /** The password of every account here. */
    public static final String PASSWORD = "a long test password";

    private static final AtomicInteger NUMBER = new AtomicInteger();

    public final Unit county;
    public final Unit town;
    public final Unit office;
    public final Unit stoneBridge;
    public final Unit teaRidge;
    public final Unit neighbour;
    public final List<Person> stoneBridgePeople;
    public final List<Person> teaRidgePeople;
    private final String mark;
    private final Access access;

    private TestTown(ApplicationContext context) {
        Directory directory = context.getBean(Directory.class);
        access = context.getBean(Access.class);
        Clock clock = context.getBean(Clock.class);
        mark = Integer.toString(NUMBER.incrementAndGet());
        county = County.of(directory);
        town = directory.found(new NewUnit("青溪镇" + mark, UnitKind.TOWN, county.id(), null));
        office = directory.found(new NewUnit("党政办", UnitKind.DEPARTMENT, town.id(), null));
        stoneBridge = directory.found(new NewUnit("石桥村", UnitKind.VILLAGE, town.id(), null));
        teaRidge = directory.found(new NewUnit("茶岭村", UnitKind.VILLAGE, town.id(), null));
        Unit otherTown = directory.found(new NewUnit("白石镇" + mark, UnitKind.TOWN, county.id(), null));
        neighbour = directory.found(new NewUnit("界牌村", UnitKind.VILLAGE, otherTown.id(), null));
        open("office", "吴主任", town, Role.PARTY_OFFICE);
        open("leader", "周镇长", town, Role.LEADER);
        open("auditor", "何审计", town, Role.AUDITOR);
        open("shiqiao", "王文书", stoneBridge, Role.VILLAGE_CLERK);
        open("chaling", "卢文书", teaRidge, Role.VILLAGE_CLERK);
        stoneBridgePeople = people(directory, clock, stoneBridge, "石");
        teaRidgePeople = people(directory, clock, teaRidge, "茶");
    }

    /** Founds a town. */
    public static TestTown in(ApplicationContext context) {
        return context.getBean(Rows.class).everywhere("a test founds a town", () -> new TestTown(context));
    }

    /** The name an account of this town signs in with: {@code office}, {@code leader}, {@code shiqiao} … */
    public String username(String plain) {
        return plain + "-" + mark;
    }

    /** Keeps plan and report of the town. */
    public Caller officer() {
        return caller("office");
    }

    /** Reads all of the town. */
    public Caller leader() {
        return caller("leader");
    }

    /** Reads all of the town and writes nothing. */
    public Caller auditor() {
        return caller("auditor");
    }

    /** Records for the first village. */
    public Caller stoneBridgeClerk() {
        return caller("shiqiao");
    }

    /** Records for the second village. */
    public Caller teaRidgeClerk() {
        return caller("chaling");
    }

    /** Asked anew each time, as every request does: units founded meanwhile may have moved the places of this town. */
    private Caller caller(String plain) {
        return access.callerNamed(username(plain));
    }

    private void open(String username, String name, Unit unit, Role role) {
        access.open(username(username), PASSWORD, name, unit.id(), role, false);
    }

    private static List<Person> people(Directory directory, Clock clock, Unit unit, String surname) {
        directory.take(IntStream.rangeClosed(1, 4)
                .mapToObj(number -> new NewPerson(Uuid7.next(clock), surname + "干部" + number, "村委员", unit.id(), true))
                .toList());
        return directory.peopleOf(unit);
    }

    /** There is one county in a database, so the first test founds it. */
    private static final class County {

        private static synchronized Unit of(Directory directory) {
            return directory.top().orElseGet(() -> directory.found(new NewUnit("云岭县", UnitKind.COUNTY, null, null)));
        }
    }
}
