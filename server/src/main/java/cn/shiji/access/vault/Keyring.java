package cn.shiji.access.vault;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The keys in use: the newest of each use writes, all of them read.
 *
 * <p>What is sealed begins with the version of its shape (1 byte), the number of its key (4) and a nonce by chance (12);
 * then come the enciphered value and its tag (16). Field, row, shape and key number are bound into the tag, so a value
 * that is put into another row, another field, or under another key's number does not open.
 */
public final class Keyring {

    private static final byte VERSION = 1;
    private static final int HEAD_BYTES = 1 + Integer.BYTES;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Map<Integer, Key> keys;
    private final Set<Integer> retired;
    private final Key sealing;
    private final Key blinding;

    /**
     * A ring of keys.
     *
     * @param retired numbers of keys that nothing in the database is blinded with any more
     * @throws IllegalArgumentException where there is no key of a use
     */
    public Keyring(List<Key> keys, Set<Integer> retired) {
        this.keys = keys.stream().collect(Collectors.toUnmodifiableMap(Key::id, Function.identity()));
        this.retired = Set.copyOf(new HashSet<>(retired));
        this.sealing = newest(keys, KeyUse.SEAL);
        this.blinding = newest(keys, KeyUse.BLIND);
    }

    private static Key newest(List<Key> keys, KeyUse use) {
        return keys.stream()
                .filter(key -> key.use() == use)
                .max(Comparator.comparingInt(Key::id))
                .orElseThrow(() -> new IllegalArgumentException("there is no key to " + use.word()));
    }

    /** The key that writes. */
    public Key current(KeyUse use) {
        return switch (use) {
            case SEAL -> sealing;
            case BLIND -> blinding;
        };
    }

    /** The highest number of a key; what was written with lower ones may be behind. */
    public int newest() {
        return Math.max(sealing.id(), blinding.id());
    }

    /** Whether this key is on the ring. */
    public boolean holds(int id) {
        return keys.containsKey(id);
    }

    /** Seals a value for one field of one row. */
    public byte[] seal(String field, UUID row, String clear) {
        byte[] head = ByteBuffer.allocate(HEAD_BYTES)
                .put(VERSION)
                .putInt(sealing.id())
                .array();
        byte[] nonce = new byte[Algorithm.NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        byte[] sealed = sealing.algorithm()
                .seal(sealing.bytes(), nonce, bound(head, field, row), clear.getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.allocate(head.length + nonce.length + sealed.length)
                .put(head)
                .put(nonce)
                .put(sealed)
                .array();
    }

    /** The number of the key something was sealed with; empty where it was never sealed by us. */
    public static Optional<Integer> keyOf(byte[] sealed) {
        if (sealed.length < HEAD_BYTES + Algorithm.NONCE_BYTES || sealed[0] != VERSION) {
            return Optional.empty();
        }
        return Optional.of(ByteBuffer.wrap(sealed, 1, Integer.BYTES).getInt());
    }

    /** Opens a value for one field of one row; empty where it was sealed for another, altered, or by another key. */
    public Optional<String> open(String field, UUID row, byte[] sealed) {
        return keyOf(sealed)
                .map(keys::get)
                .filter(key -> key.use() == KeyUse.SEAL)
                .flatMap(key -> {
                    byte[] head = Arrays.copyOf(sealed, HEAD_BYTES);
                    byte[] nonce = Arrays.copyOfRange(sealed, HEAD_BYTES, HEAD_BYTES + Algorithm.NONCE_BYTES);
                    byte[] rest = Arrays.copyOfRange(sealed, HEAD_BYTES + Algorithm.NONCE_BYTES, sealed.length);
                    return key.algorithm()
                            .open(key.bytes(), nonce, bound(head, field, row), rest)
                            .map(clear -> new String(clear, StandardCharsets.UTF_8));
                });
    }

    /** The blind index of a value of one field, by the key that writes. */
    public byte[] blind(String field, String clear) {
        return blind(blinding, field, clear);
    }

    /** Its blind indexes by every key that something may still be blinded with, the newest first. */
    public List<byte[]> blinds(String field, String clear) {
        return keys.values().stream()
                .filter(key -> key.use() == KeyUse.BLIND && !retired.contains(key.id()))
                .sorted(Comparator.comparingInt(Key::id).reversed())
                .map(key -> blind(key, field, clear))
                .toList();
    }

    private static byte[] blind(Key key, String field, String clear) {
        return key.algorithm().digest(key.bytes(), (field + '\0' + clear).getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] bound(byte[] head, String field, UUID row) {
        byte[] name = field.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(head.length + name.length + 1 + 2 * Long.BYTES)
                .put(head)
                .put(name)
                .put((byte) 0)
                .putLong(row.getMostSignificantBits())
                .putLong(row.getLeastSignificantBits())
                .array();
    }
}
