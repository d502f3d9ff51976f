package cn.shiji.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What was changed in a sentence, word by word. Pure.
 *
 * <p>Chinese is compared by characters, numbers and Latin words as a whole. What stays between two changes and is too short
 * to be read by itself is counted as changed, so that a reader sees words and not scattered characters.
 */
final class WordDifference {

    /** Longer texts are compared as a whole once what both begin and end with is taken off. */
    private static final int LONGEST = 1_500;

    private static final int SHORTEST_ISLAND = 2;
    private static final Pattern TOKEN = Pattern.compile("[0-9０-９.,，*％%]*[0-9０-９*％%]|[A-Za-z]+|\\s+|.", Pattern.DOTALL);

    private WordDifference() {}

    /** Whether a piece stands in both, only in the newer or only in the older. */
    enum Kind {
        SAME,
        ADDED,
        REMOVED
    }

    /** A run of words. */
    record Piece(Kind kind, String text) {}

    /** The pieces, older words before the newer ones that stand in their place; equal texts give one piece, empty ones none. */
    static List<Piece> of(String before, String after) {
        List<String> old = tokens(before);
        List<String> now = tokens(after);
        int from = 0;
        while (from < old.size() && from < now.size() && old.get(from).equals(now.get(from))) {
            from++;
        }
        int oldEnd = old.size();
        int nowEnd = now.size();
        while (oldEnd > from && nowEnd > from && old.get(oldEnd - 1).equals(now.get(nowEnd - 1))) {
            oldEnd--;
            nowEnd--;
        }
        var pieces = new Pieces();
        pieces.add(Kind.SAME, String.join("", old.subList(0, from)));
        middle(old.subList(from, oldEnd), now.subList(from, nowEnd), pieces);
        pieces.add(Kind.SAME, String.join("", old.subList(oldEnd, old.size())));
        return pieces.read();
    }

    private static void middle(List<String> old, List<String> now, Pieces pieces) {
        if ((long) old.size() * now.size() > (long) LONGEST * LONGEST || old.isEmpty() || now.isEmpty()) {
            pieces.add(Kind.REMOVED, String.join("", old));
            pieces.add(Kind.ADDED, String.join("", now));
            return;
        }
        int[][] common = new int[old.size() + 1][now.size() + 1];
        for (int i = old.size() - 1; i >= 0; i--) {
            for (int j = now.size() - 1; j >= 0; j--) {
                common[i][j] = old.get(i).equals(now.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        int i = 0;
        int j = 0;
        while (i < old.size() || j < now.size()) {
            if (i < old.size() && j < now.size() && old.get(i).equals(now.get(j))) {
                pieces.add(Kind.SAME, old.get(i));
                i++;
                j++;
            } else if (i < old.size() && (j == now.size() || common[i + 1][j] >= common[i][j + 1])) {
                pieces.add(Kind.REMOVED, old.get(i++));
            } else {
                pieces.add(Kind.ADDED, now.get(j++));
            }
        }
    }

    private static List<String> tokens(String text) {
        var found = new ArrayList<String>();
        Matcher match = TOKEN.matcher(text);
        while (match.find()) {
            found.add(match.group());
        }
        return found;
    }

    /** Gathers pieces; neighbours of one kind are one, and a change tells the old words before the new. */
    private static final class Pieces {

        private final List<Piece> raw = new ArrayList<>();

        void add(Kind kind, String text) {
            if (text.isEmpty()) {
                return;
            }
            if (!raw.isEmpty() && raw.getLast().kind() == kind) {
                raw.set(raw.size() - 1, new Piece(kind, raw.getLast().text() + text));
            } else {
                raw.add(new Piece(kind, text));
            }
        }

        List<Piece> read() {
            var told = new ArrayList<Piece>();
            var removed = new StringBuilder();
            var added = new StringBuilder();
            for (int at = 0; at < raw.size(); at++) {
                Piece piece = raw.get(at);
                boolean island = piece.kind() == Kind.SAME
                        && at > 0
                        && at + 1 < raw.size()
                        && !(removed.isEmpty() && added.isEmpty())
                        && piece.text().codePointCount(0, piece.text().length()) < SHORTEST_ISLAND
                        && Character.isLetterOrDigit(piece.text().codePointAt(0));
                if (piece.kind() == Kind.REMOVED || island) {
                    removed.append(piece.text());
                }
                if (piece.kind() == Kind.ADDED || island) {
                    added.append(piece.text());
                }
                if (piece.kind() == Kind.SAME && !island) {
                    flush(removed, added, told);
                    told.add(piece);
                }
            }
            flush(removed, added, told);
            return List.copyOf(told);
        }

        private static void flush(StringBuilder removed, StringBuilder added, List<Piece> told) {
            if (!removed.isEmpty()) {
                told.add(new Piece(Kind.REMOVED, removed.toString()));
                removed.setLength(0);
            }
            if (!added.isEmpty()) {
                told.add(new Piece(Kind.ADDED, added.toString()));
                added.setLength(0);
            }
        }
    }
}
