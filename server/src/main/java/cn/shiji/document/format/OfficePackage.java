package cn.shiji.document.format;

import cn.shiji.kernel.Problem;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.jspecify.annotations.Nullable;

/**
 * The zip archive that a Word document or a workbook is: gives its XML parts and refuses what is none, or is made to
 * swell.
 *
 * <p>Only the parts that carry text are ever unpacked, each counted while it is read; what the archive says of its own
 * sizes is not trusted.
 */
final class OfficePackage {

    /** What the package holds. */
    enum Kind {
        WORD,
        WORKBOOK
    }

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

    /** The part that the package begins with, as its relations name it. */
    private String main = USUAL_DOCUMENT;

    private Kind kind = Kind.WORD;

    private OfficePackage(String fileName, byte[] bytes) {
        this.fileName = fileName;
        this.bytes = bytes;
    }

    static OfficePackage of(String fileName, byte[] bytes) {
        var opened = new OfficePackage(fileName, bytes);
        opened.read("_rels/.rels", opened::readRelations);
        opened.check();
        return opened;
    }

    Kind kind() {
        return kind;
    }

    private void check() {
        Set<String> names = names();
        if (!names.contains("[Content_Types].xml") || !names.contains(main)) {
            throw Problem.bad("document.unsupported", fileName, foundIn(names));
        }
        if (main.startsWith("word/")) {
            kind = Kind.WORD;
        } else if (main.startsWith("xl/") && !main.endsWith(".bin")) {
            kind = Kind.WORKBOOK;
        } else {
            throw Problem.bad("document.unsupported", fileName, foundIn(names));
        }
    }

    private Set<String> names() {
        try (ZipFile zip = open()) {
            long unpacked = 0;
            var names = new HashSet<String>();
            int entries = 0;
            for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
                unpacked += Math.max(0, entry.getSize());
                entries++;
                names.add(entry.getName());
            }
            if (unpacked > LARGEST_UNPACKED || entries > MOST_ENTRIES) {
                throw bomb();
            }
            return names;
        } catch (IOException | IllegalArgumentException damaged) {
            throw broken();
        }
    }

    private static String foundIn(Set<String> names) {
        Map<String, String> known = Map.of(
                "xl/workbook.bin", "Excel (.xlsb)",
                "ppt/presentation.xml", "PowerPoint (.pptx)",
                "content.xml", "OpenDocument (.odt / .ods)",
                "OFD.xml", "OFD");
        return names.stream()
                .filter(known::containsKey)
                .map(known::get)
                .findFirst()
                .orElse(FileKind.ZIP.words());
    }

    /** Reads the part that the package begins with. */
    void readMain(PartReader reader) {
        read(main, reader);
    }

    /** The part beside the main one of that name, such as {@code styles.xml}. */
    void readBeside(String name, PartReader reader) {
        read(beside(name), reader);
    }

    private String beside(String name) {
        return main.substring(0, main.lastIndexOf('/') + 1) + name;
    }

    /** The parts that the main one refers to, by their relation ids. */
    Map<String, String> partsOfMain() {
        var parts = new HashMap<String, String>();
        String relations = beside("_rels/" + main.substring(main.lastIndexOf('/') + 1) + ".rels");
        read(relations, xml -> {
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT
                        && xml.getLocalName().equals("Relationship")) {
                    String target = Xml.attribute(xml, "Target", "");
                    String part = target.startsWith("/") ? target.substring(1) : beside(target);
                    parts.put(Xml.attribute(xml, "Id", ""), part);
                }
            }
        });
        return parts;
    }

    private void readRelations(XMLStreamReader xml) throws XMLStreamException {
        while (xml.hasNext()) {
            if (xml.next() == XMLStreamConstants.START_ELEMENT
                    && Xml.attribute(xml, "Type", "").endsWith("/officeDocument")) {
                main = Xml.attribute(xml, "Target", USUAL_DOCUMENT).replaceFirst("^/", "");
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
        } catch (IOException | IllegalArgumentException damaged) {
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
