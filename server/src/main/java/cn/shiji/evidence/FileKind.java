package cn.shiji.evidence;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The kinds of files that are kept, told by their first bytes and their name's ending together. */
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
        return content.length >= start.length && Arrays.equals(content, 0, start.length, start, 0, start.length);
    }

    private static boolean reads(byte[] content, Charset charset) {
        try {
            return charset.newDecoder().decode(ByteBuffer.wrap(content)).chars().noneMatch(c -> c == 0);
        } catch (CharacterCodingException notText) {
            return false;
        }
    }
}
