package cn.shiji.document.format;

import cn.shiji.kernel.Problem;
import java.nio.charset.StandardCharsets;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Looks at the packed streams of a PDF before it is opened: what would swell beyond measure is never unpacked.
 *
 * <p>Pictures are passed over, for reading text does not unpack them.
 */
final class PdfStreams {

    private static final int MEGABYTE = 1024 * 1024;

    /** The most that one stream, and all that are no pictures, may hold unpacked, in bytes. */
    private static final long LARGEST_STREAM = 64L * MEGABYTE;

    private static final long LARGEST_UNPACKED = 300L * MEGABYTE;

    /** How far before a stream its dictionary is looked for, in bytes. */
    private static final int DICTIONARY = 1500;

    private static final byte[] STREAM = "stream".getBytes(StandardCharsets.US_ASCII);

    private PdfStreams() {}

    static void check(String fileName, byte[] bytes) {
        byte[] buffer = new byte[64 * 1024];
        long unpacked = 0;
        for (int at = next(bytes, 0); at >= 0; at = next(bytes, at)) {
            boolean end = at >= 9 && bytes[at - 9] == 'e' && bytes[at - 8] == 'n' && bytes[at - 7] == 'd';
            int from = Math.max(0, at - STREAM.length - DICTIONARY);
            String before = new String(bytes, from, at - STREAM.length - from, StandardCharsets.ISO_8859_1);
            String dictionary = before.substring(Math.max(0, before.lastIndexOf(" obj")));
            if (end || dictionary.contains("/Image") || !dictionary.contains("Fl")) {
                continue;
            }
            boolean twice = dictionary.indexOf("/Fl") != dictionary.lastIndexOf("/Fl")
                    && dictionary.matches("(?s).*/Fl(?:ateDecode)?\\s*/Fl.*");
            long size = unpackedSize(bytes, at, buffer);
            unpacked += size;
            if (size > LARGEST_STREAM || unpacked > LARGEST_UNPACKED || twice && size > MEGABYTE) {
                throw Problem.bad("document.bomb", fileName, LARGEST_STREAM / MEGABYTE);
            }
        }
    }

    /** One past the next word "stream"; -1 when there is none. */
    private static int next(byte[] bytes, int from) {
        for (int i = from; i + STREAM.length <= bytes.length; i++) {
            int same = 0;
            while (same < STREAM.length && bytes[i + same] == STREAM[same]) {
                same++;
            }
            if (same == STREAM.length) {
                return i + STREAM.length;
            }
        }
        return -1;
    }

    private static long unpackedSize(byte[] bytes, int at, byte[] buffer) {
        int start = at;
        while (start < bytes.length && (bytes[start] == '\r' || bytes[start] == '\n')) {
            start++;
        }
        var inflater = new Inflater();
        try {
            inflater.setInput(bytes, start, bytes.length - start);
            long size = 0;
            while (!inflater.finished() && size <= LARGEST_STREAM) {
                int got = inflater.inflate(buffer);
                if (got == 0) {
                    break;
                }
                size += got;
            }
            return size;
        } catch (DataFormatException otherPacking) {
            return inflater.getBytesWritten();
        } finally {
            inflater.end();
        }
    }
}
