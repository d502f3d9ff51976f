package cn.shiji.document.format;

import cn.shiji.kernel.Problem;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.jspecify.annotations.Nullable;

/**
 * The zip archive a Word document is: gives its XML parts and refuses what is none, or is made to swell.
 *
 * <p>Only the parts that carry text are ever unpacked, each counted while it is read; what the archive says of its own
 * sizes is not trusted.
 */
final class WordPackage {

    /** The most that all parts together may hold unpacked, in bytes. */
    static final long LARGEST_UNPACKED = 200L * 1024 * 1024;

    /** Text packs well, but not better than this; what swells more is made to. */
    private static final int HIGHEST_RATIO = 200;

    /** Below this size a high ratio does no harm, in bytes. */
    private static final int SMALL_ENOUGH = 4 * 1024 * 1024;

    private static final int MOST_ENTRIES = 20_000;

    private static final XMLInputFactory XML = xml();

    private static final String USUAL_DOCUMENT = "word/document.xml";

    private final String fileName;
    private final byte[] bytes;

    /** The part that holds the text, as the package's relations name it. */
    private String document = USUAL_DOCUMENT;

    private WordPackage(String fileName, byte[] bytes) {
        this.fileName = fileName;
        this.bytes = bytes;
    }

    static WordPackage of(String fileName, byte[] bytes) {
        var word = new WordPackage(fileName, bytes);
        word.read("_rels/.rels", word::readRelations);
        word.check();
        return word;
    }

    private void check() {
        try (ZipFile zip = open()) {
            long unpacked = 0;
            int entries = 0;
            boolean contentTypes = false;
            boolean written = false;
            String other = FileKind.ZIP.words();
            for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
                unpacked += Math.max(0, entry.getSize());
                entries++;
                contentTypes |= entry.getName().equals("[Content_Types].xml");
                written |= entry.getName().equals(document);
                other = switch (entry.getName()) {
                    case "xl/workbook.xml" -> "Excel (.xlsx)";
                    case "ppt/presentation.xml" -> "PowerPoint (.pptx)";
                    case "content.xml" -> "OpenDocument";
                    case "OFD.xml" -> "OFD";
                    default -> other;
                };
            }
            if (unpacked > LARGEST_UNPACKED || entries > MOST_ENTRIES) {
                throw bomb();
            }
            if (!contentTypes || !written || !document.startsWith("word/")) {
                throw Problem.bad("document.unsupported", fileName, other);
            }
        } catch (IOException damaged) {
            throw broken();
        }
    }

    /** Reads the text of the document from beginning to end. */
    void readDocument(PartReader reader) {
        read(document, reader);
    }

    private void readRelations(XMLStreamReader xml) throws XMLStreamException {
        while (xml.hasNext()) {
            if (xml.next() == XMLStreamConstants.START_ELEMENT
                    && WordNumbering.attribute(xml, "Type", "").endsWith("/officeDocument")) {
                document =
                        WordNumbering.attribute(xml, "Target", USUAL_DOCUMENT).replaceFirst("^/", "");
            }
        }
    }

    /** Reads one part from beginning to end, or does nothing when the package has no such part. */
    void read(String name, PartReader reader) {
        byte @Nullable [] part = part(name);
        if (part == null) {
            return;
        }
        try {
            XMLStreamReader xml = XML.createXMLStreamReader(new ByteArrayInputStream(part));
            try {
                reader.read(xml);
            } finally {
                xml.close();
            }
        } catch (XMLStreamException damaged) {
            throw broken();
        }
    }

    private byte @Nullable [] part(String name) {
        try (ZipFile zip = open()) {
            ZipArchiveEntry entry = zip.getEntry(name);
            if (entry == null) {
                return null;
            }
            long most = Math.max(SMALL_ENOUGH, Math.min(LARGEST_UNPACKED, entry.getCompressedSize() * HIGHEST_RATIO));
            try (InputStream in = zip.getInputStream(entry)) {
                return counted(in, most);
            }
        } catch (IOException damaged) {
            throw broken();
        }
    }

    private byte[] counted(InputStream in, long most) throws IOException {
        var out = new ByteArrayOutputStream();
        byte[] buffer = new byte[64 * 1024];
        for (int got = in.read(buffer); got >= 0; got = in.read(buffer)) {
            if (out.size() + (long) got > most) {
                throw bomb();
            }
            out.write(buffer, 0, got);
        }
        return out.toByteArray();
    }

    private ZipFile open() throws IOException {
        return ZipFile.builder()
                .setSeekableByteChannel(new SeekableInMemoryByteChannel(bytes))
                .get();
    }

    private Problem broken() {
        return Problem.bad("document.broken", fileName);
    }

    private Problem bomb() {
        return Problem.bad("document.bomb", fileName, LARGEST_UNPACKED / (1024 * 1024));
    }

    private static XMLInputFactory xml() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory;
    }

    /** What is done with one XML part. */
    interface PartReader {
        void read(XMLStreamReader xml) throws XMLStreamException;
    }
}
