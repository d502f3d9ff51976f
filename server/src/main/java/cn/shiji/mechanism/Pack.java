package cn.shiji.mechanism;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One revision of a mechanism, checked.
 *
 * @param id the name of its folder
 * @param revision from 1; 0 while it has not been stored
 * @param name as shown
 * @param line the line of work
 * @param owner the office that runs it
 * @param why what it is for, shown beside its figures
 * @param basis the rule it rests on, or null where none is named
 * @param audience whose doings it writes down
 * @param cadence how often it takes place, or null where no rhythm is set
 * @param source where the file lies
 * @param parts what the engines read from their sections, by type
 */
public record Pack(
        String id,
        int revision,
        Words name,
        WorkLine line,
        String owner,
        Words why,
        @Nullable Words basis,
        Audience audience,
        @Nullable Cadence cadence,
        Source source,
        Map<Class<?>, Object> parts) {

    public Pack {
        parts = Map.copyOf(parts);
    }

    /** Where a pack's file lies. */
    public enum Source {
        /** It came with the program. */
        BUILT_IN,
        /** It lies in the installation's own folder. */
        OVERLAY;

        /** The word used in JSON and in the database. */
        public String word() {
            return this == BUILT_IN ? "built-in" : "overlay";
        }

        static Source of(String word) {
            return "built-in".equals(word) ? BUILT_IN : OVERLAY;
        }
    }

    /** What an engine read from its section, empty where the pack has none. */
    public <T> Optional<T> part(Class<T> type) {
        return Optional.ofNullable(parts.get(type)).map(type::cast);
    }

    Pack as(int stored, Source from) {
        return new Pack(id, stored, name, line, owner, why, basis, audience, cadence, from, parts);
    }
}
