package cn.shiji.document;

import java.util.List;
import java.util.Locale;

/**
 * What was read of one file, in a line of a table: so many nodes, figures, units, and how much was left aside as
 * furniture of the page.
 */
final class ReadingSummary {

    static final String HEAD = """
               毫秒      字数    节点    承诺    数字    单位    责任人    时限  页面字数  文件
                 ms     chars   nodes  commit.  figures   units  people    due  furniture  file
            """;

    private ReadingSummary() {}

    /** The line of a file that was read. */
    static String of(String file, ReadDocument read, long millis) {
        List<Node> all = read.allNodes();
        return String.format(
                Locale.ROOT,
                "%7d %9d %7d %8d %8d %7d %7d %6d %10d  %s%n",
                millis,
                read.text().codePointCount(0, read.text().length()),
                all.size(),
                all.stream().filter(node -> node.level() == Level.COMMITMENT).count(),
                all.stream().mapToInt(node -> node.figures().size()).sum(),
                all.stream().mapToInt(node -> node.units().size()).sum(),
                all.stream().mapToInt(node -> node.people().size()).sum(),
                all.stream().filter(node -> node.due() != null).count(),
                read.furniture().stream().mapToInt(Span::length).sum(),
                file);
    }
}
