package cn.shiji.mechanism;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.ClassPathBeanDefinitionScanner;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.type.filter.AssignableTypeFilter;
import org.springframework.stereotype.Component;

/** Reads a pack file: bytes in, a checked pack or all its faults out. No database, no clock. */
@Component
public final class PackReader {

    /** The name every pack file has. */
    public static final String FILE_NAME = "mechanism.yaml";

    private static final int LONGEST_NAME = 40;
    private static final int LONGEST_TEXT = 1000;

    private final List<PackSection<?>> sections;
    private final Shape.Keyed shape;

    /** Reads packs of these sections. */
    public PackReader(Collection<PackSection<?>> sections) {
        this.sections = sections.stream()
                .sorted(Comparator.comparing((PackSection<?> section) -> order(section.key()))
                        .thenComparing(PackSection::key))
                .toList();
        Shape.Keyed whole = head();
        for (PackSection<?> section : this.sections) {
            whole = whole.optional(
                    section.key(),
                    section.shape(),
                    section.meaning().zh(),
                    section.meaning().en());
        }
        this.shape = whole;
    }

    private static int order(String key) {
        int known = List.of("records", "indicators", "sentence").indexOf(key);
        return known < 0 ? Integer.MAX_VALUE : known;
    }

    /** A reader of every section on the class path, for those who have no application running. */
    public static PackReader onClassPath() {
        try (GenericApplicationContext context = new GenericApplicationContext()) {
            ClassPathBeanDefinitionScanner scanner = new ClassPathBeanDefinitionScanner(context, false);
            scanner.addIncludeFilter(new AssignableTypeFilter(PackSection.class));
            scanner.scan("cn.shiji");
            context.refresh();
            List<PackSection<?>> sections = new ArrayList<>();
            context.getBeansOfType(PackSection.class).values().forEach(sections::add);
            return new PackReader(sections);
        }
    }

    /**
     * What a file says.
     *
     * @param pack the pack, or null where it has faults
     * @param id the id it gives itself, or null where it gives none
     * @param faults all of them, in the order of the file
     */
    public record Reading(@Nullable Pack pack, @Nullable String id, List<PackFault> faults) {

        public Reading {
            faults = List.copyOf(faults);
        }
    }

    /** The shape of the whole file. */
    public Shape.Keyed shape() {
        return shape;
    }

    /**
     * Reads a file.
     *
     * @param file where it lies, for the check that its folder is named like its id; null where it lies nowhere
     */
    public Reading read(byte[] content, @Nullable Path file, Pack.Source source) {
        PackChecks checks = new PackChecks();
        Optional<PackNode> root = new PackYaml(checks).read(content);
        if (root.isEmpty()) {
            return new Reading(null, null, checks.all());
        }
        String id = root.get().text("mechanism").orElse(null);
        Optional<PackNode> sound = new ShapeCheck(checks).sound(root.get(), shape);
        if (sound.isEmpty()) {
            return new Reading(null, id, checks.all());
        }
        PackNode pack = sound.get();
        checks.readingOf(pack);
        if (file != null) {
            checkFolder(pack, file, checks);
        }
        checkCadence(pack, checks);
        for (PackSection<?> section : sections) {
            pack.get(section.key()).ifPresent(node -> section.check(node, checks));
        }
        List<PackFault> faults = checks.all();
        if (!faults.isEmpty()) {
            return new Reading(null, id, faults);
        }
        return new Reading(pack(pack, source), id, List.of());
    }

    /** Reads a text that was accepted before. */
    Pack readAgain(String content, int revision, Pack.Source source) {
        Reading reading = read(content.getBytes(StandardCharsets.UTF_8), null, source);
        if (reading.pack == null) {
            throw new IllegalStateException("A stored revision can no longer be read: " + reading.faults);
        }
        return reading.pack.as(revision, source);
    }

    private Pack pack(PackNode node, Pack.Source source) {
        String id = node.text("mechanism").orElseThrow();
        Map<Class<?>, Object> parts = new LinkedHashMap<>();
        for (PackSection<?> section : sections) {
            node.get(section.key()).ifPresent(part -> parts.put(section.type(), section.read(id, part)));
        }
        return new Pack(
                id,
                0,
                node.words("name").orElseThrow(),
                WorkLine.of(node.text("line").orElseThrow()),
                node.text("owner").orElseThrow(),
                node.words("why").orElseThrow(),
                node.words("basis").orElse(null),
                Audience.of(node.text("audience").orElseThrow()),
                node.get("cadence")
                        .map(cadence -> new Cadence(
                                cadence.text("every").orElseThrow(),
                                cadence.text("day").orElse(null)))
                        .orElse(null),
                source,
                parts);
    }

