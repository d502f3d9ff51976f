package cn.shiji.directory.people;

import cn.shiji.directory.Pinyin;
import java.util.Map;

/** How the name of a person sounds: surnames have readings of their own. */
public final class PersonName {

    /** Surnames that sound otherwise than the character does in most words. */
    private static final Map<String, String> SURNAMES = Map.ofEntries(
            Map.entry("单", "shan"),
            Map.entry("曾", "zeng"),
            Map.entry("仇", "qiu"),
            Map.entry("解", "xie"),
            Map.entry("区", "ou"),
            Map.entry("查", "zha"),
            Map.entry("任", "ren"),
            Map.entry("华", "hua"),
            Map.entry("盖", "ge"),
            Map.entry("乐", "yue"),
            Map.entry("翟", "zhai"),
            Map.entry("朴", "piao"),
            Map.entry("繁", "po"),
            Map.entry("缪", "miao"),
            Map.entry("员", "yun"),
            Map.entry("折", "she"),
            Map.entry("覃", "qin"),
            Map.entry("冼", "xian"),
            Map.entry("宓", "mi"),
            Map.entry("黑", "he"),
            Map.entry("尉迟", "yuchi"),
            Map.entry("万俟", "moqi"),
            Map.entry("长孙", "zhangsun"));

    private PersonName() {}

    /** How it sounds, in full and in initials. */
    public static Pinyin pinyin(String name) {
        for (int length = 2; length >= 1; length--) {
            String sound = name.length() > length ? SURNAMES.get(name.substring(0, length)) : null;
            if (sound != null) {
                Pinyin given = Pinyin.of(name.substring(length));
                Pinyin surname = Pinyin.of(name.substring(0, length));
                String initials = length == 1 ? sound.substring(0, 1) : surname.initials();
                return new Pinyin(sound + given.full(), initials + given.initials());
            }
        }
        return Pinyin.of(name);
    }
}
