package cn.shiji.app.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The certificates a machine made for itself, in {@code tls} below the data folder: {@code authority.pem}, which phones
 * are told to trust, and {@code server.pem}, which the server shows. Each file holds certificate and key together, so that
 * it is replaced in one step; only the system user of the server may read it.
 */
public final class TlsFolder {

    /** A server's certificate is renewed when it lasts no longer than this. */
    private static final Duration RENEWED_BEFORE = Duration.ofDays(30);

    private final Path folder;
    private final Clock clock;
    private final Certificates certificates;

    /** The folder of these certificates; nothing is made yet. */
    public TlsFolder(Path data, Clock clock) {
        this.folder = data.resolve("tls");
        this.clock = clock;
        this.certificates = new Certificates(clock);
    }

    /** What is shown to those who connect: the certificate with its key. */
    public Path serverFile() {
        return folder.resolve("server.pem");
    }

    /** The certificate that phones are told to trust. */
    public X509Certificate authority() {
        return read(authorityFile())
                .orElseThrow(() -> new IllegalStateException("No authority in " + folder))
                .certificate();
    }

    /** When the server's certificate ends. */
    public Instant until() {
        return read(serverFile())
                .orElseThrow(() -> new IllegalStateException("No certificate in " + folder))
                .certificate()
                .getNotAfter()
                .toInstant();
    }

    /**
     * Makes what is missing, soon ends, or does not bear a name or address that the machine has now.
     *
     * @param moreNames names and addresses that the machine cannot know by itself
     * @return whether the server's certificate is a new one
     */
    public boolean renew(Collection<String> moreNames) {
        MachineNames machine = MachineNames.here(moreNames);
        Optional<Certificates.Issued> server = read(serverFile());
        Optional<Certificates.Issued> authority = read(authorityFile());
        if (authority.isPresent()
                && server.isPresent()
                && certificates.vouches(
                        authority.get().certificate(), server.get().certificate())
                && bears(server.get().certificate(), machine)
                && clock.instant()
                        .plus(RENEWED_BEFORE)
                        .isBefore(server.get().certificate().getNotAfter().toInstant())) {
            return false;
        }
        Certificates.Issued trusted = authority.orElseGet(() -> newAuthority(machine));
        Certificates.Issued made = certificates.server(machine, trusted);
        if (!certificates.vouches(trusted.certificate(), made.certificate())) {
            // Its time is over, or the machine bears a name it may not vouch for.
            trusted = newAuthority(machine);
            made = certificates.server(machine, trusted);
        }
        write(serverFile(), made, trusted.certificate());
        return true;
    }

    /** How a person compares two certificates: SHA-256 of it, in pairs of signs. */
    public static String fingerprint(X509Certificate certificate) {
        try {
            return HexFormat.ofDelimiter(":")
                    .withUpperCase()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Path authorityFile() {
        return folder.resolve("authority.pem");
    }

    private Certificates.Issued newAuthority(MachineNames machine) {
        Certificates.Issued made = certificates.authority(machine);
        write(authorityFile(), made);
        return made;
    }

    private static boolean bears(X509Certificate certificate, MachineNames machine) {
        try {
            Collection<List<?>> written = certificate.getSubjectAlternativeNames();
            Set<String> borne = new HashSet<>();
            if (written != null) {
                written.forEach(one -> borne.add(String.valueOf(one.get(1)).toLowerCase(Locale.ROOT)));
            }
            return borne.containsAll(machine.names()) && borne.containsAll(machine.addresses());
        } catch (CertificateParsingException unreadable) {
            return false;
        }
    }

    private static Optional<Certificates.Issued> read(Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            String text = Files.readString(file, StandardCharsets.US_ASCII);
            byte[] key = block(text, "PRIVATE KEY");
            byte[] certificate = block(text, "CERTIFICATE");
            return Optional.of(new Certificates.Issued(
                    (X509Certificate) CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(certificate)),
                    KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(key))));
        } catch (IOException | GeneralSecurityException | IllegalArgumentException unreadable) {
            // Made anew; nothing but this program writes there.
            return Optional.empty();
        }
    }

    private static byte[] block(String text, String kind) throws CertificateException {
        String begin = "-----BEGIN " + kind + "-----";
        int from = text.indexOf(begin);
        int to = text.indexOf("-----END " + kind + "-----");
        if (from < 0 || to < from) {
            throw new CertificateException("No " + kind);
        }
        return Base64.getMimeDecoder().decode(text.substring(from + begin.length(), to));
    }

    private void write(Path file, Certificates.Issued issued, X509Certificate... chain) {
        StringBuilder text = new StringBuilder();
        try {
            append(text, "PRIVATE KEY", issued.key().getEncoded());
            append(text, "CERTIFICATE", issued.certificate().getEncoded());
            for (X509Certificate above : chain) {
                append(text, "CERTIFICATE", above.getEncoded());
            }
            Files.createDirectories(folder, allowing("rwx------"));
            Path half = Files.createTempFile(folder, "half-", ".pem", allowing("rw-------"));
            Files.writeString(half, text, StandardCharsets.US_ASCII);
            Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        } catch (CertificateException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void append(StringBuilder text, String kind, byte[] content) {
        text.append("-----BEGIN ")
                .append(kind)
                .append("-----\n")
                .append(Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content))
                .append("\n-----END ")
                .append(kind)
                .append("-----\n");
    }

    private static FileAttribute<?>[] allowing(String permissions) {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
