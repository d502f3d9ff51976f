package cn.shiji.access;

import cn.shiji.kernel.AccountId;
import org.springframework.stereotype.Service;

/** Who is behind an account. */
@Service
public class Sessions {

    private final Accounts accounts;

    Sessions(Accounts accounts) {
        this.accounts = accounts;
    }

    /** The name the account signs in with. */
    public String username(AccountId account) {
        return accounts.username(account);
    }
}
