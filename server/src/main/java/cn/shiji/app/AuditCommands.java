package cn.shiji.app;

import cn.shiji.access.AuditFindings;
import cn.shiji.access.AuditTrail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;

/** {@code ./shiji audit …}: verifies the trail and takes it out. */
final class AuditCommands {

    private static final int DONE = 0;
    private static final int BROKEN = 1;

    private AuditCommands() {}

    /** {@code ./shiji audit verify}: whether a row was changed, removed, put in or reordered, and what is not sealed yet. */
    record Verify(Class<?> program) implements Command {

        @Override
        public String usage() {
            return "audit verify [--data ./data | --file F] [--json]";
        }

        @Override
        public String summary() {
            return "校验审计记录的链是否完好 / verify the chain of the audit trail, or a file taken out of it";
        }

        @Override
        public int run(List<String> arguments) throws Exception {
            Options options = Options.of(arguments, usage(), Set.of("data", "file"), Set.of("json"));
            options.words(0, 0);
            if (options.value("file").isPresent()) {
                if (options.value("data").isPresent()) {
                    throw options.wrong("--file 与 --data 不能同用 / --file and --data do not go together");
                }
                Path file = options.file(options.required("file"));
                if (!Files.isRegularFile(file)) {
                    throw options.wrong("没有这个文件 / there is no such file: " + file);
                }
                return tell(readable(options, file), options.has("json"), true);
            }
            Path data = options.data();
            if (!Application.hasDatabase(data)) {
                throw options.wrong("这里没有数据 / there is no data here: " + data);
            }
            return Application.command(program, data, application -> {
                AuditFindings found = application.getBean(AuditTrail.class).verify(_ -> {});
                return tell(found, options.has("json"), false);
            });
        }

        private static AuditFindings readable(Options options, Path file) {
            try {
                return AuditTrail.verifyFile(file);
            } catch (IOException unreadable) {
                throw options.wrong("文件读不出来 / the file cannot be read: " + unreadable.getMessage());
            }
        }
    }

    /** {@code ./shiji audit export}: all that is sealed, in a file that verifies by itself. */
    record Export(Class<?> program) implements Command {

        @Override
        public String usage() {
            return "audit export --out F.jsonl.gz [--data ./data]";
        }

        @Override
        public String summary() {
            return "导出全部已封存的审计记录 / write all of the sealed audit trail to a file";
        }

        @Override
        public int run(List<String> arguments) throws Exception {
            Options options = Options.of(arguments, usage(), Set.of("out", "data"), Set.of());
            options.words(0, 0);
            Path out = options.file(options.required("out"));
            Path data = options.data();
            if (!Application.hasDatabase(data)) {
                throw options.wrong("这里没有数据 / there is no data here: " + data);
            }
            return Application.command(program, data, application -> {
                try {
                    long rows = application.getBean(AuditTrail.class).export(out);
                    System.out.println(out + "  " + rows + " 条 / rows");
                    return DONE;
                } catch (IllegalStateException nothing) {
                    throw new BadUsage("还没有已封存的记录 / nothing is sealed yet");
                }
            });
        }
    }

    private static int tell(AuditFindings found, boolean json, boolean file) {
        if (json) {
            System.out.println(
                    JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(found));
            return found.holds() ? DONE : BROKEN;
        }
        System.out.printf(
                "%s  %d 条记录，%d 个封印（%d–%d） / %d rows in %d seals%n",
                found.holds() ? "完好 holds" : "有问题 BROKEN",
                found.rows(),
                found.seals(),
                found.firstSeal(),
                found.lastSeal(),
                found.rows(),
                found.seals());
        if (found.sealedAt() != null) {
            System.out.println("  封存至 / sealed up to  " + found.sealedAt() + "  " + found.head());
        }
        if (found.retired() > 0) {
            System.out.println(
                    "  已按期移出 / taken out after their time  1–" + found.retired() + " → " + found.retiredInto());
        }
        AuditFindings.Tail tail = found.tail();
        if (tail.rows() > 0) {
            System.out.printf(
                    "  尚未封存 / not sealed yet  %d（#%d–#%d）%n",
                    tail.rows(), Objects.requireNonNull(tail.first()), Objects.requireNonNull(tail.last()));
        }
        if (!file && !found.anchored()) {
            System.out.println("  没有锚文件，看不出末尾是否被截断 / there is no anchor, so a cut end cannot be told");
        }
        for (AuditFindings.Fault fault : found.faults()) {
            System.out.println("  " + words(fault));
        }
        if (found.faultCount() > found.faults().size()) {
            System.out.println("  … " + found.faultCount());
        }
        return found.holds() ? DONE : BROKEN;
    }

    private static String words(AuditFindings.Fault fault) {
        String what = switch (fault.kind()) {
            case ROW_CHANGED -> "记录被改动 / row changed";
            case ROW_REORDERED -> "记录被调换 / row reordered";
            case ROW_REMOVED -> "记录被删除 / row removed";
            case ROW_INSERTED -> "记录被插入 / row inserted";
            case ROW_TWICE -> "记录出现两次 / row sealed twice";
            case ROW_TIME -> "记录的时间不可能 / row with an impossible time";
            case ROW_MISPLACED -> "记录不在其单位之下 / row not at the place of its unit";
            case SEAL_CHANGED -> "封印被改动 / seal changed";
            case LINK_BROKEN -> "链断开 / link broken";
            case SEAL_MISSING -> "封印缺失 / seal missing";
            case START_CUT -> "链的开头被截断 / beginning cut off";
            case END_CUT -> "链的末尾被截断 / end cut off";
            case ANCHOR_DIFFERS -> "与锚文件不符 / differs from the anchor";
            case FILE_DAMAGED -> "文件不完整 / file damaged";
        };
        return String.format(
                Locale.ROOT,
                "%s%s%s",
                what,
                fault.row() > 0 ? "  #" + fault.row() : "",
                fault.seal() > 0 ? "  封印 seal " + fault.seal() : "");
    }
}
