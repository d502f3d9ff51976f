package cn.shiji.comparison;

import cn.shiji.document.Documents;
import cn.shiji.document.ReadDocument;
import com.sun.management.OperatingSystemMXBean;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.LongSupplier;

/**
 * {@code bench compare [--json]}: how fast a plan is held against a report, both of ten thousand statements.
 *
 * <p>The yardstick, measured in the same run, is the plain way: the pairs of characters of every commitment held against
 * those of every statement of the report, all hundred million times. What is measured is the processor time of all threads,
 * which is more than the time on the clock wherever the machine has nothing else to do.
 */
public final class CompareBench {

    private static final int DONE = 0;
    private static final int BOUND_BROKEN = 1;
    private static final int BAD_INPUT = 2;

    private static final int STATEMENTS = 10_000;
    private static final int FEWER = 1_000;

    /** The yardstick is measured on so many commitments and reckoned for all. */
    private static final int MEASURED = 100;

    private static final double MOST_SECONDS = 10;

    /** Ten times the statements may cost so many times as much; holding each against each costs a hundred times. */
    private static final double MOST_GROWTH = 40;

    private static final double NANOS = 1e9;

    private static final String[] FIELDS =
            ("农村 城市 县域 社区 园区 企业 学校 医院 林业 水利 交通 能源 数字 旅游 文化 体育 养老 儿童 青年 妇女 残疾人 茶叶 黄精 毛竹 水稻 油茶 生猪 渔业 冷链 物流 电商 光伏"
                            + " 污水 垃圾 河道 法律 信访 消防 应急 档案")
                    .split(" ");
    private static final String[] THINGS =
            ("道路 桥梁 厂房 仓库 服务站 卫生室 图书馆 广场 管网 水库 灌区 基地 示范园 合作社 实验室 培训中心 检测站 充电桩 停车场 路灯 电站 食堂 驿站 步道 公园 展馆 市场 超市"
                            + " 平台 数据库 监测点 护林站 巡护队 志愿队 党支部 网格 讲习所 台账 标准 品牌")
                    .split(" ");
    private static final String[] ACTIONS = "新建 改造 扩建 整治 引进 培育 打造 修缮 推广 启动 验收 维修".split(" ");
    private static final String FIRST = "石龙茶竹青松桃柳白黄清南北东西上下大小高";
    private static final String SECOND = "桥潭岭溪坪湾冲坳塘洲源田口坝塬峰崖岩垭圳";

    private CompareBench() {}

    private record Row(String work, String yardstick, double ours, double theirs, double bound) {

        double ratio() {
            return ours / theirs;
        }

        boolean holds() {
            return ratio() <= bound;
        }

        String json() {
            return String.format(
                    Locale.ROOT,
                    "{\"work\":\"%s\",\"yardstick\":\"%s\",\"ours\":%.3f,\"theirs\":%.3f,\"ratio\":%.4f,\"bound\":%.2f,\"holds\":%b}",
                    work,
                    yardstick,
                    ours,
                    theirs,
                    ratio(),
                    bound,
                    holds());
        }

        String line() {
            return String.format(
                    Locale.ROOT,
                    "%-7s %9.3f s : %9.3f s = %8.4f (≤ %.2f)  %s : %s",
                    holds() ? "ok" : "BROKEN",
                    ours,
                    theirs,
                    ratio(),
                    bound,
                    work,
                    yardstick);
        }
    }

