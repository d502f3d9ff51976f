package cn.shiji.access.audit;

/** What the database's text of a snapshot says: {@code first still open : first not yet given : open between}. */
final class Snapshot {

    /** One that sees nothing. */
    static final String NOTHING = "1:1:";

    private Snapshot() {}

    /** The first transaction that had not begun when it was taken. */
    static long next(String snapshot) {
        return Long.parseLong(snapshot.split(":")[1]);
    }
}
