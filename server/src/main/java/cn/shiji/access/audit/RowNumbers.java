package cn.shiji.access.audit;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/** A set of row numbers, a bit each: ten million rows take a little over a megabyte. */
final class RowNumbers {

    private static final int PAGE_BITS = 16;

    private final Map<Long, BitSet> pages = new HashMap<>();

    /** Adds one and tells whether it is new. */
    boolean add(long number) {
        BitSet page = pages.computeIfAbsent(number >> PAGE_BITS, _ -> new BitSet());
        int at = (int) (number & ((1 << PAGE_BITS) - 1));
        boolean isNew = !page.get(at);
        page.set(at);
        return isNew;
    }

    boolean holds(long number) {
        BitSet page = pages.get(number >> PAGE_BITS);
        return page != null && page.get((int) (number & ((1 << PAGE_BITS) - 1)));
    }
}
