package cn.shiji.document;

/**
 * A piece of a text, as half-open offsets {@code [start, end)} in Unicode code points.
 *
 * <p>Code points, because a client in another language must be able to cut the same piece out of the same text.
 */
public record Span(int start, int end) {

    public Span {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("no span: [" + start + ", " + end + ")");
        }
    }

    public int length() {
        return end - start;
    }

    /** Whether the other span lies wholly inside this one. */
    public boolean holds(Span other) {
        return start <= other.start && other.end <= end;
    }

    public boolean overlaps(Span other) {
        return start < other.end && other.start < end;
    }

    /** The same piece, seen from a text that begins {@code by} code points earlier. */
    Span moved(int by) {
        return new Span(start + by, end + by);
    }
}
