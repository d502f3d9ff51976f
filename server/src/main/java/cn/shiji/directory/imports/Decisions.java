package cn.shiji.directory.imports;

import cn.shiji.directory.Directory;
import cn.shiji.directory.Unit;
import cn.shiji.directory.imports.ImportStore.Import;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Problem;
import cn.shiji.kernel.UnitId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps what a person says about rows that can mean two things, or that would change what is there. */
@Component
class Decisions {

    /** What may be said to a question; a row that would change something and asks nothing can be skipped. */
    private static final Map<String, Set<String>> ANSWERS = Map.of(
            "same-name", Set.of("update", "skip"),
            "same-person", Set.of("update", "keep-both", "skip"));

    private final JdbcClient jdbc;
    private final Directory directory;
    private final PersonChecks people;

    Decisions(JdbcClient jdbc, Directory directory, PersonChecks people) {
        this.jdbc = jdbc;
        this.directory = directory;
        this.people = people;
    }

    /**
     * Says of rows what shall be done with them.
     *
     * @param rows which; null for all that the question is asked of
     * @param question the question answered; null for rows that would change something
     * @param answer {@code update}, {@code keep-both}, {@code skip}, or {@code open} to think again
     * @return how many rows were told
     */
    int decide(Import list, @Nullable List<Integer> rows, @Nullable String question, String answer) {
        Set<String> allowed = question == null ? Set.of("update", "skip") : ANSWERS.getOrDefault(question, Set.of());
        if (!answer.equals("open") && !allowed.contains(answer)) {
            throw Problem.bad("import.decision-unknown", answer);
        }
        return jdbc.sql("update directory." + table(list) + """
                         set decision = nullif(:answer, 'open')
                        where import_id = :list and (:rows::int[] is null or row_no = any(:rows::int[]))
                            and (case when :question::text is null then state = 'changed'
                                else state = 'asked' and question = :question end)
                        """)
                .param("list", list.id())
                .param("answer", answer)
                .param("rows", rows == null ? null : rows.toArray(Integer[]::new))
                .param("question", question)
                .update();
    }

    /** Says which unit a wording of a list of people means; its rows are then looked at like any other. */
    int mean(Caller caller, Import list, String words, UnitId unitId) {
        Unit under = directory.unit(caller, list.unit());
        Unit unit = directory.unit(caller, unitId);
        if (!under.places().holds(unit.place())) {
            throw Problem.missing("directory.unit-missing");
        }
        int told = jdbc.sql("""
                        update directory.import_person set unit_id = :unit, state = 'new', question = null
                        where import_id = :list and unit_words = :words and state = 'asked' and question = 'which-unit'
                        """)
                .param("list", list.id())
                .param("unit", unit.id().value())
                .param("words", words)
                .update();
        people.known(list.id());
        return told;
    }

    /** A wording of the list that several units answer to, how often it stands there, and which they are. */
    record Wording(String words, long rows, List<UnitNames.Named> units) {}

    List<Wording> wordings(Caller caller, Import list) {
        Unit under = directory.unit(caller, list.unit());
        record Asked(String words, long rows) {}
        return jdbc
                .sql("""
                        select unit_words, count(*) as rows from directory.import_person
                        where import_id = :list and state = 'asked' and question = 'which-unit' group by 1
                        order by 2 desc, 1 limit 200
                        """)
                .param("list", list.id())
                .query((row, at) -> new Asked(row.getString("unit_words"), row.getLong("rows")))
                .list()
                .stream()
                .map(asked -> new Wording(asked.words(), asked.rows(), people.candidates(asked.words(), under)))
                .toList();
    }

    private static String table(Import list) {
        return list.kind() == ListKind.PEOPLE ? "import_person" : "import_unit";
    }
}
