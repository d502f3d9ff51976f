package cn.shiji.plan;

/**
 * How much there is in one version of a plan, and how much of it is done: what lists tell without reading the tree.
 *
 * @param commitments what somebody will be held to
 * @param reviewed those a person has looked at
 * @param targets targets of the commitments
 * @param maskedOpen targets without a number that were not left so on purpose
 */
record Tally(int commitments, int reviewed, int targets, int maskedOpen) {

    static final Tally NOTHING = new Tally(0, 0, 0, 0);
}
