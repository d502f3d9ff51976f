package cn.shiji.app;

import cn.shiji.access.Duty;
import cn.shiji.access.Grants;
import cn.shiji.kernel.Right;
import cn.shiji.kernel.Role;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.context.MessageSource;

/** The page that says which role gives which right, made from what the program asks. */
final class RightsTable {

    private RightsTable() {}

    static String markdown(MessageSource words) {
        StringBuilder page = new StringBuilder("""
                # Roles and rights

                Made by `./shiji generate` from what the program asks. A role is held in a unit of a tree; what it allows holds
                in that unit and below it, or in that unit alone where the right does not say otherwise. One account holds roles
                of one duty only: 系统管理, 安全管理 and 审计 never meet in one hand, nor with business.

                """);
        for (Duty duty : Duty.values()) {
            page.append("## ").append(told(words, "access.duty." + duty.word())).append("\n\n");
            Role[] roles = Arrays.stream(Role.values())
                    .filter(role -> Duty.of(role) == duty)
                    .toArray(Role[]::new);
            page.append("| | ")
                    .append(Arrays.stream(roles)
                            .map(role -> told(words, "access.role." + role.word()))
                            .collect(Collectors.joining(" | ")))
                    .append(" |\n|---|")
                    .append(":-:|".repeat(roles.length))
                    .append("\n");
            for (Right right : Right.values()) {
                if (Arrays.stream(roles).anyMatch(role -> Grants.rightsOf(role).contains(right))) {
                    page.append("| ")
                            .append(told(words, "access.right." + right.word()))
                            .append(" `")
                            .append(right.word())
                            .append("` | ")
                            .append(Arrays.stream(roles)
                                    .map(role -> Grants.rightsOf(role).contains(right) ? "●" : "")
                                    .collect(Collectors.joining(" | ")))
                            .append(" |\n");
                }
            }
            page.append("\n");
        }
        return page.toString().stripTrailing() + "\n";
    }

    private static String told(MessageSource words, String code) {
        return words.getMessage(code, null, Locale.CHINESE);
    }
}
