package cn.shiji.comparison;

/**
 * One word of a text that says something.
 *
 * @param key what it is counted as: words that name the same thing in official language have one key
 * @param written as it stands in the text
 * @param from where it begins, in the sentence
 */
record Term(String key, String written, Sort sort, int from) {

    /** What sort of word it is, and how much of its rarity counts when two texts are held against each other. */
    enum Sort {
        /** What is acted upon or counted (高标准农田); what a commitment is known by. */
        THING(1.0),

        /** What is done (修建). Plans and reports use different words for one doing. */
        ACTION(0.5),

        /** How it is done (扎实, 稳步). */
        MANNER(0.1),

        /** A single character, which may mean anything. */
        SINGLE(0.2),

        /** A word that stands in every official sentence (推进, 加强, 体系). */
        EMPTY(0.3);

        final double share;

        Sort(double share) {
            this.share = share;
        }
    }

    boolean isEmpty() {
        return sort == Sort.EMPTY || sort == Sort.MANNER;
    }
}
