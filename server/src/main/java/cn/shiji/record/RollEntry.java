package cn.shiji.record;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** How one person stands in a roll call; the name is kept as it was on the day. */
record RollEntry(UUID person, String name, RollStatus status) {

    Map<String, Object> kept() {
        Map<String, Object> kept = new LinkedHashMap<>();
        kept.put("person", person.toString());
        kept.put("name", name);
        kept.put("status", status.word());
        return kept;
    }

    static Optional<RollEntry> of(Object kept) {
        if (kept instanceof Map<?, ?> entry
                && entry.get("person") instanceof String person
                && entry.get("status") instanceof String status) {
            String name = entry.get("name") instanceof String told ? told : "";
            return RollStatus.of(status).map(known -> new RollEntry(UUID.fromString(person), name, known));
        }
        return Optional.empty();
    }
}
