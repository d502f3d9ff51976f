package cn.shiji.access.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A seal: which rows it holds, their digests, and the head that chains it to the seal before.
 *
 * @param no counted from 1 without a gap
 * @param at when it was sealed, to the microsecond
 * @param algorithm what rows and head are digested with
 * @param previous head of the seal before, 32 zero bytes before the first
 * @param head digest of all the rest
 * @param ids the rows in their order
 * @param digests of the rows, one behind the other
 * @param upto the snapshot of the database all of whose rows are sealed
 */
record Seal(
        long no, Instant at, Digest algorithm, byte[] previous, byte[] head, long[] ids, byte[] digests, String upto) {

    private static final byte[] FORM = "shiji.audit.seal.1".getBytes(StandardCharsets.US_ASCII);

    /** What stands before the first. */
    static final byte[] GENESIS = new byte[Digest.LENGTH];

    /** The seal of these rows behind the one whose head is given. */
    static Seal of(long no, Instant at, Digest algorithm, byte[] previous, long[] ids, byte[] digests, String upto) {
        byte[] head = head(no, at, algorithm, previous, ids, digests, upto);
        return new Seal(no, at, algorithm, previous, head, ids, digests, upto);
    }

    private static byte[] head(
            long no, Instant at, Digest algorithm, byte[] previous, long[] ids, byte[] digests, String upto) {
        MessageDigest digest = algorithm.begin();
        digest.update(FORM);
        part(digest, algorithm.word().getBytes(StandardCharsets.US_ASCII));
        digest.update(ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(no)
                .putLong(at.getEpochSecond() * 1_000_000 + at.getNano() / 1_000)
                .flip());
        part(digest, previous);
        part(digest, upto.getBytes(StandardCharsets.US_ASCII));
        ByteBuffer all = ByteBuffer.allocate(Long.BYTES * ids.length);
        for (long id : ids) {
            all.putLong(id);
        }
        part(digest, all.array());
        part(digest, digests);
        return digest.digest();
    }

    private static void part(MessageDigest digest, byte[] bytes) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
        digest.update(bytes);
    }

    /** Whether the head is the digest of the rest. */
    boolean holds() {
        return digests.length == ids.length * Digest.LENGTH
                && Arrays.equals(head, head(no, at, algorithm, previous, ids, digests, upto));
    }

    /** The digest of the row at this place, as it was sealed. */
    byte[] digest(int at) {
        return Arrays.copyOfRange(digests, at * Digest.LENGTH, (at + 1) * Digest.LENGTH);
    }

    String headText() {
        return HexFormat.of().formatHex(head);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Seal seal && no == seal.no && Arrays.equals(head, seal.head);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(no);
    }

    @Override
    public String toString() {
        return no + " " + headText();
    }
}
