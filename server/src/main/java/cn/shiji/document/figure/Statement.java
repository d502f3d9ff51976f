package cn.shiji.document.figure;

import cn.shiji.document.Relation;
import cn.shiji.document.Tense;

/** A quantity in its sentence, as far as its role needs to know. */
record Statement(Sentence sentence, Quantity quantity, Relation relation, Tense tense) {

    private static final int LONGEST_LIST = 10;

    /** Where the list of quantities ends that this one belongs to: 100亿元、50亿元的企业. */
    int listEnd() {
        int to = quantity.to();
        Quantity next = sentence.after(quantity);
        for (int i = 0; i < LONGEST_LIST && next != null; i++) {
            boolean listed = next.from() == to + 1
                    && sentence.at(to) == '、'
                    && next.unit().equals(quantity.unit());
            if (!listed) {
                break;
            }
            to = next.to();
            next = sentence.after(next);
        }
        return to;
    }
}
