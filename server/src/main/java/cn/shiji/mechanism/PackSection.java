package cn.shiji.mechanism;

/**
 * A top-level key of the pack file and the engine that understands it.
 *
 * <p>An engine registers its sections as Spring components without dependencies, so that packs can be checked without a
 * database.
 *
 * @param <T> what the engine reads from it; found again by {@link Pack#part}
 */
public interface PackSection<T> {

    /** The key in the file. */
    String key();

    /** One sentence for the reference. */
    Words meaning();

    /** What it may look like. */
    Shape shape();

    /**
     * Looks for faults that the shape alone cannot see; told to {@code checks}. Called also where the shape found faults:
     * the wrong parts are then missing, and what is missing has been told.
     */
    default void check(PackNode section, PackChecks checks) {}

    /**
     * Reads a section without faults.
     *
     * @param pack the id of the pack it belongs to
     */
    T read(String pack, PackNode section);

    /** The type of what is read. */
    Class<T> type();
}
