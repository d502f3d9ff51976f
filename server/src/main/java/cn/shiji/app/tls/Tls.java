package cn.shiji.app.tls;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the server speaks TLS, as told on the command line.
 *
 * @param certificate the site's own certificate with its chain (PEM); null where the server makes one for itself
 * @param key the key of that certificate (PEM, PKCS#8 or PKCS#1); null likewise
 * @param names names and addresses of this machine that it cannot know by itself
 * @param plainPort a second port that sends browsers on to the encrypted one; null for none
 */
public record Tls(
        @Nullable Path certificate,
        @Nullable Path key,
        List<String> names,
        @Nullable Integer plainPort) {

    public Tls {
        if ((certificate == null) != (key == null)) {
            throw new IllegalArgumentException("A certificate goes with its key");
        }
        names = List.copyOf(names);
    }

    /** What is wrong with the site's own files, in words for the terminal; empty where nothing is. */
    public Optional<String> fault() {
        for (Path file : new Path[] {certificate, key}) {
            if (file != null && !Files.isReadable(file)) {
                return Optional.of("读不到 / cannot be read: " + file);
            }
        }
        return Optional.empty();
    }

    /** Makes certificates where that is asked for, and tells the settings of the server. */
    public Map<String, Object> settings(Path data, Clock clock) {
        Map<String, Object> settings = new HashMap<>();
        Path shown = certificate;
        Path secret = key;
        if (shown == null || secret == null) {
            TlsFolder folder = new TlsFolder(data, clock);
            folder.renew(names);
            shown = folder.serverFile();
            secret = folder.serverFile();
            settings.put("shiji.tls.self-made", true);
            settings.put("shiji.tls.names", String.join(",", names));
        }
        settings.put("spring.ssl.bundle.pem.shiji.keystore.certificate", address(shown));
        settings.put("spring.ssl.bundle.pem.shiji.keystore.private-key", address(secret));
        settings.put("spring.ssl.bundle.pem.shiji.reload-on-update", true);
        settings.put("spring.ssl.bundle.pem.shiji.options.enabled-protocols", "TLSv1.3,TLSv1.2");
        settings.put("server.ssl.bundle", "shiji");
        if (plainPort != null) {
            settings.put("shiji.tls.plain-port", plainPort);
        }
        return settings;
    }

    private static String address(Path file) {
        return file.toAbsolutePath().normalize().toUri().toString();
    }
}
