package cn.shiji.document;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The words that can follow a number as its unit.
 *
 * <p>Three sorts: units of measure (亩, 元, %), counters that count real things whatever stands before them (个, 家),
 * and counters believed only behind Arabic or hidden digits, because behind a Chinese numeral they are mostly names
 * (三门, 七台, 一道).
 */
final class MeasureUnits {

    private static final List<String> MEASURES =
            words("元 美元 欧元 港元 日元 人民币 块钱 亩 公顷 平方米 平方公里 平方千米 立方米 平方 平米 立方 方 公里 千米 米 里 厘米 毫米"
                    + " 微米 延米 延长米 海里 吨 公斤 千克 克 毫克 斤 担 升 毫升 吨标准煤 吨标煤 标准箱 千瓦 千瓦时 千伏安 千伏 兆瓦 兆瓦时 瓦"
                    + " 度 焦 吨公里 人公里 车公里 微克 微克/立方米 微克每立方米 毫克/升 毫米汞柱 % ％ ‰ ‱ 百分点 个百分点 倍 MW GW kW"
                    + " KW kV KV kWh KVA kVA km KM m² ㎡ km² m³ t 比特 PF 字 摄氏度 ℃ 亩次 PFlops P"
                    + " EFLOPS TB PB 标准立方米 秒 元/吨 元/月 元/人 元/亩 公斤/亩 立方米/秒 人/平方公里 元/平方米 方米");

    private static final List<String> COUNTERS =
            words("个 家 名 人 人次 位 项 件 条 次 场 场次 处 座 所 栋 幢 套 辆 只 头 株 支 班 间 张 种 类 款 起 宗 轮 期 批"
                    + " 批次 部 本 册 篇 份 户 户次 对 组 套（间） 套(间) 人份 家次 件次 例 艘 棵 枚 亿次 棵次 倍 公里 米 亩 吨 元 公斤"
                    + " 平方米 平方公里 公顷 斤 万元");

    private static final List<String> SHY_COUNTERS =
            words("台 台套 台（套） 台(套) 台次 列 架 架次 羽 口 眼 盏 块 面 片 队 床 张床位 门 门次 届 节 课时 学时 节次 趟 车次 班次 个班次 航班 杆 根 盘 桶 箱"
                    + " 瓶 包 袋 幅 副 双 道 层 站 岗 单 笔 团 尾 匹 峰 席 标段 套次 堂 辑 集 首 盒 挂 孔 束 捆 船 标箱 TEU 标准箱 标准台 床位 枝 丛"
                    + " 窝 笼 棚 穴 尊 票 卷 桩 份次 条次 人天 人日 工日 字节 间次 机位 泊位 车位 平 港币 架飞机");

