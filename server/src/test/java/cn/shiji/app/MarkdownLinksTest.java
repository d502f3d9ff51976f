package cn.shiji.app;

import static org.assertj.core.api.Assertions.assertThat;

import cn.shiji.Repository;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every link inside the repository leads somewhere. */
class MarkdownLinksTest {

    private static final Pattern LINK = Pattern.compile("\\]\\(\\s*<?([^)\\s>]+)>?(?:\\s+\"[^\"]*\")?\\s*\\)");
    private static final Pattern HTML = Pattern.compile("(?:src|href)=\"([^\"]+)\"");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6}\\s+(.+?)\\s*#*$");
    private static final Pattern ANCHOR = Pattern.compile("(?:id|name)=\"([^\"]+)\"");

    @Test
    void everyRelativeLinkAndAnchorIsThere() {
        List<String> dead = new ArrayList<>();
        for (Path file :
                Repository.files(Repository.ROOT, path -> path.toString().endsWith(".md"))) {
            String text = withoutCode(Repository.text(file));
            for (Pattern pattern : List.of(LINK, HTML)) {
                Matcher link = pattern.matcher(text);
                while (link.find()) {
                    String target = link.group(1);
                    if (!target.matches("(?i)[a-z][a-z0-9+.-]*:.*") && !leadsSomewhere(file, target)) {
                        dead.add(Repository.name(file) + " → " + target);
                    }
                }
            }
        }
        assertThat(dead).as("dead links").isEmpty();
    }

    private static boolean leadsSomewhere(Path file, String target) {
        int hash = target.indexOf('#');
        String path = URLDecoder.decode(
                (hash < 0 ? target : target.substring(0, hash)).replace("+", "%2B"), StandardCharsets.UTF_8);
        Path aim = path.isEmpty()
                ? file
                : path.startsWith("/")
                        ? Repository.ROOT.resolve(path.substring(1))
                        : file.resolveSibling(path).normalize();
        if (!aim.startsWith(Repository.ROOT) || !Files.exists(aim)) {
            return false;
        }
        if (hash < 0 || !aim.toString().endsWith(".md")) {
            return true;
        }
        String anchor = URLDecoder.decode(target.substring(hash + 1), StandardCharsets.UTF_8);
        return anchors(Repository.text(aim)).contains(anchor);
    }

    private static Set<String> anchors(String text) {
        Set<String> anchors = new HashSet<>();
        Map<String, Integer> seen = new HashMap<>();
        Matcher heading = HEADING.matcher(withoutCodeBlocks(text));
        while (heading.find()) {
            String words = heading.group(1).replaceAll("\\[([^\\]]*)\\]\\([^)]*\\)", "$1");
            String slug = words.toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N}\\p{M}_ -]", "")
                    .replace(' ', '-');
            int before = seen.merge(slug, 1, Integer::sum) - 1;
            anchors.add(before == 0 ? slug : slug + "-" + before);
        }
        Matcher named = ANCHOR.matcher(text);
        while (named.find()) {
            anchors.add(named.group(1));
        }
        return anchors;
    }

    private static String withoutCode(String text) {
        return withoutCodeBlocks(text).replaceAll("`[^`\\n]*`", "");
    }

    private static String withoutCodeBlocks(String text) {
        return text.replaceAll("(?ms)^\\s*(```|~~~).*?^\\s*\\1\\s*$", "");
    }
}
