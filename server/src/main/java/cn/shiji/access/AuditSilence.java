package cn.shiji.access;

/**
 * Keeps the trail from being written, so that what it costs can be measured. No setting reaches it: only a program that puts
 * a bean of this type into the application has it, which {@code bench audit} alone does; a test holds that.
 */
public interface AuditSilence {

    /** Whether nothing is written now. */
    boolean kept();
}
