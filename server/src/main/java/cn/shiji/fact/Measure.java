package cn.shiji.fact;

/** How the facts of a kind become one number. */
public enum Measure {
    /** Their quantities added up, reversals with their negative ones. */
    SUM,
    /** How many different subjects have a quantity above zero on balance; facts without a subject are left out. */
    DISTINCT
}
