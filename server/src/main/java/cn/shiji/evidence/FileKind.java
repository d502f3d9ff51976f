package cn.shiji.evidence;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/**
 * The kinds of files that are kept, told by their content and their name's ending together: by the first bytes, in the
 * packages of office programs also by the parts they are made of.
 */
enum FileKind {
    PDF("application/pdf", "25504446", "pdf"),
    JPEG("image/jpeg", "ffd8ff", "jpg", "jpeg"),
    PNG("image/png", "89504e470d0a1a0a", "png"),
    DOCX("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "504b0304", "docx"),
    XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "504b0304", "xlsx"),
    DOC("application/msword", "d0cf11e0a1b11ae1", "doc"),
    XLS("application/vnd.ms-excel", "d0cf11e0a1b11ae1", "xls"),
    TXT("text/plain", "", "txt");

    private static final Charset GB18030 = Charset.forName("GB18030");

    /** A package that unpacks to more bytes than this, or to this many times its size, is no document but a trap. */
    private static final long LARGEST_UNPACKED = 400L << 20;

    private static final int HIGHEST_RATIO = 200;
    private static final long SMALL_ENOUGH = 20L << 20;
    private static final String CONTENTS = "[Content_Types].xml";

    private final String mediaType;
    private final byte[] start;
    private final List<String> endings;

    FileKind(String mediaType, String startHex, String... endings) {
        this.mediaType = mediaType;
        this.start = HexFormat.of().parseHex(startHex);
        this.endings = List.of(endings);
    }

    String mediaType() {
        return mediaType;
    }

    /** The kind whose ending the name has and whose bytes the content has; empty where they disagree. */
    static Optional<FileKind> of(String name, byte[] content) {
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        for (FileKind kind : values()) {
            if (kind.endings.contains(ending) && kind.fits(content)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    private boolean fits(byte[] content) {
        if (this == TXT) {
            return reads(content, StandardCharsets.UTF_8) || reads(content, GB18030);
        }
        boolean begins =
                content.length >= start.length && Arrays.equals(content, 0, start.length, start, 0, start.length);
        return switch (this) {
            case DOCX -> begins && isPackageOf("word/", content);
            case XLSX -> begins && isPackageOf("xl/", content);
            default -> begins;
        };
    }

    /** Only the list of its parts is read; nothing is unpacked. */
    private static boolean isPackageOf(String folder, byte[] content) {
        try (ZipFile zip = ZipFile.builder()
                .setSeekableByteChannel(new SeekableInMemoryByteChannel(content))
                .get()) {
            long unpacked = 0;
            boolean described = false;
            boolean filled = false;
            for (ZipArchiveEntry part : Collections.list(zip.getEntries())) {
                unpacked += Math.max(0, part.getSize());
                described |= part.getName().equals(CONTENTS);
                filled |= part.getName().startsWith(folder);
            }
            return described
                    && filled
                    && unpacked <= LARGEST_UNPACKED
                    && (unpacked <= SMALL_ENOUGH || unpacked / content.length <= HIGHEST_RATIO);
        } catch (IOException notAPackage) {
            return false;
        }
    }

    private static boolean reads(byte[] content, Charset charset) {
        try {
            return charset.newDecoder().decode(ByteBuffer.wrap(content)).chars().noneMatch(c -> c == 0);
        } catch (CharacterCodingException notText) {
            return false;
        }
    }
}
