package cn.shiji.access.session;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells from what a browser says of itself what a person would call the device: {@code Edge · Windows}. */
final class DeviceName {

    /** The first that is found holds, for browsers name their ancestors too. */
    private static final List<Map.Entry<String, String>> BROWSERS = List.of(
            Map.entry("MicroMessenger", "WeChat"),
            Map.entry("DingTalk", "DingTalk"),
            Map.entry("HuaweiBrowser", "Huawei Browser"),
            Map.entry("Edg", "Edge"),
            Map.entry("QQBrowser", "QQ Browser"),
            Map.entry("OPR/", "Opera"),
            Map.entry("Firefox", "Firefox"),
            Map.entry("Chrome", "Chrome"),
            Map.entry("Safari", "Safari"));

    private static final List<Map.Entry<String, String>> SYSTEMS = List.of(
            Map.entry("HarmonyOS", "HarmonyOS"),
            Map.entry("Android", "Android"),
            Map.entry("iPhone", "iPhone"),
            Map.entry("iPad", "iPad"),
            Map.entry("Windows", "Windows"),
            Map.entry("Mac OS X", "macOS"),
            Map.entry("Linux", "Linux"));

    private DeviceName() {}

    static String of(@Nullable String agent) {
        String said = agent == null ? "" : agent;
        return first(BROWSERS, said) + " · " + first(SYSTEMS, said);
    }

    private static String first(List<Map.Entry<String, String>> names, String said) {
        return names.stream()
                .filter(name -> said.contains(name.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("?");
    }
}
