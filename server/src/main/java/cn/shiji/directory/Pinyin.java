package cn.shiji.directory;

import com.hankcs.hanlp.HanLP;
import java.util.List;
import java.util.Locale;

/**
 * How a name sounds, for search boxes: 石桥村 is {@code shiqiaocun}, in initials {@code sqc}.
 *
 * @param full the syllables without tones, run together; letters and digits stand for themselves
 * @param initials the first letter of each syllable
 */
public record Pinyin(String full, String initials) {

    /** Reads a name; where characters have several readings, the one usual in the word around them. */
    public static Pinyin of(String name) {
        List<com.hankcs.hanlp.dictionary.py.Pinyin> syllables = HanLP.convertToPinyinList(name);
        StringBuilder full = new StringBuilder(name.length() * 4);
        StringBuilder initials = new StringBuilder(name.length());
        for (int i = 0; i < syllables.size(); i++) {
            String sound = syllables.get(i).getPinyinWithoutTone();
            if (sound.isEmpty() || sound.equals("none")) {
                char letter = Character.toLowerCase(name.charAt(i));
                if (Character.isLetterOrDigit(letter)) {
                    full.append(letter);
                    initials.append(letter);
                }
            } else {
                full.append(sound);
                initials.append(sound.charAt(0));
            }
        }
        return new Pinyin(
                full.toString().toLowerCase(Locale.ROOT), initials.toString().toLowerCase(Locale.ROOT));
    }
}
