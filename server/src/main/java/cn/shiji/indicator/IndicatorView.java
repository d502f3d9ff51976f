package cn.shiji.indicator;

/**
 * An indicator, in the reader's language.
 *
 * @param line the work line of its pack
 * @param unit what it is counted in
 * @param definition what counts and what does not
 * @param kind the facts it reads, {@code <pack>.<fact>}
 */
public record IndicatorView(
        String id,
        String pack,
        String packName,
        String line,
        String label,
        String unit,
        String definition,
        String kind) {}
