package cn.shiji.directory.people;

import cn.shiji.access.Vault;
import cn.shiji.directory.Pinyin;
import cn.shiji.kernel.Page;
import cn.shiji.kernel.Reach;
import cn.shiji.kernel.Scope;
import cn.shiji.kernel.UnitId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of single people. */
@Repository
class PersonRows {

    private static final String COLUMNS = """
            p.id, p.name, p.title, p.cadre, p.unit_id, p.place, p.sex, p.work_phone, p.identity, p.phone, p.email,
            p.left_on, p.merged_into, p.version""";

    private static final String REACHED =
            " p.place between :from and :to and p.place <@ cast(:runs as int8multirange) ";

    private final JdbcClient jdbc;
    private final Vault vault;

    PersonRows(JdbcClient jdbc, Vault vault) {
        this.jdbc = jdbc;
        this.vault = vault;
    }

    /** A row as it is kept, sealed. */
    @SuppressWarnings("ArrayRecordComponent")
    record Kept(
            UUID id,
            String name,
            String title,
            boolean cadre,
            UnitId unit,
            long place,
            @Nullable String sex,
            @Nullable String workPhone,
            byte @Nullable [] identity,
            byte @Nullable [] phone,
            byte @Nullable [] email,
            @Nullable LocalDate leftOn,
            @Nullable UUID mergedInto,
            int version) {

        byte @Nullable [] sealed(SensitiveField field) {
            return switch (field) {
                case IDENTITY -> identity;
                case PHONE -> phone;
                case EMAIL -> email;
            };
        }
    }

    /** One belonging: from a day, through a last day or still. */
    record Belonged(long unit, LocalDate since, @Nullable LocalDate lastDay, String words) {}

    Optional<Kept> byId(UUID id, Reach reach) {
        return reached(jdbc.sql("select " + COLUMNS + " from directory.person p where id = :id and" + REACHED), reach)
                .param("id", id)
                .query(PersonRows::kept)
                .optional();
    }

    Optional<Kept> lock(UUID id, Reach reach) {
        return reached(
                        jdbc.sql("select " + COLUMNS + " from directory.person p where id = :id and" + REACHED
                                + "for update"),
                        reach)
                .param("id", id)
                .query(PersonRows::kept)
                .optional();
    }

    List<Kept> byIds(Collection<UUID> ids, Reach reach) {
        return reached(
                        jdbc.sql("select " + COLUMNS + " from directory.person p where id = any(:ids) and" + REACHED
                                + "order by p.place, p.id"),
                        reach)
                .param("ids", ids.stream().distinct().toArray(UUID[]::new))
                .query(PersonRows::kept)
                .list();
    }

    /** A page of the list. */
    Page<Kept> list(PeopleQuery query, Reach reach, @Nullable Scope under, LocalDate today, int page, int size) {
        String order = switch (query.sort()) {
            case "name" -> "p.pinyin, p.id";
            case "-name" -> "p.pinyin desc, p.id";
            case "title" -> "p.title, p.place, p.id";
            case "-title" -> "p.title desc, p.place, p.id";
            case "-unit" -> "p.place desc, p.id";
            default -> "p.place, p.id";
        };
        String words = query.words();
        String like = like(words.toLowerCase(Locale.ROOT));
        record Counted(Kept kept, long total) {}
        var found = reached(
                        jdbc.sql(
                                "select " + COLUMNS + ", count(*) over () total from directory.person p where" + REACHED
                                        + """
                                and p.merged_into is null
                                and (cast(:underFrom as bigint) is null or p.place between :underFrom and :underTo)
                                and (cast(:exact as bigint) is null or p.unit_id = :exact)
                                and (:q = '' or p.name like '%%' || :q || '%%' or p.pinyin like :q || '%%'
                                     or p.initials like :q || '%%' or p.title like '%%' || :q || '%%')
                                and (:state = 'all' or (:state = 'left') = (p.left_on is not null))
                                and (cast(:cadre as boolean) is null or p.cadre = :cadre)
                                and (cast(:kind as text) is null or exists (
                                    select from directory.holding h join directory.post o on o.id = h.post_id
                                    where h.person_id = p.id and o.kind = :kind and h.since <= :today and h.until > :today))
                                order by %s limit :size offset :skip
                                """.formatted(order)),
                        reach)
                .param("underFrom", under == null ? null : under.from())
                .param("underTo", under == null ? null : under.to())
                .param("exact", query.exact() ? query.unit() : null)
                .param("q", like)
                .param("state", query.state())
                .param("cadre", query.cadre())
                .param("kind", query.kind())
                .param("today", today)
                .param("size", size)
                .param("skip", (long) (page - 1) * size)
                .query((row, at) -> new Counted(kept(row, at), row.getLong("total")))
                .list();
        long total = found.isEmpty() ? 0 : found.getFirst().total();
        return new Page<>(found.stream().map(Counted::kept).toList(), page, size, total);
    }

