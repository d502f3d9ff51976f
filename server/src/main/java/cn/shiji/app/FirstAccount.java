package cn.shiji.app;

import cn.shiji.access.OneTimeLink;
import cn.shiji.access.OneTimeLinks;
import cn.shiji.directory.Directory;
import cn.shiji.directory.NewUnit;
import cn.shiji.directory.Unit;
import cn.shiji.directory.UnitKind;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The way into an installation without the demo: it gets its top unit, and a one-time link for the system administrator
 * is made at every start until one was used. The system administrator opens the accounts of the security administrator
 * and the auditor; nobody is ever given a password.
 */
@Component
class FirstAccount {

    private static final Pattern TOWN = Pattern.compile(".+(镇|乡|街道|街道办|街道办事处)(人民政府)?");
    private static final Pattern ZONE = Pattern.compile(".+(开发区|高新区|经开区|新区)(管理委员会|管委会)?");

    private final Directory directory;
    private final OneTimeLinks links;

    FirstAccount(Directory directory, OneTimeLinks links) {
        this.directory = directory;
        this.links = links;
    }

    /**
     * The link for the system administrator.
     *
     * @param unit what the top unit is called where none was founded yet
     * @return empty where the installation has a system administrator
     */
    @Transactional
    public Optional<OneTimeLink> linkFor(String unit) {
        Unit top = directory.top().orElseGet(() -> directory.found(new NewUnit(unit, kind(unit), null, null)));
        return links.first(top.id(), "系统管理员");
    }

    /** What the top unit is, by the end of its name; units may be of another kind later. */
    private static UnitKind kind(String name) {
        if (TOWN.matcher(name).matches()) {
            return UnitKind.TOWN;
        }
        return ZONE.matcher(name).matches() ? UnitKind.ZONE : UnitKind.COUNTY;
    }
}
