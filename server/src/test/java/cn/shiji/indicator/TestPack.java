package cn.shiji.indicator;

import cn.shiji.TestTown;
import cn.shiji.directory.Unit;
import cn.shiji.fact.FactRole;
import cn.shiji.fact.Facts;
import cn.shiji.fact.NewFact;
import cn.shiji.fact.UnitPart;
import cn.shiji.kernel.SourceRef;
import cn.shiji.mechanism.Mechanisms;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A pack of its own for one test, laid into the running server's folder: walks that units do alone or together, each with
 * a length and the people who came along. Facts are written as a record of such a walk would write them.
 */
public final class TestPack {

    private static final String FILE = """
            mechanism: %1$s
            name: {zh: 巡山, en: Hill walks}
            line: ecology
            owner: 林业站
            why: {zh: 早发现早处置, en: Find early}
            audience: public
            records:
              walk:
                label: {zh: 巡山记录, en: Walk}
                day: {zh: 日期, en: Day}
                title: "{route}"
                fields:
                  route: {type: text, label: {zh: 路线, en: Route}, required: true, max_length: 60}
                  length: {type: decimal, label: {zh: 里程, en: Length}, required: true, min: 0, unit: 公里}
                  people: {type: roll-call, label: {zh: 人员, en: People}, of: people, voluntary: true}
                facts:
                  walk: {quantity: 1}
                  length: {quantity: length}
                  walker: {each: people, where: present, quantity: 1, subject: person}
            indicators:
              walks: {label: {zh: 巡山次数, en: Walks}, unit: {zh: 次, en: times}, sum: walk, definition: {zh: 一次巡山记一次, en: Each walk once}}
              length: {label: {zh: 巡山里程, en: Length}, unit: {zh: 公里, en: km}, sum: length}
              ranked: {label: {zh: 评比次数, en: Ranked walks}, unit: {zh: 次, en: times}, sum: walk, visible: peers}
              needy: {label: {zh: 困难人数, en: People in need}, unit: {zh: 人, en: people}, distinct: walker, visible: public, hide_below: 3}
              walkers: {label: {zh: 参与人数, en: People}, unit: {zh: 人, en: people}, distinct: walker}
            sentence:
              zh: 全年巡山{walks}次、{length}公里，{walkers}人参加
              en: "{walks} walks, {length} km, {walkers} people"
            """;

    public final String id;
    private final ApplicationContext context;

    private TestPack(ApplicationContext context, String id) {
        this.context = context;
        this.id = id;
    }

    /** Lays the pack into the folder and waits until it is in service. */
    public static TestPack in(ApplicationContext context) {
        String id = "walk-" + HexFormat.of().toHexDigits(new Random().nextInt());
        Path folder = Path.of(context.getEnvironment().getRequiredProperty("shiji.data"), "mechanisms", "ecology", id);
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("mechanism.yaml"), FILE.formatted(id));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        Mechanisms mechanisms = context.getBean(Mechanisms.class);
        mechanisms.refresh();
        if (mechanisms.find(id).isEmpty()) {
            throw new AssertionError("The pack was refused: " + mechanisms.faults());
        }
        return new TestPack(context, id);
    }

    /** The full id of one of its indicators. */
    public String indicator(String name) {
        return id + "." + name;
    }

    /** Writes down a walk of the first unit, with others that came along. */
    public SourceRef walk(LocalDate day, String route, String length, List<String> people, Unit owner, Unit... others) {
        return write(
                new SourceRef("record", id + ".walk", UUID.randomUUID(), 1), day, route, length, people, owner, others);
    }

    /** Corrects a walk: everything it said is taken back and said anew. */
    public SourceRef correct(
            SourceRef walk,
            LocalDate day,
            String route,
            String length,
            List<String> people,
            Unit owner,
            Unit... others) {
        SourceRef next = new SourceRef(walk.module(), walk.kind(), walk.id(), walk.version() + 1);
        reverse(next);
        return write(next, day, route, length, people, owner, others);
    }

    /** Takes a walk back. */
    public void withdraw(SourceRef walk) {
        reverse(new SourceRef(walk.module(), walk.kind(), walk.id(), walk.version() + 1));
    }

    private void reverse(SourceRef cause) {
        context.getBean(TransactionTemplate.class)
                .executeWithoutResult(status -> context.getBean(Facts.class).reverse(cause));
    }

    private SourceRef write(
            SourceRef source,
            LocalDate day,
            String route,
            String length,
            List<String> people,
            Unit owner,
            Unit... others) {
        var parts = new ArrayList<UnitPart>();
        parts.add(new UnitPart(FactRole.AT, owner.id(), owner.place()));
        parts.add(new UnitPart(FactRole.BY, owner.id(), owner.place()));
        for (Unit other : others) {
            parts.add(new UnitPart(FactRole.BY, other.id(), other.place()));
        }
        var written = new ArrayList<NewFact>();
        written.add(new NewFact(id + ".walk", day, BigDecimal.ONE, null, Map.of(), source, route, parts));
        written.add(new NewFact(id + ".length", day, new BigDecimal(length), null, Map.of(), source, route, parts));
        people.forEach(person ->
                written.add(new NewFact(id + ".walker", day, BigDecimal.ONE, person, Map.of(), source, route, parts)));
        context.getBean(TransactionTemplate.class)
                .executeWithoutResult(status -> context.getBean(Facts.class).write(written));
        return source;
    }

    /** A town whose two villages walked: each once alone and once together; owners are their villages. */
    public Walks walksOf(TestTown town, int year) {
        return new Walks(
                walk(LocalDate.of(year, 3, 5), "石桥西线", "4.5", List.of("zhang", "li"), town.stoneBridge),
                walk(LocalDate.of(year, 4, 6), "茶岭东线", "3", List.of("wang"), town.teaRidge),
                walk(LocalDate.of(year, 4, 7), "交界山脊", "6", List.of("zhang", "wang"), town.stoneBridge, town.teaRidge));
    }

    /** The three walks of {@link #walksOf}. */
    public record Walks(SourceRef stoneBridge, SourceRef teaRidge, SourceRef together) {}
}
