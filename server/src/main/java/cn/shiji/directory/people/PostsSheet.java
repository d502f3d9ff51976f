package cn.shiji.directory.people;

import cn.shiji.access.Access;
import cn.shiji.access.AuditEntry;
import cn.shiji.directory.Directory;
import cn.shiji.directory.UnitRef;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Problem;
import cn.shiji.kernel.Right;
import cn.shiji.print.PrintedBook;
import cn.shiji.print.PrintedBook.Column;
import cn.shiji.print.PrintedBook.Look;
import cn.shiji.print.PrintedSheet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** The board of posts as a workbook: a row for whoever holds one, and one for each that is vacant. */
@Component
class PostsSheet {

    private final Posts posts;
    private final Directory directory;
    private final Access access;
    private final MessageSource messages;

    PostsSheet(Posts posts, Directory directory, Access access, MessageSource messages) {
        this.posts = posts;
        this.directory = directory;
        this.access = access;
        this.messages = messages;
    }

    /** A workbook and what it should be called. */
    @SuppressWarnings("ArrayRecordComponent")
    record Book(String fileName, byte[] content) {}

    /**
     * The board as a workbook.
     *
     * @throws Problem {@code directory.posts-too-many} where it has more posts than a board shows at once
     */
    Book of(Caller caller, Posts.Query query, Locale language) {
        access.require(caller, Right.DIRECTORY_EXPORT);
        PostViews.PostBoard board = posts.board(caller, query, language);
        if (board.more()) {
            throw Problem.tooLarge("directory.posts-too-many", board.sums().posts());
        }
        String title = tell("title", language);
        try (PrintedBook book = new PrintedBook()) {
            PrintedSheet sheet = book.sheet(
                    title,
                    title,
                    tell("note", language, directory.unit(caller.unit()).name(), board.on()),
                    List.of(
                            column("unit", 18, language),
                            column("post", 24, language),
                            column("over", 22, language),
                            column("seats", 8, language),
                            column("state", 10, language),
                            column("holder", 14, language),
                            column("since", 12, language),
                            column("last-day", 12, language),
                            column("basis", 30, language),
                            column("vacant-since", 12, language)));
            for (PostViews.PostView post : board.posts()) {
                if (post.holders().isEmpty()) {
                    write(sheet, post, null, language);
                }
                post.holders().forEach(holder -> write(sheet, post, holder, language));
            }
            sheet.end(2);
            AuditEntry entry = AuditEntry.of(caller, "post.export", "post", "", "")
                    .with("rows", board.posts().size())
                    .with("on", board.on());
            access.audit(query.unit() == null ? entry : entry.with("unit", query.unit()));
            return new Book(title + "-" + board.on() + ".xlsx", book.content());
        }
    }

    private void write(
            PrintedSheet sheet, PostViews.PostView post, PostViews.@Nullable PostHolder holder, Locale language) {
        sheet.row();
        sheet.text(0, Look.TEXT, post.unit().name());
        sheet.text(1, Look.TEXT, post.words().isEmpty() ? post.kindName() : post.kindName() + "（" + post.words() + "）");
        sheet.text(2, Look.TEXT, post.over().stream().map(UnitRef::name).collect(Collectors.joining("、")));
        sheet.text(3, Look.CENTRED, post.seats() == 0 ? "" : Integer.toString(post.seats()));
        sheet.text(4, Look.CENTRED, tell("state-" + post.state(), language));
        sheet.text(5, Look.TEXT, holder == null ? "" : holder.name());
        sheet.text(6, Look.CENTRED, holder == null ? "" : shown(holder.since()));
        sheet.text(7, Look.CENTRED, holder == null ? "" : shown(holder.lastDay()));
        sheet.text(8, Look.TEXT, holder == null ? "" : holder.basis());
        sheet.text(9, Look.CENTRED, shown(post.vacantSince()));
    }

    private static String shown(@Nullable Object day) {
        return day == null ? "" : day.toString();
    }

    private Column column(String name, int width, Locale language) {
        return new Column(tell(name, language), width);
    }

    private String tell(String word, Locale language, Object... args) {
        return messages.getMessage("directory.posts-sheet." + word, args, language);
    }
}
