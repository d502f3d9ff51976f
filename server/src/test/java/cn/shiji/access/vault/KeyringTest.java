package cn.shiji.access.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.shiji.TestDatabase;
import cn.shiji.kernel.StartRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KeyringTest {

    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
    private static final UUID ONE = UUID.fromString("00000000-0000-7000-8000-000000000001");
    private static final UUID OTHER = UUID.fromString("00000000-0000-7000-8000-000000000002");

    @ParameterizedTest
    @EnumSource
    void whatWasSealedOpensOnlyForItsFieldAndItsRow(Suite suite) {
        Keyring ring = new Keyring(keys(suite), Set.of());
        byte[] sealed = ring.seal("person.phone", ONE, "13800000000");

        assertThat(ring.open("person.phone", ONE, sealed)).hasValue("13800000000");
        assertThat(ring.open("person.phone", OTHER, sealed)).isEmpty();
        assertThat(ring.open("person.identity", ONE, sealed)).isEmpty();
        assertThat(ring.seal("person.phone", ONE, "13800000000")).isNotEqualTo(sealed);
        assertThat(new String(sealed, java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain("138");
    }

    @ParameterizedTest
    @EnumSource
    void aKeyOfTheSameNumberFromElsewhereOpensNothing(Suite suite) {
        byte[] sealed = new Keyring(keys(suite), Set.of()).seal("person.phone", ONE, "13800000000");

        assertThat(new Keyring(keys(suite), Set.of()).open("person.phone", ONE, sealed))
                .isEmpty();
    }

    @Test
    void whatOneSuiteSealedOpensAfterTheOtherCame() {
        List<Key> old = keys(Suite.STANDARD);
        byte[] sealed = new Keyring(old, Set.of()).seal("person.phone", ONE, "13800000000");
        Keyring both = new Keyring(
                List.of(
                        old.getFirst(),
                        old.getLast(),
                        Key.fresh(3, Algorithm.SM4_GCM, NOW),
                        Key.fresh(4, Algorithm.HMAC_SM3, NOW)),
                Set.of());

        assertThat(both.open("person.phone", ONE, sealed)).hasValue("13800000000");
        assertThat(Keyring.keyOf(both.seal("person.phone", ONE, "13800000000"))).hasValue(3);
        assertThat(both.newest()).isEqualTo(4);
    }

    @Test
    void equalValuesOfAFieldHaveEqualBlindIndexes() {
        Keyring ring = new Keyring(keys(Suite.STANDARD), Set.of());

        assertThat(ring.blind("person.phone", "13800000000")).isEqualTo(ring.blind("person.phone", "13800000000"));
        assertThat(ring.blind("person.phone", "13800000000")).isNotEqualTo(ring.blind("person.phone", "13800000001"));
        assertThat(ring.blind("person.phone", "13800000000")).isNotEqualTo(ring.blind("account.phone", "13800000000"));
    }

    @Test
    void aBlindIndexIsLookedForByEveryKeyThatIsNotRetired() {
        List<Key> keys = List.of(
                Key.fresh(1, Algorithm.AES_256_GCM, NOW),
                Key.fresh(2, Algorithm.HMAC_SHA_256, NOW),
                Key.fresh(3, Algorithm.HMAC_SHA_256, NOW));
        Keyring under = new Keyring(keys, Set.of());

        assertThat(under.blinds("f", "v")).hasSize(2).startsWith(under.blind("f", "v"));
        assertThat(new Keyring(keys, Set.of(2)).blinds("f", "v")).containsExactly(under.blind("f", "v"));
    }

    @Test
    void aKeyIsKeptInAFileForUsAlone() throws IOException {
        KeyFolder folder = new KeyFolder(TestDatabase.temporaryFolder("keys").resolve("keys"));
        assertThat(folder.keys()).isEmpty();
        Key key = Key.fresh(1, Algorithm.AES_256_GCM, NOW);
        folder.keep(key);

        assertThat(folder.keys()).containsExactly(key);
        Path file = folder.path().resolve("0001-seal.key");
        assertThat(Files.getPosixFilePermissions(folder.path()))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(key.toString()).contains(key.fingerprint()).doesNotContain("[B@");
    }

    @Test
    void keysThatOthersMayReadAreRefused() throws IOException {
        KeyFolder folder = new KeyFolder(TestDatabase.temporaryFolder("keys").resolve("keys"));
        folder.keep(Key.fresh(1, Algorithm.AES_256_GCM, NOW));
        Path file = folder.path().resolve("0001-seal.key");

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThatThrownBy(folder::keys).isInstanceOf(StartRefused.class).hasMessageContaining("chmod 600");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Files.setPosixFilePermissions(folder.path(), PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThatThrownBy(folder::keys).isInstanceOf(StartRefused.class).hasMessageContaining("chmod 700");
    }

    @Test
    void aDamagedKeyIsRefused() throws IOException {
        KeyFolder folder = new KeyFolder(TestDatabase.temporaryFolder("keys").resolve("keys"));
        folder.keep(Key.fresh(1, Algorithm.AES_256_GCM, NOW));
        Path file = folder.path().resolve("0001-seal.key");
        Files.writeString(file, Files.readString(file).replaceFirst("fingerprint=.", "fingerprint=x"));

        assertThatThrownBy(folder::keys).isInstanceOf(StartRefused.class).hasMessageContaining("damaged");
    }

    private static List<Key> keys(Suite suite) {
        return List.of(
                Key.fresh(1, suite.algorithm(KeyUse.SEAL), NOW), Key.fresh(2, suite.algorithm(KeyUse.BLIND), NOW));
    }
}
