package cn.shiji.access.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTest {

    private static final byte[] KEY = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

    /** Appendix B of RFC 6238, the rows of SHA-1. */
    @ParameterizedTest
    @CsvSource({
        "59, 94287082",
        "1111111109, 7081804",
        "1111111111, 14050471",
        "1234567890, 89005924",
        "2000000000, 69279037",
        "20000000000, 65353130"
    })
    void theCodesAreThoseOfTheStandard(long second, int code) {
        assertThat(Totp.number(KEY, Totp.step(Instant.ofEpochSecond(second)), 100_000_000))
                .isEqualTo(code);
    }

    /** Section 10 of RFC 4648. */
    @ParameterizedTest
    @CsvSource({"f, MY", "fo, MZXQ", "foo, MZXW6", "foob, MZXW6YQ", "fooba, MZXW6YTB", "foobar, MZXW6YTBOI"})
    void secretsAreToldInBase32(String clear, String told) {
        assertThat(Totp.base32(clear.getBytes(StandardCharsets.US_ASCII))).isEqualTo(told);
    }

    @Test
    void aPhoneThatIsHalfAMinuteOffIsUnderstoodAndOneThatIsTwoMinutesOffIsNot() {
        String secret = Totp.base32(KEY);
        Instant now = Instant.ofEpochSecond(1_234_567_890);
        long step = Totp.step(now);

        assertThat(Totp.code(secret, step)).isEqualTo("005924");
        assertThat(Totp.stepOf(secret, Totp.code(secret, step - 1), now)).hasValue(step - 1);
        assertThat(Totp.stepOf(secret, Totp.code(secret, step + 1), now)).hasValue(step + 1);
        assertThat(Totp.stepOf(secret, Totp.code(secret, step - 4), now)).isEmpty();
        assertThat(Totp.stepOf(secret, "", now)).isEmpty();
    }
}
