package cn.shiji.document.format;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import cn.shiji.kernel.Problem;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.slf4j.LoggerFactory;

/** A damaged file is read or refused in words, soon, and nothing else happens. */
class DamagedFilesTest {

    private static final int ROUNDS = Integer.getInteger("shiji.damage-rounds", 12);
    private static final Duration SOON = Duration.ofSeconds(20);

    @BeforeAll
    static void librariesKeepQuiet() {
        ((Logger) LoggerFactory.getLogger("org.apache")).setLevel(Level.OFF);
    }

    @TestFactory
    Stream<DynamicTest> aDamagedFileIsReadOrRefused() throws IOException {
        return OwnDocumentsTest.documents().stream()
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> damaged(file)));
    }

    private static void damaged(Path file) throws IOException {
        byte[] whole = Files.readAllBytes(file);
        String name = file.getFileName().toString();
        Random random = new Random(name.hashCode());
        for (int round = 0; round < ROUNDS; round++) {
            readOrRefused(name, damage(whole, random));
            if (whole[0] == 'P' && whole[1] == 'K') {
                readOrRefused(name, damagedInside(whole, random));
            }
        }
    }

    private static void readOrRefused(String name, byte[] bytes) {
        assertTimeoutPreemptively(SOON, () -> {
            try {
                Manuscript read = Formats.manuscript(name, bytes);
                read.lines().forEach(read::words);
            } catch (Problem refused) {
                // as it should be
            }
        });
    }

    private static byte[] damage(byte[] whole, Random random) {
        byte[] bytes = whole.clone();
        int at = random.nextInt(bytes.length);
        return switch (random.nextInt(5)) {
            case 0 -> Arrays.copyOf(bytes, at);
            case 1 -> {
                Arrays.fill(bytes, at, Math.min(bytes.length, at + random.nextInt(600)), (byte) random.nextInt(256));
                yield bytes;
            }
            case 2 -> {
                byte[] shorter = new byte[bytes.length - Math.min(bytes.length - at, random.nextInt(200))];
                System.arraycopy(bytes, 0, shorter, 0, Math.min(at, shorter.length));
                int rest = shorter.length - at;
                if (rest > 0) {
                    System.arraycopy(bytes, bytes.length - rest, shorter, at, rest);
                }
                yield shorter;
            }
            default -> {
                for (int flip = random.nextInt(30); flip >= 0; flip--) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                }
                yield bytes;
            }
        };
    }

    /** The archive with one of its parts damaged and everything packed anew, as no checksum tells. */
    private static byte[] damagedInside(byte[] whole, Random random) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var in = new ZipInputStream(new ByteArrayInputStream(whole));
                var zip = new ZipOutputStream(out)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                zip.putNextEntry(new ZipEntry(entry.getName()));
                byte[] part = in.readAllBytes();
                zip.write(random.nextInt(3) == 0 ? edited(part, random) : part);
                zip.closeEntry();
            }
        }
        return out.toByteArray();
    }

    /** XML that is still XML more often than not: digits changed, tags and attributes doubled or gone. */
    private static byte[] edited(byte[] part, Random random) {
        var text = new StringBuilder(new String(part, StandardCharsets.UTF_8));
        for (int change = random.nextInt(4); change >= 0 && text.length() > 10; change--) {
            int at = random.nextInt(text.length() - 1);
            int open = text.indexOf("<", at);
            int end = open < 0 ? -1 : text.indexOf(">", open);
            switch (random.nextInt(4)) {
                case 0 -> {
                    if (end > 0) {
                        text.insert(end + 1, text.substring(open, end + 1));
                    }
                }
                case 1 -> {
                    if (end > 0) {
                        text.delete(open, end + 1);
                    }
                }
                case 2 -> {
                    for (int i = at; i < Math.min(text.length(), at + 400); i++) {
                        if (Character.isDigit(text.charAt(i))) {
                            text.setCharAt(i, (char) ('0' + random.nextInt(10)));
                        }
                    }
                }
                default -> text.insert(at, "99999999999");
            }
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
