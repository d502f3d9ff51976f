package cn.shiji.directory.people;

import cn.shiji.access.Vault;
import cn.shiji.directory.NewPerson;
import cn.shiji.directory.Pinyin;
import cn.shiji.kernel.UnitId;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Takes people in, many with one statement, sealed before they leave the memory. */
@Component
public class Newcomers {

    /** Since when a person belongs to the unit where nobody knows it. */
    public static final LocalDate ALWAYS = LocalDate.of(1949, 10, 1);

    private static final int BATCH = 1_000;

    private final JdbcClient jdbc;
    private final Vault vault;
    private final Clock clock;

    Newcomers(JdbcClient jdbc, Vault vault, Clock clock) {
        this.jdbc = jdbc;
        this.vault = vault;
        this.clock = clock;
    }

    /**
     * Takes people in as they are, within the caller's transaction; who asks has checked them.
     *
     * @param places the place of each unit that is named
     */
    public void take(List<NewPerson> people, Map<UnitId, Long> places) {
        for (int at = 0; at < people.size(); at += BATCH) {
            add(people.subList(at, Math.min(people.size(), at + BATCH)), places);
        }
    }

    private void add(List<NewPerson> people, Map<UnitId, Long> places) {
        // Asked before anything is sealed: a key that is made meanwhile leaves these rows behind, and they are renewed.
        int newest = vault.newest();
        List<NewPerson> tidy = people.stream().map(Newcomers::tidied).toList();
        List<Pinyin> sounds =
                tidy.stream().map(person -> PersonName.pinyin(person.name())).toList();
        LocalDate today = LocalDate.now(clock);
        jdbc.sql("""
                        insert into directory.person (id, name, title, unit_id, place, cadre, sex, work_phone, pinyin, initials,
                            identity, identity_blind, phone, phone_blind, keyed)
                        select * from unnest(:ids::uuid[], :names::text[], :titles::text[], :units::bigint[], :places::bigint[],
                            :cadres::bool[], :sexes::text[], :workPhones::text[], :sounds::text[], :initials::text[],
                            :identities::bytea[], :identityBlinds::bytea[], :phones::bytea[], :phoneBlinds::bytea[],
                            :keyed::int[])
                        """)
                .param("ids", each(tidy, UUID[]::new, NewPerson::id))
                .param("names", each(tidy, String[]::new, NewPerson::name))
                .param("titles", each(tidy, String[]::new, NewPerson::title))
                .param("units", each(tidy, Long[]::new, person -> person.unit().value()))
                .param("places", each(tidy, Long[]::new, person -> Objects.requireNonNull(places.get(person.unit()))))
                .param("cadres", each(tidy, Boolean[]::new, NewPerson::cadre))
                .param("sexes", each(tidy, String[]::new, person -> sex(person, today)))
                .param("workPhones", each(tidy, String[]::new, NewPerson::workPhone))
                .param("sounds", each(sounds, String[]::new, Pinyin::full))
                .param("initials", each(sounds, String[]::new, Pinyin::initials))
                .param("identities", each(tidy, byte[][]::new, person -> sealed(person, SensitiveField.IDENTITY)))
                .param("identityBlinds", each(tidy, byte[][]::new, person -> blind(person, SensitiveField.IDENTITY)))
                .param("phones", each(tidy, byte[][]::new, person -> sealed(person, SensitiveField.PHONE)))
                .param("phoneBlinds", each(tidy, byte[][]::new, person -> blind(person, SensitiveField.PHONE)))
                .param(
                        "keyed",
                        each(
                                tidy,
                                Integer[]::new,
                                person -> person.identity() == null && person.phone() == null ? null : newest))
                .update();
        jdbc.sql("""
                        insert into directory.belonging (person_id, unit_id, since)
                        select * from unnest(:ids::uuid[], :units::bigint[], :since::date[])
                        """)
                .param("ids", each(tidy, UUID[]::new, NewPerson::id))
                .param("units", each(tidy, Long[]::new, person -> person.unit().value()))
                .param(
                        "since",
                        each(
                                tidy,
                                String[]::new,
                                person -> Objects.requireNonNullElse(person.since(), ALWAYS)
                                        .toString()))
                .update();
    }

    private static NewPerson tidied(NewPerson person) {
        return new NewPerson(
                person.id(),
                person.name(),
                person.title(),
                person.unit(),
                person.cadre(),
                person.sex(),
                person.workPhone(),
                person.identity() == null ? null : PersonData.identityNumber(person.identity()),
                person.phone() == null ? null : PersonData.dialled(person.phone()),
                person.since());
    }

    private static @Nullable String sex(NewPerson person, LocalDate today) {
        return person.identity() == null
                ? person.sex()
                : IdentityNumber.of(person.identity(), today)
                        .map(number -> number.male() ? "male" : "female")
                        .orElse(person.sex());
    }

    private byte @Nullable [] sealed(NewPerson person, SensitiveField field) {
        String clear = clear(person, field);
        return clear == null ? null : vault.seal(field.sealedAs(), person.id(), clear);
    }

    private byte @Nullable [] blind(NewPerson person, SensitiveField field) {
        String clear = clear(person, field);
        return clear == null ? null : vault.blind(field.sealedAs(), clear);
    }

    private static @Nullable String clear(NewPerson person, SensitiveField field) {
        return switch (field) {
            case IDENTITY -> person.identity();
            case PHONE -> person.phone();
            case EMAIL -> null;
        };
    }

    private static <F, T extends @Nullable Object> T[] each(
            List<F> from, IntFunction<T[]> array, Function<F, ? extends @Nullable T> value) {
        List<@Nullable T> values = new ArrayList<>(from.size());
        from.forEach(one -> values.add(value.apply(one)));
        return values.toArray(array.apply(0));
    }
}
