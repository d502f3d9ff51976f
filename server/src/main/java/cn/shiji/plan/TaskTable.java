package cn.shiji.plan;

import cn.shiji.plan.PlanProgress.Group;
import cn.shiji.plan.PlanProgress.ProgressRow;
import cn.shiji.plan.PlanProgress.TargetView;
import cn.shiji.print.PrintedBook;
import cn.shiji.print.PrintedBook.Look;
import cn.shiji.print.PrintedSheet;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The plan as the table that offices hand around (任务分解表): one row a commitment, the category merged over its rows,
 * ready to print on A4 across.
 */
final class TaskTable {

    /** The columns with their widths in characters; together they fill A4 across. */
    private enum Column {
        NUMBER(7),
        CATEGORY(15),
        TASK(44),
        LEADER(9),
        LEAD(13),
        SUPPORTING(17),
        DUE(12),
        TARGET(15),
        RECORDED(11),
        DECLARED(11),
        STATE(26);

        private final int width;

        Column(int width) {
            this.width = width;
        }
    }

    private final Function<String, String> words;

    /** @param words the words of the table by their code, in the reader's language */
    TaskTable(Function<String, String> words) {
        this.words = words;
    }

    byte[] of(PlanProgress plan, String owner, LocalDate today) {
        try (PrintedBook book = new PrintedBook()) {
            String counted = plan.scopeNote() == null ? "" : " · " + plan.scopeNote();
            PrintedSheet sheet = book.sheet(
                    words.apply("sheet"),
                    plan.title() + words.apply("title"),
                    owner + " · " + words.apply("as-of") + " " + today + counted,
                    Arrays.stream(Column.values())
                            .map(column -> new PrintedBook.Column(words.apply(code(column)), column.width))
                            .toList());
            Map<UUID, Group> groups = plan.groups().stream().collect(Collectors.toMap(Group::id, group -> group));
            int from = 0;
            int at = 0;
            String category = null;
            for (ProgressRow row : plan.rows()) {
                String now = category(row, groups);
                int last = at;
                at = sheet.row();
                if (!now.equals(category)) {
                    if (category != null) {
                        sheet.merge(Column.CATEGORY.ordinal(), from, last);
                    }
                    from = at;
                    category = now;
                }
                write(sheet, row, now);
            }
            if (category != null) {
                sheet.merge(Column.CATEGORY.ordinal(), from, at);
            }
            sheet.end(Column.TASK.ordinal());
            return book.content();
        }
    }

    private static String code(Column column) {
        return column.name().toLowerCase(java.util.Locale.ROOT);
    }

    private void write(PrintedSheet sheet, ProgressRow plan, String category) {
        String task = plan.text().isBlank() ? plan.heading() : plan.text().strip();
        sheet.text(Column.NUMBER.ordinal(), Look.CENTRED, plan.number());
        sheet.shared(Column.CATEGORY.ordinal(), Look.CENTRED, category);
        sheet.text(Column.TASK.ordinal(), Look.TEXT, task);
        sheet.text(Column.LEADER.ordinal(), Look.CENTRED, String.join("、", plan.leaders()));
        sheet.text(
                Column.LEAD.ordinal(),
                Look.CENTRED,
                plan.lead() == null ? "" : plan.lead().name());
        sheet.text(
                Column.SUPPORTING.ordinal(),
                Look.TEXT,
                plan.supporting().stream().map(unit -> unit.name()).collect(Collectors.joining("、")));
        sheet.text(Column.DUE.ordinal(), Look.CENTRED, due(plan));
        sheet.text(Column.TARGET.ordinal(), Look.NUMBER, lines(plan.targets(), this::target));
        amount(sheet, Column.RECORDED, plan, TaskTable::recorded);
        amount(sheet, Column.DECLARED, plan, TargetView::declared);
        sheet.text(Column.STATE.ordinal(), Look.TEXT, state(plan));
    }

    private String due(ProgressRow plan) {
        if (plan.dueText() != null) {
            return plan.dueText();
        }
        boolean yearEnd = plan.due().getMonthValue() == 12 && plan.due().getDayOfMonth() == 31;
        return yearEnd ? words.apply("year-end") : plan.due().toString();
    }

    private static @Nullable BigDecimal recorded(TargetView target) {
        return target.recorded() == null ? null : target.recorded().value();
    }

    /** A single amount stands as a number, so that the table can be reckoned with; several stand one below the other. */
    private static void amount(
            PrintedSheet sheet, Column column, ProgressRow plan, Function<TargetView, @Nullable BigDecimal> amount) {
        if (plan.targets().size() == 1) {
            BigDecimal value = amount.apply(plan.targets().getFirst());
            if (value == null) {
                sheet.empty(column.ordinal(), Look.NUMBER);
            } else {
                sheet.number(column.ordinal(), value.doubleValue());
            }
            return;
        }
        sheet.text(column.ordinal(), Look.NUMBER, lines(plan.targets(), target -> {
            BigDecimal value = amount.apply(target);
            return value == null ? "—" : value.stripTrailingZeros().toPlainString();
        }));
    }

    private String target(TargetView target) {
        if (target.unset()) {
            return words.apply("unset");
        }
        if (target.low() != null && target.high() != null) {
            return plain(target.low()) + "–" + plain(target.high()) + target.unit();
        }
        if (target.target() == null) {
            return "";
        }
        String sign = switch (target.relation()) {
            case "at_least" -> "≥";
            case "at_most" -> "≤";
            case "about" -> words.apply("about");
            default -> "";
        };
        return sign + plain(target.target()) + target.unit();
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }

    private String state(ProgressRow row) {
        String word = words.apply("state." + (row.doneBy() == null ? row.state() : "done-" + row.doneBy()));
        PlanProgress.LastEntry last = row.lastEntry();
        return last == null ? word : word + "；" + last.day() + " " + last.unit() + "：" + last.sentence();
    }

    private static String lines(List<TargetView> targets, Function<TargetView, String> told) {
        return targets.stream().map(told).collect(Collectors.joining("\n"));
    }

    /** The heading of the nearest division above, with its chapter where that is another one. */
    private static String category(ProgressRow row, Map<UUID, Group> groups) {
        Group own = row.parent() == null ? null : groups.get(row.parent());
        if (own == null || own.number().isEmpty()) {
            return own == null ? "" : own.heading();
        }
        Group top = own;
        while (top.parent() != null) {
            Group above = groups.get(top.parent());
            if (above == null || above.number().isEmpty()) {
                break;
            }
            top = above;
        }
        return top == own ? own.heading() : top.heading() + "\n" + own.heading();
    }
}
