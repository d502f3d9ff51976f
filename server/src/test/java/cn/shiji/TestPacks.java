package cn.shiji;

import cn.shiji.mechanism.Mechanisms;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import org.springframework.context.ApplicationContext;

/** Drops packs into the overlay folder of a running server, as an office would. */
public final class TestPacks {

    private final Path folder;
    private final Mechanisms mechanisms;

    private TestPacks(ApplicationContext context) {
        this.folder = Path.of(context.getEnvironment().getRequiredProperty("shiji.data"), "mechanisms");
        this.mechanisms = context.getBean(Mechanisms.class);
    }

    public static TestPacks in(ApplicationContext context) {
        return new TestPacks(context);
    }

    /** An id nobody has thought of. */
    public static String randomId() {
        return "x" + Long.toString(ThreadLocalRandom.current().nextLong(1L << 50), 36) + "-y";
    }

    /** A pack with one form of every type of field. */
    public static String pack(String id) {
        return """
                mechanism: %s
                name: {zh: 宣讲, en: Talks}
                line: governance
                owner: 社会治理办
                why: {zh: 把政策讲到家门口, en: So that people know}
                audience: public
                records:
                  talk:
                    label: {zh: 宣讲场次, en: Talk}
                    title: "{topic}"
                    fields:
                      topic: {type: text, label: {zh: 主题, en: Topic}, required: true, max_length: 20, suggest: true}
                      audience: {type: integer, label: {zh: 听众, en: Audience}, min: 0, max: 500, unit: 人}
                      hours: {type: decimal, label: {zh: 时长, en: Hours}, min: 0, max: 10, decimals: 1, unit: 小时}
                      until: {type: date, label: {zh: 公示至, en: Until}}
                      format: {type: choice, label: {zh: 形式, en: Format}, options: [{value: yard, label: {zh: 院坝会, en: Yard}}, {value: hall, label: {zh: 会场, en: Hall}}]}
                      speaker: {type: person, label: {zh: 主讲, en: Speaker}, of: people}
                      place: {type: unit, label: {zh: 地点, en: Place}, of: own}
                      neighbours: {type: units, label: {zh: 邻村, en: Neighbours}, of: neighbours}
                      roll: {type: roll-call, label: {zh: 点名, en: Roll call}, of: cadres, voluntary: true}
                      photos: {type: photos, label: {zh: 照片, en: Photos}, most: 2}
                      notes: {type: long-text, label: {zh: 记要, en: Notes}}
                    facts:
                      talk: {quantity: 1, units: [neighbours]}
                      heard: {quantity: audience}
                      helper: {each: roll, where: present, quantity: 1, subject: person}
                indicators:
                  talks: {label: {zh: 宣讲场次, en: Talks}, unit: 场, sum: talk}
                  heard: {label: {zh: 听众人次, en: Heard by}, unit: 人次, sum: heard}
                  helpers: {label: {zh: 参与干部, en: Helpers}, unit: 人, distinct: helper}
                sentence: {zh: "开展宣讲{talks}场，听众{heard}人次", en: "{talks} talks heard by {heard}"}
                """.formatted(id);
    }

    public Path file(String id) {
        return folder.resolve("governance").resolve(id).resolve("mechanism.yaml");
    }

    /** Writes the file; the server notices on its own. */
    public void put(String id, String content) {
        try {
            Files.createDirectories(file(id).getParent());
            Files.writeString(file(id), content);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public void remove(String id) {
        try {
            Files.delete(file(id));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Puts a pack of its own into service and waits until the server has noticed by itself. */
    public String inService() {
        String id = randomId();
        put(id, pack(id));
        await(() -> mechanisms.find(id).isPresent());
        return id;
    }

    public void await(BooleanSupplier met) {
        long end = System.nanoTime() + 15_000_000_000L;
        while (!met.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Not met within 15 seconds; refused: " + Optional.of(mechanisms.faults()));
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(interrupted);
            }
        }
    }
}
