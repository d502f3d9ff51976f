package cn.shiji.access.session;

import cn.shiji.kernel.AccountId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an account signs in with.
 *
 * @param hash null while nobody has set a password
 * @param since when the password was set
 * @param passwordSignIn whether the password opens the account at all
 */
record Credential(
        AccountId account,
        String username,
        String name,
        @Nullable String hash,
        Instant since,
        boolean passwordSignIn) {}
