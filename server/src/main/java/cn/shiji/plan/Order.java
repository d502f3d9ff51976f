package cn.shiji.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What kept its order among numbers that are all different. Pure. */
final class Order {

    private Order() {}

    /** The numbers of a longest run that rises, whatever lies between; those outside it changed their place. */
    static Set<Integer> longestRun(int[] numbers) {
        List<Integer> tails = new ArrayList<>();
        int[] before = new int[numbers.length];
        int[] ends = new int[numbers.length];
        for (int at = 0; at < numbers.length; at++) {
            int found = Arrays.binarySearch(ends, 0, tails.size(), numbers[at]);
            int place = found >= 0 ? found : -found - 1;
            before[at] = place == 0 ? -1 : tails.get(place - 1);
            ends[place] = numbers[at];
            if (place == tails.size()) {
                tails.add(at);
            } else {
                tails.set(place, at);
            }
        }
        Set<Integer> run = new HashSet<>();
        for (int at = tails.isEmpty() ? -1 : tails.getLast(); at >= 0; at = before[at]) {
            run.add(numbers[at]);
        }
        return run;
    }
}
