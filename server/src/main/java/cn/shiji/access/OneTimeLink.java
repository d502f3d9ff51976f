package cn.shiji.access;

import java.time.Instant;

/**
 * A way into an account that works once.
 *
 * @param secret stands behind {@code /desk/welcome#}, so that it is sent to no server but ours and kept in no log
 * @param until when it ends
 */
public record OneTimeLink(String secret, Instant until) {

    /** Where the link leads, behind the address of the server. */
    public String path() {
        return "/desk/welcome#" + secret;
    }

    @Override
    public String toString() {
        return "OneTimeLink until " + until;
    }
}
