package cn.shiji.app;

import cn.shiji.access.Access;
import cn.shiji.directory.Directory;
import cn.shiji.directory.NewUnit;
import cn.shiji.directory.Unit;
import cn.shiji.directory.UnitKind;
import cn.shiji.kernel.Role;
import java.security.SecureRandom;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The way into an installation without the demo: at its first start it gets its top unit and one account for that
 * unit's office, with a password made by chance and told once.
 */
@Component
class FirstAccount {

    static final String USERNAME = "admin";

    /** No letters or digits that are taken for one another when read from paper. */
    private static final String SIGNS = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private static final int LENGTH = 16;

    private final Directory directory;
    private final Access access;

    FirstAccount(Directory directory, Access access) {
        this.directory = directory;
        this.access = access;
    }

    /**
     * Opens the first account where nothing was founded yet.
     *
     * @param unit what the top unit is called
     * @return its password, which is kept nowhere; empty where the installation is already in use
     */
    @Transactional
    public Optional<String> openFor(String unit) {
        if (directory.top().isPresent()) {
            return Optional.empty();
        }
        Unit top = directory.found(new NewUnit(unit, UnitKind.COUNTY, null, null));
        String password = new SecureRandom()
                .ints(LENGTH, 0, SIGNS.length())
                .collect(StringBuilder::new, (made, at) -> made.append(SIGNS.charAt(at)), StringBuilder::append)
                .toString();
        access.open(USERNAME, password, "管理员", top.id(), Role.PARTY_OFFICE, false);
        return Optional.of(password);
    }
}
