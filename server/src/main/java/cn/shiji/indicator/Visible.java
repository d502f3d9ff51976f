package cn.shiji.indicator;

import cn.shiji.mechanism.Shape;
import java.util.List;
import java.util.Locale;

/** Who sees an indicator of a unit beyond those who see all that the unit has on record. */
enum Visible {
    OWN("只有本单位和上级", "the unit itself and those above it"),
    PEERS("同一上级下的同类单位也能看到，可以排名", "also the units of its kind under the same parent, so that they can be ranked"),
    PUBLIC("登录的人都能看到", "everybody who is signed in");

    private final String zh;
    private final String en;

    Visible(String zh, String en) {
        this.zh = zh;
        this.en = en;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Visible of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** As a pack may write it. */
    static Shape shape() {
        return new Shape.OneOf(List.of(values()).stream()
                .map(one -> Shape.option(one.word(), one.zh, one.en))
                .toList());
    }
}
