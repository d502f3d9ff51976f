package cn.shiji.document.figure;

/**
 * A word of a sentence that the grammar knows.
 *
 * @param senses one bit for each {@link Sense} it can have
 */
record Word(int from, int to, long senses) {

    boolean is(Sense sense) {
        return (senses & sense.bit()) != 0;
    }

    boolean isAny(long wanted) {
        return (senses & wanted) != 0;
    }
}
