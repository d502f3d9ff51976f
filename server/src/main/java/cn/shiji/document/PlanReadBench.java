package cn.shiji.document;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code bench plan-read [--json] [--files DIR]}: how fast documents are read.
 *
 * <p>It measures UTF-8 text of common documents, after warm-up, against two yardsticks that look at the same bytes in the
 * same run: decoding them and looking at each character once, and decoding them and letting one regular expression find
 * the numbers. A machine that is slower or busier slows all three, so the ratios stay. A harness of our own instead of
 * JMH, because it must run from the shipped program; each measure is the median of rounds that follow a warm-up, its
 * results are used, and the time is that of the thread on its processor with the collector's added.
 */
public final class PlanReadBench {

    private static final int DONE = 0;
    private static final int BAD_INPUT = 2;

    /** Characters of a provincial report; ten times as much is the other length that is measured. */
    private static final int COMMON_LENGTH = 25_000;

    private static final int TIMES = 10;
    private static final long WARM_UP_NANOS = 6_000_000_000L;
    private static final int ROUNDS = 15;
    private static final long ROUND_NANOS = 300_000_000L;

    private static final Pattern NUMBERS = Pattern.compile("\\d+(?:\\.\\d+)?[万亿]?[\\u4e00-\\u9fff%]");

    /** One measure: what a round of reading cost. */
    private record Cost(double nanos, long bytes, long characters) {

        double megabytesPerSecond() {
            return bytes / nanos * 1e9 / 1e6;
        }

        double nanosPerCharacter() {
            return nanos / characters;
        }
    }

    private PlanReadBench() {}

    /**
     * Runs the command.
     *
     * @param args what stands after {@code bench plan-read}
     * @return the exit status: 0 done, 2 bad input (one line on {@code err})
     */
    public static int run(String[] args, PrintStream out, PrintStream err) throws IOException {
        List<String> rest = new ArrayList<>(List.of(args));
        boolean json = rest.remove("--json");
        boolean files = rest.size() == 2 && rest.getFirst().equals("--files");
        if (!files && !rest.isEmpty()) {
            err.println("用法 / usage: ./shiji bench plan-read [--json] [--files DIR]");
            return BAD_INPUT;
        }
        List<byte[]> common = new ArrayList<>();
        List<byte[]> tenfold = new ArrayList<>();
        for (int i = 0; i < TIMES; i++) {
            common.add(SampleText.of(COMMON_LENGTH, i).getBytes(StandardCharsets.UTF_8));
        }
        tenfold.add(SampleText.of(COMMON_LENGTH * TIMES, TIMES).getBytes(StandardCharsets.UTF_8));
        List<byte[]> given = files ? textsIn(Path.of(rest.get(1))) : List.of();
        if (files && given.isEmpty()) {
            err.println(rest.get(1) + ": 没有可读的 .txt 文件 / no .txt files there");
            return BAD_INPUT;
        }
        Cost reading = measured(common, PlanReadBench::read);
        Cost ofLong = measured(tenfold, PlanReadBench::read);
        Cost characters = measured(common, PlanReadBench::charactersOf);
        Cost expression = measured(common, PlanReadBench::numbersOf);
        double growth = ofLong.nanosPerCharacter() / reading.nanosPerCharacter();
        if (json) {
            out.println(("{\"megabytes_per_second\":%.2f,\"nanos_per_character\":%.1f,\"nanos_per_character_10x\":%.1f,"
                            + "\"growth_10x\":%.3f,\"yardstick_characters\":%.1f,\"yardstick_expression\":%.1f,"
                            + "\"ratio_characters\":%.4f,\"ratio_expression\":%.4f%s}")
                    .formatted(
                            reading.megabytesPerSecond(),
                            reading.nanosPerCharacter(),
                            ofLong.nanosPerCharacter(),
                            growth,
                            characters.megabytesPerSecond(),
                            expression.megabytesPerSecond(),
                            reading.megabytesPerSecond() / characters.megabytesPerSecond(),
                            reading.megabytesPerSecond() / expression.megabytesPerSecond(),
                            given.isEmpty()
                                    ? ""
                                    : ",\"megabytes_per_second_files\":%.2f"
                                            .formatted(measured(given, PlanReadBench::read)
                                                    .megabytesPerSecond())));
            return DONE;
        }
        line(out, "读取 / reading", reading, characters, expression);
        line(out, "读取十倍长 / reading, ten times as long", ofLong, characters, expression);
        if (!given.isEmpty()) {
            line(out, "读取所给文件 / reading the files given", measured(given, PlanReadBench::read), characters, expression);
        }
        line(out, "标尺：逐字 / yardstick: each character", characters, characters, expression);
        line(out, "标尺：正则 / yardstick: one expression", expression, characters, expression);
        out.printf(Locale.ROOT, "每字开销之比（十倍长）/ cost per character at ten times the length: %.2f%n", growth);
        return DONE;
    }

    private static void line(PrintStream out, String words, Cost cost, Cost characters, Cost expression) {
        out.printf(
                Locale.ROOT,
                "%7.2f MB/s  %7.1f ns/字  %.4f × 逐字  %.3f × 正则   %s%n",
                cost.megabytesPerSecond(),
                cost.nanosPerCharacter(),
                cost.megabytesPerSecond() / characters.megabytesPerSecond(),
                cost.megabytesPerSecond() / expression.megabytesPerSecond(),
                words);
    }

    private static Cost measured(List<byte[]> texts, ToIntFunction<byte[]> work) {
        long warm = System.nanoTime();
        long found = 0;
        while (System.nanoTime() - warm < WARM_UP_NANOS) {
            found += round(texts, work);
        }
        double[] costs = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            int times = 0;
            long begun = busyNanos();
            long now = begun;
            while (now - begun < ROUND_NANOS) {
                found += round(texts, work);
                times++;
                now = busyNanos();
            }
            costs[i] = (double) (now - begun) / times;
        }
        if (found == 0) {
            throw new IllegalStateException("nothing was found in the texts that are measured");
        }
        Arrays.sort(costs);
        long bytes = texts.stream().mapToLong(text -> text.length).sum();
        long characters = texts.stream()
                .mapToLong(text -> new String(text, StandardCharsets.UTF_8).length())
                .sum();
        return new Cost(costs[ROUNDS / 2], bytes, characters);
    }

    private static int round(List<byte[]> texts, ToIntFunction<byte[]> work) {
        int result = 0;
        for (byte[] text : texts) {
            result += work.applyAsInt(text);
        }
        return result;
    }

    /** What this thread has used of its processor, and the collector beside it. */
    private static long busyNanos() {
        long collected = ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                .sum();
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() + collected * 1_000_000;
    }

    private static int read(byte[] text) {
        ReadDocument document = Documents.read("sample.txt", text);
        return document.nodes().size() + document.furniture().size();
    }

    private static int charactersOf(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        int digits = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9' || "一二三四五六七八九十百千万亿".indexOf(c) >= 0) {
                digits++;
            }
        }
        return digits;
    }

    private static int numbersOf(byte[] bytes) {
        Matcher number = NUMBERS.matcher(new String(bytes, StandardCharsets.UTF_8));
        int found = 0;
        while (number.find()) {
            found++;
        }
        return found;
    }

    private static List<byte[]> textsIn(Path folder) throws IOException {
        var texts = new ArrayList<byte[]>();
        try (var files = Files.walk(folder)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".txt"))
                    .sorted()
                    .toList()) {
                texts.add(Files.readAllBytes(file));
            }
        }
        return texts;
    }
}
