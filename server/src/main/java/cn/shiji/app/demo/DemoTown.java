package cn.shiji.app.demo;

import cn.shiji.access.Access;
import cn.shiji.access.Duty;
import cn.shiji.directory.Directory;
import cn.shiji.directory.NewPerson;
import cn.shiji.directory.NewUnit;
import cn.shiji.directory.Person;
import cn.shiji.directory.Unit;
import cn.shiji.directory.UnitKind;
import cn.shiji.kernel.AccountId;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Role;
import cn.shiji.kernel.UnitId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The demo's units, people and accounts, once they are founded.
 *
 * @param units by the keys of the demo's own tables
 * @param people of the town and below, in the order of the directory
 * @param office keeps what has no clerk with an account
 */
record DemoTown(Map<String, Unit> units, List<Person> people, Caller office) {

    private static final String TOWN = "qingxi";
    /** Signs in the given names of the demo's women; the third digit of the order in an identity number is even for them. */
    private static final String OF_WOMEN = "婉兰芝香燕雪萍枝菊妹琴秀爱梅娟霞岚洁瑶素晓";

    private static final Instant FOUNDED = DemoEvening.BEGIN.atStartOfDay().toInstant(ZoneOffset.UTC);

    /** Founds everything. */
    static DemoTown founded(Directory directory, Access access) {
        Map<String, Unit> units = new HashMap<>();
        for (List<String> row : DemoTable.rows("units.csv", ",", 4)) {
            UnitId parent = row.get(3).isEmpty()
                    ? null
                    : Objects.requireNonNull(units.get(row.get(3))).id();
            UnitKind kind = UnitKind.valueOf(row.get(2).toUpperCase(Locale.ROOT));
            units.put(row.getFirst(), directory.found(new NewUnit(row.get(1), kind, parent, null)));
        }
        List<NewPerson> people = new ArrayList<>();
        for (List<String> row : DemoTable.rows("people.csv", ",", 4)) {
            people.add(new NewPerson(
                    Chance.id(FOUNDED, "person", row.get(2), row.get(0)),
                    row.get(0),
                    row.get(1),
                    Objects.requireNonNull(units.get(row.get(2))).id(),
                    row.get(3).equals("yes"),
                    null,
                    null,
                    nobodysIdentity(people.size(), row.get(0)),
                    nobodysPhone(people.size()),
                    null));
        }
        directory.take(people);
        Map<String, AccountId> accounts = new HashMap<>();
        for (List<String> row : DemoTable.rows("accounts.csv", ",", 6)) {
            UnitId unit = Objects.requireNonNull(units.get(row.get(2))).id();
            AccountId account = accounts.computeIfAbsent(
                    row.getFirst(),
                    username -> access.openFor(
                            username,
                            DemoCounty.PASSWORD,
                            row.get(1),
                            unit,
                            duty(role(row)),
                            person(people, row, unit)));
            Role role = role(row);
            if (role != null) {
                access.give(account, role, unit, row.get(4).isEmpty() ? null : LocalDate.parse(row.get(4)));
            }
        }
        Unit town = Objects.requireNonNull(units.get(TOWN));
        return new DemoTown(units, directory.peopleOf(town), access.callerNamed("office"));
    }

    private static @Nullable Role role(List<String> account) {
        return account.get(3).isEmpty() ? null : Role.valueOf(account.get(3));
    }

    private static Duty duty(@Nullable Role role) {
        return role == null ? Duty.BUSINESS : Duty.of(role);
    }

    /** Whose account it is, where the table says so. */
    private static @Nullable UUID person(List<NewPerson> people, List<String> account, UnitId unit) {
        return account.get(5).isEmpty()
                ? null
                : people.stream()
                        .filter(one -> one.unit().equals(unit) && one.name().equals(account.get(5)))
                        .map(NewPerson::id)
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException("The demo has no person " + account.get(5)));
    }

    /** An identity number with a right check sign that nobody can have: no province has the number 99. */
    private static String nobodysIdentity(int number, String name) {
        LocalDate birth = LocalDate.of(1966, 3, 1).plusDays(number * 97L % 12_000);
        int order = number % 499 * 2 + (name.chars().anyMatch(sign -> OF_WOMEN.indexOf(sign) >= 0) ? 0 : 1);
        String digits = "990001%s%03d".formatted(birth.toString().replace("-", ""), order);
        int[] weights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
        int sum = 0;
        for (int at = 0; at < weights.length; at++) {
            sum += (digits.charAt(at) - '0') * weights[at];
        }
        return digits + "10X98765432".charAt(sum % 11);
    }

    /** A mobile number nobody has: the numbers that begin with 154 were never given out. */
    private static String nobodysPhone(int number) {
        return "1540000%04d".formatted(number);
    }

    Unit unit(String key) {
        Unit unit = units.get(key);
        if (unit == null) {
            throw new IllegalStateException("The demo has no unit " + key);
        }
        return unit;
    }

    Unit town() {
        return unit(TOWN);
    }

    /** The cadres of the unit and of all below it. */
    List<Person> cadres(Unit unit) {
        return people.stream()
                .filter(Person::cadre)
                .filter(person -> units.values().stream()
                        .anyMatch(of ->
                                of.id().equals(person.unit()) && unit.places().holds(of.place())))
                .toList();
    }

    /** Who stands at the head of exactly this unit; the table names that person first. */
    Person head(Unit unit) {
        String name = DemoTable.rows("people.csv", ",", 4).stream()
                .filter(row -> unit(row.get(2)).equals(unit))
                .findFirst()
                .orElseThrow()
                .getFirst();
        return people.stream()
                .filter(person ->
                        person.unit().equals(unit.id()) && person.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