    /** What must not follow a unit: then the sign is part of another word (家庭, 个月, 次性). */
    private static final Map<String, List<String>> NOT_BEFORE = Map.ofEntries(
            not("个", "月 工作日 小时 季度 星期 交易日 自然日 年头 日历 钟头 体工商 性化 别 税 年度"),
            not("家", "庭 园 族 乡 长 具 禽 政 居 电 畜 装 喻 训 风 校"),
            not("人", "民 大 才 均 社 行 防 文 类 工 事 力 选 士 格 居 生"),
            not("次", "产业 性 元 数 日 年 生 要 贷 会议 全会 全体"),
            not("位", "于 置 居 列 移 数 次"),
            not("项", "目"),
            not("条", "件 例 龙 心"),
            not("场", "所 景 地 馆 面 内 外"),
            not("处", "理 置 级 于 长 分 罚"),
            not("部", "门 委 分 署 队 长 级 优 省 属 位"),
            not("期", "间 望 末 货 工程 项目 建设 限 盼"),
            not("批", "复 发 准 示 评"),
            not("所", "有 在 属 以 得 谓 需"),
            not("本", "地 级 县 市 省 镇 科 土 身 质 报 次 年 轮 着"),
            not("张", "家 网 贴 榜 表 图"),
            not("间", "接 距 隔"),
            not("组", "织 建 团 长 成 合 级 保"),
            not("班", "子 组 车 列"),
            not("支", "持 部 撑 出 柱 付 书 农 行 点"),
            not("头", "部 号 雁"),
            not("户", "籍 主 均 外 用 型 厕 口 联 分类"),
            not("名", "单 录 优 牌 特 称 词 义 胜"),
            not("对", "接 标 口 外 于 照 全 我 内 党 企 群"),
            not("种", "植 业 养 子 粮 苗 质 群 源 田 草"),
            not("类", "型 似 别"),
            not("起", "来 到 步 点 草 诉 源 着"),
            not("例", "如 会 行"),
            not("份", "额"),
            not("面", "积 对 向 临 貌 上 前 世 试"),
            not("口", "岸 径 碑 号 味 感"),
            not("台", "账 阶 风 湾 胞 资 商 帐 区"),
            not("度", "假 汛 过 夏 冬"),
            not("方", "面 案 针 法 向 式 便 位 略 言 队 阵"),
            not("里", "程 面 边"),
            not("米", "粮 线 面 业 饭"),
            not("道", "路 德 口 理"),
            not("站", "式 位 稳 在 点 上"),
            not("门", "类 户 槛 诊 店 票 前 口"),
            not("首", "位 次 个 批 要 先 创 家 台"),
            not("层", "次 面 级"),
            not("字", "型 号 方针 诀 经 当头"),
            not("平", "台 均 安 方 衡 稳 行 等 原 抑"),
            not("立方", "体"),
            not("船", "舶 闸 厂 型"),
            not("票", "制 价 据 房"),
            not("担", "保 当 任 负"),
            not("单", "位 元 项 独 一 产 体 个"),
            not("团", "队 结 体 员 委 组"),
            not("集", "中 体 团 聚 群 约 成 镇 市 装 合"),
            not("片", "区 面"),
            not("节", "约 能 点 水 日 庆"),
            not("包", "括 含 装 联 保 村 片 容 抓"),
            not("列", "入 为 支 全 车"),
            not("架", "构 设"),
            not("队", "伍 员 长"),
            not("床", "头 单"),
            not("箱", "涵 体"),
            not("盘", "活 棋"),
            not("岗", "位"),
            not("届", "人大 政协 党 中央 全国 全会 政府 人民 县 市 省 委"),
            not("轮", "换 椅 岗 训 驾"),
            not("座", "谈 位 席"));

    private static final Set<String> PLAIN = Set.copyOf(COUNTERS);

    /** All units by their first character, the longest first. */
    private static final Map<Character, List<String>> BY_FIRST = byFirst();

    private MeasureUnits() {}

    private static Map<Character, List<String>> byFirst() {
        var all = new HashMap<Character, List<String>>();
        for (List<String> sort : List.of(MEASURES, COUNTERS, SHY_COUNTERS)) {
            for (String unit : sort) {
                all.merge(
                        unit.charAt(0),
                        List.of(unit),
                        (a, b) -> java.util.stream.Stream.concat(a.stream(), b.stream())
                                .distinct()
                                .sorted(Comparator.comparingInt(String::length).reversed())
                                .toList());
            }
        }
        return Map.copyOf(all);
    }

    /** The longest unit that begins at {@code from} and is not the beginning of another word; empty when none. */
    static String at(String text, int from, int end) {
        if (from >= end) {
            return "";
        }
        for (String unit : BY_FIRST.getOrDefault(text.charAt(from), List.of())) {
            int after = from + unit.length();
            if (after <= end && text.startsWith(unit, from) && !continued(unit, text, after, end)) {
                return unit;
            }
        }
        return "";
    }

    /** Whether this unit counts real things behind a Chinese numeral too. */
    static boolean countsAnywhere(String unit) {
        return PLAIN.contains(unit) || unit.equals("%") || unit.endsWith("百分点") || unit.equals("千瓦");
    }

    private static boolean continued(String unit, String text, int after, int end) {
        if (Character.isLetter(unit.charAt(unit.length() - 1)) && unit.charAt(unit.length() - 1) < 128) {
            return after < end && text.charAt(after) < 128 && Character.isLetterOrDigit(text.charAt(after));
        }
        for (String word : NOT_BEFORE.getOrDefault(unit, List.of())) {
            if (text.startsWith(word, after) && after + word.length() <= end) {
                return true;
            }
        }
        return false;
    }

    private static List<String> words(String list) {
        return List.of(list.split(" "));
    }

    private static Map.Entry<String, List<String>> not(String unit, String continuations) {
        return Map.entry(unit, words(continuations));
    }
}
