package cn.shiji.kernel;

import java.util.List;

/**
 * One page of a list.
 *
 * @param items what stands on it
 * @param page its number, from 1
 * @param size how many a page holds at most
 * @param total how many there are on all pages
 */
public record Page<T>(List<T> items, int page, int size, long total) {

    public Page {
        items = List.copyOf(items);
    }
}