    /**
     * Runs the command.
     *
     * @param args what stands after {@code bench compare}
     * @return the exit status: 0 done, 1 a bound does not hold, 2 bad input (one line on {@code err})
     */
    public static int run(String[] args, PrintStream out, PrintStream err) {
        boolean json = Arrays.equals(args, new String[] {"--json"});
        if (args.length > 0 && !json) {
            err.println("用法 / usage: ./shiji bench compare [--json]");
            return BAD_INPUT;
        }
        ReadDocument plan = Documents.readText(text(STATEMENTS, 1, "工作计划", "重点任务", "加快"));
        ReadDocument report = Documents.readText(text(STATEMENTS, 2, "工作总结", "工作回顾", "完成了"));
        ReadDocument smallPlan = Documents.readText(text(FEWER, 1, "工作计划", "重点任务", "加快"));
        ReadDocument smallReport = Documents.readText(text(FEWER, 2, "工作总结", "工作回顾", "完成了"));
        for (int i = 0; i < 5; i++) {
            compare(smallPlan, smallReport);
        }
        double small = seconds(() -> compare(smallPlan, smallReport));
        double large = seconds(() -> compare(plan, report));
        double plain = seconds(() -> plainly(plan, report)) * STATEMENTS / MEASURED;
        List<Row> rows = List.of(
                new Row("10,000 × 10,000 statements", "ten seconds", large, MOST_SECONDS, 1),
                new Row("10,000 × 10,000 statements", "each against each by pairs of characters", large, plain, 1),
                new Row("10,000 × 10,000 statements", "1,000 × 1,000 statements", large, small, MOST_GROWTH));
        if (json) {
            out.println("[" + String.join(",\n ", rows.stream().map(Row::json).toList()) + "]");
        } else {
            rows.forEach(row -> out.println(row.line()));
        }
        return rows.stream().allMatch(Row::holds) ? DONE : BOUND_BROKEN;
    }

    private static double seconds(LongSupplier work) {
        long begun = processorNanos();
        long result = work.getAsLong();
        double taken = (processorNanos() - begun) / NANOS;
        // The result is used, so that nothing measured can be left out as useless.
        return result < 0 ? Double.NaN : taken;
    }

    /** What all threads of this process have used of its processors; the clock where that is not told. */
    private static long processorNanos() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getProcessCpuTime()
                : System.nanoTime();
    }

    private static long compare(ReadDocument plan, ReadDocument report) {
        Compared compared = Comparison.of(plan, report);
        return compared.count(Verdict.TOLD) + compared.unplanned().size();
    }

    private static long plainly(ReadDocument plan, ReadDocument report) {
        List<int[]> results = pairs(report, STATEMENTS);
        long common = 0;
        for (int[] commitment : pairs(plan, MEASURED)) {
            int best = 0;
            for (int[] result : results) {
                best = Math.max(best, common(commitment, result));
            }
            common += best;
        }
        return common;
    }

    private static int common(int[] one, int[] other) {
        int common = 0;
        for (int i = 0, k = 0; i < one.length && k < other.length; ) {
            if (one[i] == other[k]) {
                common++;
                i++;
                k++;
            } else if (one[i] < other[k]) {
                i++;
            } else {
                k++;
            }
        }
        return common;
    }

    private static List<int[]> pairs(ReadDocument document, int most) {
        var all = new ArrayList<int[]>();
        for (String sentence : document.text().split("。")) {
            if (all.size() < most) {
                int[] pairs = new int[Math.max(0, sentence.length() - 1)];
                for (int i = 0; i < pairs.length; i++) {
                    pairs[i] = sentence.charAt(i) << 16 | sentence.charAt(i + 1);
                }
                all.add(Arrays.stream(pairs).sorted().distinct().toArray());
            }
        }
        return all;
    }

    /** A made-up plan or report; the same numbers always give the same text. */
    private static String text(int statements, long seed, String title, String chapter, String verb) {
        var random = new Random(seed);
        var text = new StringBuilder("某县2025年" + title + "\n\n一、" + chapter + "\n");
        for (int i = 0; i < statements; i++) {
            text.append(verb)
                    .append(one(random, ACTIONS))
                    .append(village(random))
                    .append(common(random, FIELDS));
            text.append(one(random, THINGS)).append(random.nextInt(2, 400)).append("个，");
            text.append(one(random, ACTIONS)).append(common(random, FIELDS)).append(one(random, THINGS));
            text.append("，持续提升").append(common(random, FIELDS)).append("服务水平。");
            if (i % 8 == 7) {
                text.append('\n');
            }
        }
        return text.toString();
    }

    private static String village(Random random) {
        return FIRST.charAt(random.nextInt(FIRST.length())) + "" + SECOND.charAt(random.nextInt(SECOND.length())) + "村";
    }

    private static String one(Random random, String[] words) {
        return words[random.nextInt(words.length)];
    }

    /** One of the words, the first of them oftener: words of a language are not equally frequent. */
    private static String common(Random random, String[] words) {
        return words[(int) (words.length * random.nextDouble() * random.nextDouble())];
    }
}
