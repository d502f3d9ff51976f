package cn.shiji.app.matrix;

import cn.shiji.TestBrowser;
import cn.shiji.directory.Person;
import cn.shiji.directory.Unit;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Role;
import java.util.List;
import java.util.Map;

/**
 * Where a thing stands, seen from those who ask for it, and who keeps the things there.
 *
 * @param keeper may do all work there
 * @param browser the keeper's
 * @param administrators who does there what the keeper may not: the system's, security's, and the auditor
 * @param theirs the browsers of these
 * @param people two people of the unit
 */
record Place(
        Relation relation,
        Unit unit,
        Caller keeper,
        TestBrowser browser,
        Map<Role, Caller> administrators,
        Map<Role, TestBrowser> theirs,
        List<Person> people) {

    /** Seen from the unit of those who ask. */
    enum Relation {
        OWN("己"),
        CHILD("子"),
        PARENT("父"),
        SIBLING("兄"),
        OTHER_COUNTY("外");

        private final String sign;

        Relation(String sign) {
            this.sign = sign;
        }
    }

    /** What the things of this place are called; plans are called otherwise, for those of units above are seen. */
    String mark() {
        return mark(relation);
    }

    static String mark(Relation relation) {
        return "暗号" + relation.sign + "甲";
    }

    String planMark() {
        return planMark(relation);
    }

    static String planMark(Relation relation) {
        return "纲目" + relation.sign + "乙";
    }

    static String personMark(Relation relation) {
        return "人氏" + relation.sign + "丙";
    }

    /** The same place with somebody else who keeps what is made there. */
    Place keptBy(Caller other, TestBrowser browser) {
        return new Place(relation, unit, other, browser, administrators, theirs, people);
    }

    boolean within() {
        return relation == Relation.OWN || relation == Relation.CHILD;
    }

    @Override
    public String toString() {
        return relation.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }
}
