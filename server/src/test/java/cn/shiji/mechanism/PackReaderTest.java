package cn.shiji.mechanism;

import static org.assertj.core.api.Assertions.assertThat;

import cn.shiji.Repository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PackReaderTest {

    private static final PackReader READER = PackReader.onClassPath();

    /** A small pack without faults. */
    private static final String GOOD = """
            mechanism: tea-festival
            name: {zh: 茶文化节, en: Tea festival}
            line: industry
            owner: 文旅站
            why: {zh: 让山里的茶卖得出去, en: So that tea sells}
            audience: public
            records:
              event:
                label: {zh: 场次, en: Event}
                title: "{topic}"
                fields:
                  topic: {type: text, label: 主题, required: true}
                  guests: {type: integer, label: 人数, min: 0, max: 9000, unit: 人}
                  roll: {type: roll-call, label: 点名, of: people}
                facts:
                  event: {quantity: 1}
                  guest: {quantity: guests}
                  helper: {each: roll, where: present, quantity: 1, subject: person}
            indicators:
              events: {label: 场次, unit: 场, sum: event}
              helpers: {label: 人数, unit: 人, distinct: helper}
            sentence: 办茶文化节{events}场
            """;

    private static PackReader.Reading read(String text) {
        return READER.read(text.getBytes(StandardCharsets.UTF_8), null, Pack.Source.OVERLAY);
    }

    private static List<String> told(String text) {
        return read(text).faults().stream()
                .map(fault -> fault.line() + ":" + fault.column() + " " + fault.code()
                        + (fault.suggestion() == null ? "" : " → " + fault.suggestion()))
                .toList();
    }

    private static List<String> with(String from, String to) {
        assertThat(GOOD).contains(from);
        return told(GOOD.replace(from, to));
    }

    @Test
    void aGoodPackHasNoFaults() {
        assertThat(told(GOOD)).isEmpty();
        Pack pack = read(GOOD).pack();
        assertThat(pack.id()).isEqualTo("tea-festival");
        assertThat(pack.name().in(Locale.ENGLISH)).isEqualTo("Tea festival");
    }

    @Test
    void everyBuiltInPackIsGood() throws IOException {
        try (Stream<Path> files = Files.walk(Repository.ROOT.resolve("mechanisms"))) {
            List<Path> packs =
                    files.filter(file -> file.endsWith("mechanism.yaml")).toList();
            assertThat(packs).hasSizeGreaterThanOrEqualTo(2);
            for (Path file : packs) {
                assertThat(READER.read(Files.readAllBytes(file), file, Pack.Source.BUILT_IN)
                                .faults())
                        .as(file.toString())
                        .isEmpty();
                assertThat(file.resolveSibling("README.md")).exists();
                assertThat(file.resolveSibling("scenario.yaml")).exists();
            }
        }
    }

    @Test
    void aPackWithTenFaultsIsToldAllTenAtTheirPlaces() {
        String faulty = """
                mechanism: tea-festival
                nmae: {zh: 茶文化节}
                line: industri
                owner: 文旅站
                why: {zh: 茶}
                audience: cadre
                ranking: people
                records:
                  event:
                    label: {zh: 场次}
                    title: "{topics}"
                    fields:
                      topic: {type: txt, label: 主题}
                      guests: {type: integer, label: 人数, min: 9, max: 3}
                      photos: {type: photos, label: 照片, required: true}
                    facts:
                      event: {quantity: guest}
                      event: {quantity: 1}
                indicators:
                  events: {label: 场次, unit: 场, sum: evnt}
                sentence: 办{event}场
                """;
        assertThat(told(faulty))
                .containsExactly(
                        "2:1 pack.unknown-key → name",
                        "3:7 pack.unknown-word → industry",
                        "7:1 pack.no-ranking",
                        "11:12 pack.unknown-field → topic",
                        "13:21 pack.unknown-word → text",
                        "14:47 pack.min-above-max",
                        "15:51 pack.photo-compulsory",
                        "17:25 pack.unknown-field → guests",
                        "18:7 pack.doubled-key",
                        "20:37 pack.unknown-fact → event",
                        "21:11 pack.unknown-indicator → events");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "required: true| requird: true| pack.unknown-key → required",
                "audience: public| audience: villagers| pack.unknown-word → villager",
                "min: 0| min: none| pack.number-wanted",
                "unit: 人}| unit: [人]}| pack.single-value-wanted-not-list",
                "quantity: 1}| quantity: 0}| pack.quantity-not-positive",
                "quantity: guests| quantity: topic| pack.field-not-number",
                "each: roll, where| each: topic, where| pack.field-not-a-list",
                "event: {quantity: 1}| event: {quantity: 1, units: [villages]}| pack.no-such-field-nor-any",
                "where: present| where: came| pack.unknown-word",
                "distinct: helper| distinct: event| pack.fact-without-subject",
                "办茶文化节{events}场| 办茶文化节{event}场| pack.unknown-indicator → events",
                "mechanism: tea-festival| mechanism: Tea Festival| pack.not-a-name → tea-festival",
                "line: industry| line:| pack.empty-value",
                "{zh: 茶文化节, en: Tea festival}| {zh: 茶文化节, en: Tea, festival}| pack.comma-ends-text",
                "audience: public| audience: public\\ncadence: {every: month, day: MON}| pack.day-only-weekly",
                "topic: {type| day: {type| pack.reserved-name",
                "owner: 文旅站| owner: 文旅站\\ncheck_in: qr| pack.no-check-in",
            })
    void aSlipIsToldWithWhatWasMeant(String from, String to, String fault) {
        assertThat(with(from.strip(), to.strip().replace("\\n", "\n")))
                .anySatisfy(told -> assertThat(told).endsWith(fault.strip()));
    }

    @Test
    void oneSlipIsOneFaultWhateverHangsOnIt() {
        assertThat(with("records:", "record:")).containsExactly("7:1 pack.unknown-key → records");
        assertThat(with("fields:", "feilds:")).containsExactly("11:5 pack.unknown-key → fields");
        assertThat(with("  guests: {type: integer", "  Guests: {type: integer").size())
                .isEqualTo(2);
        assertThat(with("type: integer, label", "typ: integer, label"))
                .containsExactly("13:16 pack.unknown-key → type");
    }

    @Test
    void theRulesForCadresHoldUnlessItIsForSafety() {
        String asked = GOOD.replace("audience: public", "audience: cadre")
                .replace("of: people}", "of: cadres, required: true}");
        assertThat(told(asked))
                .containsExactly(
                        "14:7 pack.roll-call-not-voluntary → voluntary: true", "14:64 pack.roll-call-compulsory");
        assertThat(told(asked.replace("    title:", "    purpose: emergency\n    title:")))
                .isEmpty();
        PackFault fault = read(asked).faults().getFirst();
        assertThat(PackWords.tell(fault, Locale.CHINESE)).contains("自愿", "强制");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "# nothing but a remark\n",
                "just words",
                "- a\n- list\n",
                "a: [1, 2\n",
                "a: \"open\n",
                "a:\n\t- tab\n",
                "a: b: c\n",
                "a: *nobody\n",
                "a: &x 1\nb: *x\n",
                "a: 1\n---\nb: 2\n",
                "a: !!java.net.URL 'http://example.org'\n",
                "a: !own 1\n",
                "? [a, b]\n: c\n",
                "a: \u0007\n",
                "%YAML 9.9\n---\na: 1\n",
                "a:\n  b: 1\n c: 2\n",
                "<<: {a: 1}\n",
            })
    void whatIsNoPackIsToldInWordsAtItsPlace(String text) {
        List<PackFault> faults = read(text).faults();
        assertThat(faults).isNotEmpty().allSatisfy(fault -> {
            assertThat(fault.line()).isPositive();
            assertThat(fault.column()).isPositive();
            for (Locale language : List.of(Locale.CHINESE, Locale.ENGLISH)) {
                assertThat(PackWords.tell(fault, language))
                        .doesNotContain("pack.")
                        .isNotBlank();
            }
        });
    }

    @Test
    void aBombOfAliasesIsRefusedBeforeItGrows() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 40; i++) {
            bomb.append("a").append(i).append(": &a").append(i).append(" [");
            bomb.append(("*a" + (i - 1) + ", ").repeat(9))
                    .append("*a")
                    .append(i - 1)
                    .append("]\n");
        }
        assertThat(read(bomb.toString()).faults())
                .allMatch(fault -> fault.code().startsWith("pack.no-a"));
    }

    @Test
    void aHugeOrDeepOrForeignFileIsRefused() {
        assertThat(told(GOOD + "# " + "x".repeat(300 * 1024))).containsExactly("1:1 pack.file-too-large");
        assertThat(told("a: " + "[".repeat(5000))).isNotEmpty();
        assertThat(told("a: " + "[".repeat(20) + "]".repeat(20))).isNotEmpty();
        byte[] chinese = GOOD.getBytes(java.nio.charset.Charset.forName("GB18030"));
        assertThat(READER.read(chinese, null, Pack.Source.OVERLAY).faults())
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.code()).isEqualTo("pack.not-utf8");
                    assertThat(fault.line()).isEqualTo(2);
                });
        byte[] marked = ("\uFEFF" + GOOD).getBytes(StandardCharsets.UTF_8);
        assertThat(READER.read(marked, null, Pack.Source.OVERLAY).faults()).isEmpty();
    }

    @Test
    void thePackIsNamedLikeItsFolder() {
        byte[] content = GOOD.getBytes(StandardCharsets.UTF_8);
        Path other = Path.of("ecology", "tea-feast", "mechanism.yaml");
        assertThat(READER.read(content, other, Pack.Source.OVERLAY).faults())
                .extracting(PackFault::code, PackFault::suggestion)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("pack.id-not-folder", "tea-feast"),
                        org.assertj.core.groups.Tuple.tuple("pack.line-not-folder", "ecology"));
        assertThat(READER.read(content, Path.of("tea-festival", "mechanism.yaml"), Pack.Source.OVERLAY)
                        .faults())
                .isEmpty();
    }

    /** Whatever is done to a pack, reading it ends with a pack or with faults that have a place and words. */
    @Test
    void noMutationOfAPackBreaksTheReader() throws IOException {
        String real = Files.readString(Repository.ROOT.resolve("mechanisms/party/night-school/mechanism.yaml"));
        SplittableRandom chance = new SplittableRandom(20_261_123);
        int refused = 0;
        for (int round = 0; round < 3000; round++) {
            String mutated = mutate(round % 2 == 0 ? GOOD : real, chance);
            byte[] bytes = mutated.getBytes(StandardCharsets.UTF_8);
            if (chance.nextInt(20) == 0) {
                bytes[chance.nextInt(bytes.length)] = (byte) chance.nextInt(256);
            }
            int lines = (int) mutated.lines().count() + 1;
            PackReader.Reading reading = READER.read(bytes, null, Pack.Source.OVERLAY);
            assertThat(reading.pack() == null)
                    .as(mutated)
                    .isEqualTo(!reading.faults().isEmpty());
            refused += reading.pack() == null ? 1 : 0;
            for (PackFault fault : reading.faults()) {
                assertThat(fault.line()).as("%s in%n%s", fault, mutated).isBetween(1, lines + 1);
                assertThat(fault.column()).as("%s in%n%s", fault, mutated).isPositive();
                assertThat(PackWords.tell(fault, Locale.CHINESE))
                        .as(fault.code())
                        .doesNotStartWith("pack.");
            }
        }
        assertThat(refused).isGreaterThan(1500);
    }

    private static String mutate(String pack, SplittableRandom chance) {
        String text = pack;
        int changes = 1 + chance.nextInt(4);
        for (int i = 0; i < changes; i++) {
            List<String> lines = new java.util.ArrayList<>(Arrays.asList(text.split("\n")));
            int at = chance.nextInt(lines.size());
            switch (chance.nextInt(8)) {
                case 0 -> lines.remove(at);
                case 1 -> lines.add(at, lines.get(chance.nextInt(lines.size())));
                case 2 ->
                    lines.set(at, " ".repeat(chance.nextInt(6)) + lines.get(at).strip());
                case 3 -> {
                    String line = lines.get(at);
                    int cut = chance.nextInt(line.length() + 1);
                    lines.set(at, line.substring(0, cut));
                }
                case 4 -> {
                    String line = lines.get(at);
                    int cut = chance.nextInt(line.length() + 1);
                    String odd = List.of(
                                    ":", "{", "}", "[", "]", "'", "\"", "\t", "&a ", "*a", "!", "#", "|", "~", "-",
                                    "𠮷", "\u0000", "?")
                            .get(chance.nextInt(18));
                    lines.set(at, line.substring(0, cut) + odd + line.substring(cut));
                }
                case 5 -> lines.set(at, lines.get(at).replaceAll("\\d+", Integer.toString(chance.nextInt())));
                case 6 -> lines.set(at, lines.get(at).replaceFirst("[a-z]", "x"));
                default -> lines.set(at, lines.get(at).replaceFirst(": .*", ":"));
            }
            text = String.join("\n", lines) + "\n";
        }
        return text;
    }
}
