package cn.shiji.access;

import cn.shiji.access.vault.Algorithm;
import cn.shiji.access.vault.Key;
import cn.shiji.access.vault.KeyFolder;
import cn.shiji.access.vault.KeyUse;
import cn.shiji.access.vault.Keyring;
import cn.shiji.access.vault.Suite;
import cn.shiji.kernel.Problem;
import cn.shiji.kernel.StartRefused;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Seals what nobody may read in the database or in its backups: identity numbers, telephone numbers, secrets of second
 * factors.
 *
 * <p>The keys lie in a folder ({@code shiji.keys}, in the environment {@code SHIJI_KEYS}; {@code keys} in the data folder
 * where nothing is said) and never in the database, which knows only their numbers and fingerprints and so notices a
 * folder that lacks one. What algorithm new keys are for says {@code shiji.crypto} ({@code SHIJI_CRYPTO}): {@code
 * standard} or {@code sm}.
 */
@Service
public class Vault {

    /** Old blind indexes are looked for this long after the last row was renewed, for writers that were on their way. */
    private static final Duration GRACE = Duration.ofSeconds(60);

    private static final int BATCH = 500;

    private final KeyRows rows;
    private final Rows reach;
    private final KeyFolder folder;
    private final Suite suite;
    private final ObjectProvider<SealedRows> kept;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private volatile Keyring ring;

    Vault(
            KeyRows rows,
            Rows reach,
            @Value("${shiji.keys:${shiji.data}/keys}") Path keys,
            @Value("${shiji.crypto:standard}") String suite,
            ObjectProvider<SealedRows> kept,
            TransactionTemplate transaction,
            Clock clock) {
        this.rows = rows;
        this.reach = reach;
        this.folder = new KeyFolder(keys);
        this.suite = Suite.of(suite);
        this.kept = kept;
        this.transaction = transaction;
        this.clock = clock;
        this.ring = opened();
    }

    /**
     * Seals a value; the same value gives another answer each time.
     *
     * @param field what the value is, {@code directory.person.phone}; what was sealed for one field opens for no other
     * @param row whose value it is; what was sealed for one row opens for no other
     */
    public byte[] seal(String field, UUID row, String clear) {
        return ring.seal(field, row, clear);
    }

    /**
     * Opens a sealed value.
     *
     * @throws Problem {@code access.seal-broken} where it was altered, or sealed for another field or row, or by a key
     *     that is not ours
     */
    public String open(String field, UUID row, byte[] sealed) {
        return tryOpen(field, row, sealed).orElseThrow(() -> Problem.conflict("access.seal-broken", field));
    }

    /** Opens a sealed value; empty where {@link #open} would refuse, for lists that one broken value must not spoil. */
    public Optional<String> tryOpen(String field, UUID row, byte[] sealed) {
        if (Keyring.keyOf(sealed).filter(key -> !ring.holds(key)).isPresent()) {
            // Another process of ours may have made a key since.
            refresh();
        }
        return ring.open(field, row, sealed);
    }

    /**
     * The blind index of a value, to be written beside it: equal values of a field have equal ones, and the value cannot
     * be told from it without the key. Who asks must have brought the value into its one written form before.
     */
    public byte[] blind(String field, String clear) {
        return ring.blind(field, clear);
    }

    /** The blind indexes to look for: more than one while a change of keys is under way. */
    public List<byte[]> blinds(String field, String clear) {
        return ring.blinds(field, clear);
    }

    /**
     * The highest number of a key, which whoever writes something sealed keeps beside it. Ask for it before sealing: then
     * a key that is made in between leaves the row behind, and it is renewed.
     */
    public int newest() {
        return ring.newest();
    }

    /**
     * One key, without its bytes.
     *
     * @param use {@code seal} or {@code blind}
     * @param retired since when nothing is written with it any more that is still kept, null while something is
     */
    public record KeyState(
            int id,
            String use,
            String algorithm,
            String fingerprint,
            Instant made,
            @Nullable Instant retired) {}

    /**
     * How far the last change of keys is.
     *
     * @param by who asked for it
     * @param total rows that were behind when it began
     * @param left rows still behind
     * @param finished null while rows are left
     */
    public record Renewal(
            Instant started,
            String by,
            long total,
            long left,
            @Nullable Instant finished) {}

    /** All keys, oldest first. */
    public List<KeyState> keys() {
        return rows.keys();
    }

    /** The last change of keys; null where there was none yet. */
    public @Nullable Renewal renewal() {
        return rows.renewal(behind());
    }

    /**
     * Makes new keys, which write from now on, while what the old ones wrote is renewed in the background.
     *
     * @param by who asks, for the list of keys
     * @param blindToo whether the blind index gets a new key as well
     */
    public void rotate(String by, boolean blindToo) {
        transaction.executeWithoutResult(status -> {
            rows.lock();
            refresh();
            begin(by, blindToo ? EnumSet.allOf(KeyUse.class) : EnumSet.of(KeyUse.SEAL));
        });
    }

