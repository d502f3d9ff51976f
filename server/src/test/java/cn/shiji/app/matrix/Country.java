package cn.shiji.app.matrix;

import cn.shiji.TestBrowser;
import cn.shiji.TestTown;
import cn.shiji.access.Access;
import cn.shiji.app.matrix.Place.Relation;
import cn.shiji.directory.Directory;
import cn.shiji.directory.NewPerson;
import cn.shiji.directory.NewUnit;
import cn.shiji.directory.Unit;
import cn.shiji.directory.UnitKind;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Role;
import cn.shiji.kernel.Uuid7;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.springframework.context.ApplicationContext;

/** Two counties: a town in one of them where everybody who asks is at home, and the places around it. */
final class Country {

    final List<Place> places = new ArrayList<>();
    /** Somebody of every role, all of one town; each with a session. */
    final Map<Role, TestBrowser> askers = new EnumMap<>(Role.class);

    final Map<Role, Caller> callers = new EnumMap<>(Role.class);
    final TestBrowser nobody;
    private final ApplicationContext context;
    private final int port;
    private int newcomers;
    private final String number = Long.toString(System.nanoTime(), 36);

    Country(ApplicationContext context, int port) {
        this.context = context;
        this.port = port;
        nobody = TestBrowser.at(port);
        Unit top = TestTown.in(context).county;
        Unit county = found("清河县", UnitKind.COUNTY, top);
        Unit town = found("石门镇", UnitKind.TOWN, county);
        Unit otherCounty = found("平川县", UnitKind.COUNTY, top);
        place(Relation.OWN, town);
        place(Relation.CHILD, found("柳林村", UnitKind.VILLAGE, town));
        place(Relation.PARENT, county);
        place(Relation.SIBLING, found("白沙镇", UnitKind.TOWN, county));
        place(Relation.OTHER_COUNTY, found("高桥镇", UnitKind.TOWN, otherCounty));
        for (Role role : Role.values()) {
            String username = username(role.word());
            callers.put(role, account(username, town, role));
            askers.put(role, TestBrowser.signedIn(port, username));
        }
    }

    /** Somebody new in the place of one who lost the session by what was asked. */
    void replace(Role role) {
        String username = username("new-" + ++newcomers);
        callers.put(role, account(username, places.getFirst().unit(), role));
        askers.put(role, TestBrowser.signedIn(port, username));
    }

    private String username(String word) {
        return word.replace('_', '-') + "-" + number;
    }

    private Unit found(String name, UnitKind kind, Unit parent) {
        return context.getBean(Directory.class).found(new NewUnit(name + number, kind, parent.id(), null));
    }

    private Caller account(String username, Unit unit, Role role) {
        Access access = context.getBean(Access.class);
        access.open(username, TestTown.PASSWORD, "某某", unit.id(), role, false);
        return access.callerNamed(username);
    }

    private void place(Relation relation, Unit unit) {
        Directory directory = context.getBean(Directory.class);
        Clock clock = context.getBean(Clock.class);
        String name = Place.personMark(relation);
        directory.take(List.of(
                new NewPerson(Uuid7.next(clock), name, "委员", unit.id(), true),
                new NewPerson(Uuid7.next(clock), name + "二", "委员", unit.id(), true)));
        String username = "keeper-" + relation.ordinal() + "-" + number;
        Caller keeper = account(username, unit, Role.PARTY_OFFICE);
        Map<Role, Caller> administrators = new EnumMap<>(Role.class);
        Map<Role, TestBrowser> theirs = new EnumMap<>(Role.class);
        // Nobody holds the work and its oversight together, so things of every kind are made by several.
        for (Role role : List.of(Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR)) {
            String login = role.word().replace('_', '-') + "-" + relation.ordinal() + "-" + number;
            administrators.put(role, account(login, unit, role));
            theirs.put(role, TestBrowser.signedIn(port, login));
        }
        places.add(new Place(
                relation,
                unit,
                keeper,
                TestBrowser.signedIn(port, username),
                administrators,
                theirs,
                directory.peopleOf(unit)));
    }
}
