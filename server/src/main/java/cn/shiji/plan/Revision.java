package cn.shiji.plan;

import org.jspecify.annotations.Nullable;

/**
 * Open a new version of a published plan.
 *
 * @param reason why the plan is changed, told beside every change
 * @param basis the document that orders the change, e.g. 青政发〔2026〕12号; null where there is none
 */
public record Revision(String reason, @Nullable String basis) {

    /** A revision without a document behind it. */
    public static Revision because(String reason) {
        return new Revision(reason, null);
    }
}
