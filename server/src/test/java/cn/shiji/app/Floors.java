package cn.shiji.app;

import java.util.Map;

/** On which floor each module stands; a module calls only lower floors. The one place where that is written down. */
final class Floors {

    static final Map<String, Integer> OF = Map.ofEntries(
            Map.entry("kernel", 0),
            Map.entry("access", 1),
            Map.entry("document", 1),
            Map.entry("print", 1),
            Map.entry("calendar", 1),
            Map.entry("evidence", 2),
            Map.entry("directory", 2),
            Map.entry("mechanism", 3),
            Map.entry("due", 3),
            Map.entry("fact", 3),
            Map.entry("indicator", 4),
            Map.entry("record", 5),
            Map.entry("comparison", 7),
            Map.entry("plan", 7),
            Map.entry("report", 8),
            Map.entry("app", 9));

    private Floors() {}
}
