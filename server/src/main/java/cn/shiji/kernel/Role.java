package cn.shiji.kernel;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a person is to the system in a unit. Which rights a role gives is said in {@code access}. */
public enum Role {
    /** 系统管理员: keeps units, people and accounts running. */
    SYSTEM_ADMIN,
    /** 安全管理员: gives roles and sets the rules of security. */
    SECURITY_ADMIN,
    /** 审计员: reads the audit trail and everything it speaks of, and changes nothing. */
    AUDITOR,
    /** 党政办: keeps plan and report of a unit and everything below it. */
    PARTY_OFFICE,
    /** 分管领导: reads all below and confirms what is declared. */
    LEADER,
    /** 站所负责人: records and declares for one department. */
    STATION_HEAD,
    /** 支部书记、村书记: answers for one village or branch. */
    BRANCH_SECRETARY,
    /** 村文书: records the work of one village. */
    VILLAGE_CLERK,
    /** 网格员: records within a grid. */
    GRID_WORKER,
    /** 护林员、河湖长: patrols a stretch or a wood. */
    PATROLLER,
    /** 驻村第一书记: sent to a village, works beside its secretary. */
    FIRST_SECRETARY,
    /** 村务监督委员会: reads all of the village. */
    VILLAGE_SUPERVISOR,
    /** 村民 */
    VILLAGER,
    /** 企业 */
    ENTERPRISE;

    /** The word used in JSON and in the database. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role of a word; an unknown word is our own fault. */
    public static Role of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
