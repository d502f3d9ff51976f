package cn.shiji.document.figure;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;

/**
 * A resource file of words in sections: {@code [section]} begins one, words are parted by blanks, {@code #} begins a
 * remark.
 */
final class WordList {

    private WordList() {}

    /** Tells each word with its section, in the order of the file. */
    static void read(String file, BiConsumer<String, String> each) {
        String section = "";
        for (String line : text(file).lines().toList()) {
            int remark = line.indexOf('#');
            String words = (remark < 0 ? line : line.substring(0, remark)).strip();
            if (words.startsWith("[")) {
                section = words.substring(1, words.indexOf(']'));
                continue;
            }
            for (String word : words.split("\\s+")) {
                if (!word.isEmpty()) {
                    each.accept(section, word);
                }
            }
        }
    }

    private static String text(String file) {
        try (InputStream in = WordList.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("missing resource " + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