    /** Who has this number, found without opening any. */
    List<Kept> withNumber(SensitiveField field, String number, Reach reach) {
        String column = switch (field) {
            case IDENTITY -> "identity_blind";
            case PHONE -> "phone_blind";
            case EMAIL -> throw new IllegalArgumentException("nobody is looked for by mail");
        };
        return reached(
                        jdbc.sql("select " + COLUMNS + " from directory.person p where p." + column
                                + " = any(cast(:blinds as bytea[])) and p.merged_into is null and" + REACHED
                                + "order by p.place, p.id limit 50"),
                        reach)
                .param("blinds", vault.blinds(field.sealedAs(), number).toArray(byte[][]::new))
                .query(PersonRows::kept)
                .list();
    }

    /** Others of the same name in reach, who may be the same person. */
    List<Kept> namesakes(Kept person, Reach reach) {
        return reached(
                        jdbc.sql("select " + COLUMNS + " from directory.person p where p.name = :name and p.id <> :id"
                                + " and p.merged_into is null and" + REACHED + "order by p.place, p.id limit 10"),
                        reach)
                .param("name", person.name())
                .param("id", person.id())
                .query(PersonRows::kept)
                .list();
    }

    void add(UUID id, UnitId unit, long place, PersonData data, @Nullable String sex, LocalDate since) {
        jdbc.sql("""
                        insert into directory.person (id, name, title, unit_id, place, cadre)
                        values (:id, :name, '', :unit, :place, :cadre)
                        """)
                .param("id", id)
                .param("name", data.name())
                .param("unit", unit.value())
                .param("place", place)
                .param("cadre", data.cadre())
                .update();
        write(id, data, sex);
        belongs(id, unit, since, "");
    }

    /** Writes everything anew; a sensitive value of null stays, an empty one goes. */
    void write(UUID id, PersonData data, @Nullable String sex) {
        int newest = vault.newest();
        Pinyin sound = PersonName.pinyin(data.name());
        jdbc.sql("""
                        update directory.person p set name = :name, title = :title, cadre = :cadre, sex = :sex,
                            work_phone = :workPhone, pinyin = :sound, initials = :initials, version = version + 1
                        where id = :id
                        """)
                .param("id", id)
                .param("name", data.name())
                .param("title", data.title() == null ? "" : data.title())
                .param("cadre", data.cadre())
                .param("sex", sex)
                .param("workPhone", data.workPhone())
                .param("sound", sound.full())
                .param("initials", sound.initials())
                .update();
        for (SensitiveField field : SensitiveField.values()) {
            String clear = data.sensitive(field);
            if (clear != null) {
                write(id, field, clear, newest);
            }
        }
    }

    /** Seals a value anew; an empty one goes. */
    void write(UUID id, SensitiveField field, String clear, int newest) {
        boolean none = clear.isEmpty();
        byte[] sealed = none ? null : vault.seal(field.sealedAs(), id, clear);
        byte[] blind = none ? null : vault.blind(field.sealedAs(), clear);
        String set = switch (field) {
            case IDENTITY -> "identity = :sealed, identity_blind = :blind";
            case PHONE -> "phone = :sealed, phone_blind = :blind";
            case EMAIL -> "email = :sealed";
        };
        String others = switch (field) {
            case IDENTITY -> "phone is null and email is null";
            case PHONE -> "identity is null and email is null";
            case EMAIL -> "identity is null and phone is null";
        };
        // Beside values of an older key the row stays behind, so that they are renewed too.
        var statement = jdbc.sql("update directory.person set " + set
                        + ", keyed = case when " + others
                        + " then :keyed else least(coalesce(keyed, :newest), :newest) end"
                        + " where id = :id")
                .param("id", id)
                .param("sealed", sealed)
                .param("keyed", none ? null : newest, java.sql.Types.INTEGER)
                .param("newest", newest);
        (field == SensitiveField.EMAIL ? statement : statement.param("blind", blind)).update();
    }

    List<Belonged> belonged(UUID person) {
        return jdbc.sql("""
                        select unit_id, since, nullif(until, 'infinity') - 1 last_day, words from directory.belonging
                        where person_id = :person order by since desc
                        """)
                .param("person", person)
                .query((row, at) -> new Belonged(
                        row.getLong("unit_id"),
                        row.getObject("since", LocalDate.class),
                        row.getObject("last_day", LocalDate.class),
                        row.getString("words")))
                .list();
    }