    /** How many rows were written with older keys. */
    public long behind() {
        int newest = ring.newest();
        return reach.everywhere(
                "old keys are looked for in all rows",
                () -> kept.stream()
                        .mapToLong(sealedRows -> sealedRows.behind(newest))
                        .sum());
    }

    /**
     * Renews a batch of each kind of rows that are behind.
     *
     * @return how many rows; 0 where nothing is left to do now
     */
    int renewSome() {
        int newest = ring.newest();
        int done = reach.everywhere(
                "keys are renewed in all rows",
                () -> kept.stream()
                        .mapToInt(sealedRows -> sealedRows.renew(newest, BATCH))
                        .sum());
        if (done == 0 && behind() == 0) {
            transaction.executeWithoutResult(status -> {
                rows.finish(clock.instant());
                rows.retire(
                        ring.current(KeyUse.SEAL).id(),
                        ring.current(KeyUse.BLIND).id(),
                        clock.instant(),
                        GRACE);
            });
        }
        return done;
    }

    /** Is told how far long work is. */
    public interface Told {

        /** Called after each batch. */
        void how(long done, long total);
    }

    /** Renews everything that is behind, for a command that waits for it; the server's own worker may help. */
    public void renewAll(Told told) {
        long total = behind();
        long done = 0;
        while (done < total) {
            int some = renewSome();
            if (some == 0) {
                break;
            }
            done += some;
            told.how(Math.min(done, total), total);
        }
        renewSome();
    }

    /** Takes up keys that another process of this installation made since. */
    void refresh() {
        Map<Integer, KeyState> known = known();
        List<Key> keys = folder.keys().stream()
                .filter(key -> known.containsKey(key.id()))
                .toList();
        ring = ring(keys, known);
    }

    private Keyring opened() {
        return Objects.requireNonNull(transaction.execute(status -> {
            rows.lock();
            Map<Integer, KeyState> known = known();
            List<Key> keys = new ArrayList<>(folder.keys());
            refuseMissing(known, keys);
            boolean first = known.isEmpty();
            keys.stream().filter(key -> !known.containsKey(key.id())).forEach(rows::add);
            Set<KeyUse> wanting = EnumSet.noneOf(KeyUse.class);
            for (KeyUse use : KeyUse.values()) {
                Algorithm wanted = suite.algorithm(use);
                boolean there = keys.stream()
                        .filter(key -> key.use() == use)
                        .reduce((older, newer) -> newer)
                        .filter(key -> key.algorithm() == wanted)
                        .isPresent();
                if (!there) {
                    wanting.add(use);
                }
            }
            if (!wanting.isEmpty()) {
                keys.addAll(made(keys, wanting));
                if (!first) {
                    rows.begin(suite.name(), 0, clock.instant());
                }
            }
            return ring(keys, known());
        }));
    }

    private void begin(String by, Set<KeyUse> uses) {
        List<Key> keys = new ArrayList<>(folder.keys());
        keys.addAll(made(keys, uses));
        ring = ring(keys, known());
        rows.begin(by, behind(), clock.instant());
    }

    private List<Key> made(List<Key> keys, Set<KeyUse> uses) {
        List<Key> made = new ArrayList<>();
        int last = keys.stream().mapToInt(Key::id).max().orElse(0);
        for (KeyUse use : uses) {
            last++;
            Key key = Key.fresh(last, suite.algorithm(use), clock.instant());
            folder.keep(key);
            rows.add(key);
            made.add(key);
        }
        return made;
    }

    private void refuseMissing(Map<Integer, KeyState> known, List<Key> keys) {
        Map<Integer, Key> there = keys.stream().collect(Collectors.toMap(Key::id, Function.identity()));
        for (KeyState state : known.values()) {
            Key key = there.get(state.id());
            if (key == null ? state.retired() == null : !key.fingerprint().equals(state.fingerprint())) {
                throw new StartRefused("数据库里有用密钥 " + state.id() + "（" + state.fingerprint() + "）加密的数据，而 "
                        + folder.path() + " 里没有这把密钥，请从备份恢复 / the database holds what key " + state.id() + " ("
                        + state.fingerprint() + ") sealed, and " + folder.path()
                        + " does not hold that key; restore it from a backup");
            }
        }
    }

    private Map<Integer, KeyState> known() {
        return rows.keys().stream().collect(Collectors.toMap(KeyState::id, Function.identity()));
    }

    private static Keyring ring(List<Key> keys, Map<Integer, KeyState> known) {
        return new Keyring(
                keys,
                known.values().stream()
                        .filter(state -> state.retired() != null)
                        .map(KeyState::id)
                        .collect(Collectors.toSet()));
    }
}
