package cn.shiji.access.session;

import static org.assertj.core.api.Assertions.assertThat;

import cn.shiji.access.SecurityRule;
import cn.shiji.kernel.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordRulesTest {

    private final PasswordRules rules = new PasswordRules();

    @ParameterizedTest
    @ValueSource(strings = {"Chaling-Jiu7miao", "四月的茶山，开37朵花", "three green boats at noon", "tV9#kd2Lqm"})
    void aPasswordThatIsHardToGuessWillDo(String password) {
        assertThat(faults(password)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "P@ssw0rd123",
                "Admin@2026",
                "Woaini1314",
                "Qwertyuiop1!",
                "Aa123456.",
                "shiji-demo-2026",
                "1qaz@WSX3edc",
                "Dangzhengban1!"
            })
    void aCommonOneWillNotHoweverItIsDisguised(String password) {
        assertThat(faults(password)).contains("access.password.common");
    }

    @Test
    void aPasswordGrowsNotOldByItself() {
        assertThat(SecurityRule.PASSWORD_DAYS.shipped()).isZero();
    }

    @Test
    void everyFaultIsNamedAtOnce() {
        assertThat(faults("wang"))
                .containsExactly("access.password.short", "access.password.kinds", "access.password.common");
        assertThat(faults("x-wangwenshu-82!K")).containsExactly("access.password.named");
        assertThat(faults("王文书的茶山37朵花K")).containsExactly("access.password.named");
        assertThat(faults("x".repeat(129))).containsExactly("access.password.long");
    }

    private List<String> faults(String password) {
        return rules.faults(password, "wangwenshu", "王文书", 10).stream()
                .map(Problem.Fault::code)
                .toList();
    }
}