    /** Ends what is open before the day; what would begin on it or later is taken away. */
    void endBelonging(UUID person, LocalDate before) {
        jdbc.sql("delete from directory.belonging where person_id = :person and since >= :before")
                .param("person", person)
                .param("before", before)
                .update();
        jdbc.sql("""
                        update directory.belonging set until = :before where person_id = :person and until > :before
                        """).param("person", person).param("before", before).update();
    }

    void belongs(UUID person, UnitId unit, LocalDate since, String words) {
        jdbc.sql("""
                        insert into directory.belonging (person_id, unit_id, since, words)
                        values (:person, :unit, :since, :words)
                        """)
                .param("person", person)
                .param("unit", unit.value())
                .param("since", since)
                .param("words", words)
                .update();
    }

    void stands(UUID person, UnitId unit, long place, @Nullable LocalDate leftOn) {
        jdbc.sql("""
                        update directory.person set unit_id = :unit, place = :place, left_on = :left, version = version + 1
                        where id = :id
                        """)
                .param("id", person)
                .param("unit", unit.value())
                .param("place", place)
                .param("left", leftOn, java.sql.Types.DATE)
                .update();
    }

    void mergedInto(UUID person, @Nullable UUID kept) {
        jdbc.sql("update directory.person set merged_into = :kept, version = version + 1 where id = :id")
                .param("id", person)
                .param("kept", kept, java.sql.Types.OTHER)
                .update();
    }

    /** What is written in one language of each sensitive field: power, article, and whether it is voluntary. */
    Map<SensitiveField, PersonViews.FieldBasis> bases(Locale language) {
        String tongue = language.getLanguage().equals("en") ? "en" : "zh";
        Map<SensitiveField, PersonViews.FieldBasis> bases = new LinkedHashMap<>();
        jdbc.sql(
                        "select field, power_%1$s power, article_%1$s article, voluntary from directory.field_basis order by position"
                                .formatted(tongue))
                .query((row, at) -> new PersonViews.FieldBasis(
                        SensitiveField.find(row.getString("field")).orElseThrow(),
                        row.getString("power"),
                        row.getString("article"),
                        row.getBoolean("voluntary")))
                .list()
                .forEach(basis -> bases.put(basis.field(), basis));
        return bases;
    }

    List<PersonViews.ConsentView> consents(UUID person) {
        return jdbc.sql("""
                        select id, field, given_on, form, noted_by, withdrawn_on, withdrawn_by from directory.consent
                        where person_id = :person order by noted_at desc
                        """)
                .param("person", person)
                .query((row, at) -> new PersonViews.ConsentView(
                        row.getObject("id", UUID.class),
                        SensitiveField.find(row.getString("field")).orElseThrow(),
                        row.getObject("given_on", LocalDate.class),
                        row.getString("form"),
                        row.getString("noted_by"),
                        row.getObject("withdrawn_on", LocalDate.class),
                        row.getString("withdrawn_by")))
                .list();
    }

    void consented(
            UUID id, UUID person, SensitiveField field, LocalDate on, String form, String by, java.time.Instant now) {
        jdbc.sql("""
                        insert into directory.consent (id, person_id, field, given_on, form, noted_by, noted_at)
                        values (:id, :person, :field, :on, :form, :by, :now)
                        """)
                .param("id", id)
                .param("person", person)
                .param("field", field.word())
                .param("on", on)
                .param("form", form)
                .param("by", by)
                .param("now", java.sql.Timestamp.from(now))
                .update();
    }

    int withdrawn(UUID person, SensitiveField field, LocalDate on, String by) {
        return jdbc.sql("""
                        update directory.consent set withdrawn_on = greatest(given_on, :on), withdrawn_by = :by
                        where person_id = :person and field = :field and withdrawn_on is null
                        """)
                .param("person", person)
                .param("field", field.word())
                .param("on", on)
                .param("by", by)
                .update();
    }

    private static JdbcClient.StatementSpec reached(JdbcClient.StatementSpec statement, Reach reach) {
        return statement.param("from", reach.from()).param("to", reach.to()).param("runs", reach.multirange());
    }

    private static String like(String words) {
        return words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }

    private static Kept kept(ResultSet row, int at) throws SQLException {
        return new Kept(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("title"),
                row.getBoolean("cadre"),
                new UnitId(row.getLong("unit_id")),
                row.getLong("place"),
                row.getString("sex"),
                row.getString("work_phone"),
                row.getBytes("identity"),
                row.getBytes("phone"),
                row.getBytes("email"),
                row.getObject("left_on", LocalDate.class),
                row.getObject("merged_into", UUID.class),
                row.getInt("version"));
    }
}
