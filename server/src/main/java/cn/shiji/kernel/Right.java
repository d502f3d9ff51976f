package cn.shiji.kernel;

import com.fasterxml.jackson.annotation.JsonValue;

/** One thing that not everybody may do: a verb on a thing. The roles that may are listed in {@code access}. */
public enum Right {
    /** Read plans, records, reports and comparisons. */
    WORK_READ("work.read"),
    /** See figures. */
    FIGURE_READ("figure.read"),
    /** Import, correct and delete a draft plan. */
    PLAN_EDIT("plan.edit"),
    /** Make a plan binding. */
    PLAN_PUBLISH("plan.publish"),
    /** See a plan before it is published. */
    PLAN_READ_DRAFT("plan.read-draft"),
    /** Tell how a commitment goes (完成情况). */
    PROGRESS_DECLARE("progress.declare"),
    /** Confirm what somebody declared; who may has all of a plan in view. */
    PROGRESS_CONFIRM("progress.confirm"),
    /** Put work of the own unit on record. */
    RECORD_ENTER("record.enter"),
    /** Correct and withdraw records of the own unit. */
    RECORD_CORRECT("record.correct"),
    /** Enter and correct also for the units below. */
    RECORD_BELOW("record.for-units-below"),
    /** Build and edit a report. */
    REPORT_BUILD("report.build"),
    /** Freeze and thaw a report. */
    REPORT_FREEZE("report.freeze"),
    /** Hold a report against a plan. */
    COMPARISON_MAKE("comparison.make"),
    /** Keep an attachment. */
    FILE_KEEP("file.keep"),
    /** See units, posts and people with masked data. */
    DIRECTORY_READ("directory.read"),
    /** Create, rename, move, merge, split and close units. */
    UNIT_CHANGE("unit.change"),
    /** Take in people and change their data and posts. */
    PERSON_CHANGE("person.change"),
    /** See an identity number or phone in full, with a purpose. */
    PERSON_REVEAL("person.reveal"),
    /** Import units and people, and undo it. */
    DIRECTORY_IMPORT("directory.import"),
    /** Take lists of units and people out. */
    DIRECTORY_EXPORT("directory.export"),
    /** Open, close and reset accounts. */
    ACCOUNT_KEEP("account.keep"),
    /** Give and take roles. */
    GRANT_GIVE("grant.give"),
    /** Set the rules of security, end other people's sessions. */
    SECURITY_SET("security.set"),
    /** Read the audit trail. */
    AUDIT_READ("audit.read"),
    /** Take the audit trail out. */
    AUDIT_EXPORT("audit.export");

    private final String word;

    Right(String word) {
        this.word = word;
    }

    /** The word used in JSON, in the database and by the message files: {@code thing.verb}. */
    @JsonValue
    public String word() {
        return word;
    }
}