    private static void checkFolder(PackNode pack, Path file, PackChecks checks) {
        Path folder = file.getParent();
        if (folder == null || folder.getFileName() == null) {
            return;
        }
        String name = folder.getFileName().toString();
        pack.get("mechanism").ifPresent(id -> {
            if (!id.asText().orElse("").equals(name)) {
                checks.faultSuggesting(
                        name, id, "pack.id-not-folder", id.asText().orElse(""), name);
            }
        });
        Path above = folder.getParent();
        Set<String> lines =
                java.util.Arrays.stream(WorkLine.values()).map(WorkLine::word).collect(Collectors.toSet());
        if (above != null
                && above.getFileName() != null
                && lines.contains(above.getFileName().toString())) {
            String line = above.getFileName().toString();
            pack.get("line").ifPresent(node -> {
                if (!node.asText().orElse("").equals(line)) {
                    checks.faultSuggesting(
                            line, node, "pack.line-not-folder", node.asText().orElse(""), line);
                }
            });
        }
    }

    private static void checkCadence(PackNode pack, PackChecks checks) {
        pack.get("cadence")
                .ifPresent(cadence -> cadence.get("day").ifPresent(day -> {
                    if (!cadence.text("every").orElse("week").equals("week")) {
                        checks.fault(day, "pack.day-only-weekly");
                    }
                }));
    }

    private static Shape.Keyed head() {
        return Shape.keyed()
                .required("mechanism", new Shape.Name(), "标识，与文件夹同名", "The id, the same as the folder's name")
                .required("name", Shape.bilingual(LONGEST_NAME), "名称", "The name as shown")
                .required(
                        "line",
                        new Shape.OneOf(List.of(
                                Shape.option("party", "党建引领", "Party building"),
                                Shape.option("industry", "产业兴旺", "Industry"),
                                Shape.option("ecology", "生态保护", "Ecology"),
                                Shape.option("governance", "治理有效", "Governance"))),
                        "工作条线",
                        "The line of work")
                .required("owner", Shape.text(LONGEST_NAME), "主办单位", "The office that runs it")
                .required(
                        "why", Shape.bilingual(LONGEST_TEXT), "为什么做，显示在数字旁", "What it is for, shown beside its figures")
                .optional("basis", Shape.bilingual(LONGEST_TEXT), "依据的文件", "The rule it rests on")
                .required(
                        "audience",
                        new Shape.OneOf(List.of(
                                Shape.option(
                                        "cadre",
                                        "干部职工：只能自愿签到，不排名，不强制照片和轨迹",
                                        "Cadres and staff: sign-in is voluntary, nobody is ranked, no photo or track is compulsory"),
                                Shape.option("villager", "村民和农户", "Villagers and households"),
                                Shape.option("public", "公众", "Anybody"))),
                        "记的是谁的事；能要求什么由此而定",
                        "Whose doings are written down; what may be asked follows from it")
                .optional(
                        "cadence",
                        Shape.keyed()
                                .required(
                                        "every",
                                        new Shape.OneOf(List.of(
                                                Shape.option("day", "每天", "Daily"),
                                                Shape.option("week", "每周", "Weekly"),
                                                Shape.option("month", "每月", "Monthly"),
                                                Shape.option("quarter", "每季", "Quarterly"),
                                                Shape.option("year", "每年", "Yearly"))),
                                        "多久一次",
                                        "How often")
                                .optional(
                                        "day",
                                        new Shape.OneOf(List.of(
                                                Shape.option("MON", "周一", "Monday"),
                                                Shape.option("TUE", "周二", "Tuesday"),
                                                Shape.option("WED", "周三", "Wednesday"),
                                                Shape.option("THU", "周四", "Thursday"),
                                                Shape.option("FRI", "周五", "Friday"),
                                                Shape.option("SAT", "周六", "Saturday"),
                                                Shape.option("SUN", "周日", "Sunday"))),
                                        "星期几，仅每周一次时",
                                        "The day of the week, for weekly ones only"),
                        "多久办一次",
                        "How often it takes place")
                .refusing("ranking", "pack.no-ranking")
                .refusing("rank", "pack.no-ranking")
                .refusing("leaderboard", "pack.no-ranking")
                .refusing("check_in", "pack.no-check-in")
                .refusing("track", "pack.no-track");
    }
}
