package cn.shiji.access.session;

import cn.shiji.kernel.AccountId;
import java.time.Instant;
import java.util.UUID;

/**
 * One time somebody signed in.
 *
 * @param id may be told; it opens nothing
 * @param byProvider whether the site's identity provider vouched for the person
 * @param step what is still asked, {@link Step#DONE} where the person is signed in
 * @param device as a person would call it
 * @param address where the last request came from
 * @param seen the last request, to the minute
 * @param confirmed when the person last showed a password or code
 */
record Session(
        UUID id,
        AccountId account,
        Face face,
        boolean byProvider,
        Step step,
        String device,
        String address,
        Instant began,
        Instant seen,
        Instant confirmed) {

    boolean open() {
        return step == Step.DONE;
    }
}
