package cn.shiji.document.format;

import cn.shiji.kernel.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Locale;
import org.apache.poi.EncryptedDocumentException;
import org.apache.poi.OldFileFormatException;
import org.apache.poi.poifs.filesystem.DirectoryNode;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;

/** The container of streams that files of Office 97 to 2003 are, and encrypted ones of today. */
final class OleFile {

    private OleFile() {}

    static Manuscript read(String fileName, byte[] bytes) {
        try (var files = new POIFSFileSystem(new ByteArrayInputStream(bytes))) {
            DirectoryNode root = files.getRoot();
            if (root.hasEntryCaseInsensitive("EncryptedPackage")) {
                throw Problem.bad("document.encrypted", fileName);
            }
            if (root.hasEntryCaseInsensitive("WordDocument")) {
                return OldWordText.read(fileName, root);
            }
            if (root.hasEntryCaseInsensitive("Workbook") || root.hasEntryCaseInsensitive("Book")) {
                return SheetText.read(fileName, root);
            }
            if (fileName.toLowerCase(Locale.ROOT).endsWith(".wps")) {
                throw Problem.bad("document.other-wps", fileName);
            }
            String found = root.hasEntryCaseInsensitive("PowerPoint Document") ? "PowerPoint (.ppt)" : "OLE";
            throw Problem.bad("document.unsupported", fileName, found);
        } catch (EncryptedDocumentException locked) {
            throw Problem.bad("document.encrypted", fileName);
        } catch (OldFileFormatException old) {
            throw Problem.bad("document.old-word", fileName);
        } catch (Problem told) {
            throw told;
        } catch (IOException | RuntimeException | StackOverflowError damaged) {
            // The library answers damage with whatever exception it runs into.
            throw Problem.bad("document.broken", fileName);
        }
    }
}
