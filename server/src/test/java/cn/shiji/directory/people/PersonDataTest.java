package cn.shiji.directory.people;

import static org.assertj.core.api.Assertions.assertThat;

import cn.shiji.kernel.Problem.Fault;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PersonDataTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);

    /** No province has the number 99, so these belong to nobody. */
    private static final String NOBODY = numbered("99000019800101001");

    @Test
    void theCheckSignIsThatOfTheStandard() {
        // The example printed in GB 11643-1999.
        assertThat(IdentityNumber.check("11010519491231002")).isEqualTo('X');
        assertThat(IdentityNumber.of("11010519491231002X", TODAY)).hasValueSatisfying(number -> {
            assertThat(number.birth()).isEqualTo(LocalDate.of(1949, 12, 31));
            assertThat(number.male()).isFalse();
        });
    }

    @Test
    void everyWrongDigitIsNoticed() {
        for (int at = 0; at < 17; at++) {
            char[] digits = NOBODY.toCharArray();
            digits[at] = digits[at] == '9' ? '8' : (char) (digits[at] + 1);
            assertThat(IdentityNumber.wrong(new String(digits), TODAY)).isNotEmpty();
        }
    }

    @Test
    void aDayThatNeverWasIsNoBirthday() {
        assertThat(IdentityNumber.wrong(numbered("99000020250230001"), TODAY)).hasValue("birth");
        assertThat(IdentityNumber.wrong(numbered("99000020270101001"), TODAY)).hasValue("birth");
        assertThat(IdentityNumber.wrong(numbered("99000018900101001"), TODAY)).hasValue("birth");
        assertThat(IdentityNumber.wrong("990000198001010", TODAY)).hasValue("form");
    }

    @Test
    void numbersAreBroughtIntoOneForm() {
        PersonData data = new PersonData(
                        " 王 芳 ",
                        null,
                        true,
                        "Female",
                        "(0813) 555 1234",
                        "9900 0019800101001x",
                        "+86 154-0000-0001",
                        "")
                .tidied();

        assertThat(data.name()).isEqualTo("王芳");
        assertThat(data.sex()).isEqualTo("female");
        assertThat(data.workPhone()).isEqualTo("08135551234");
        assertThat(data.identity()).isEqualTo("99000019800101001X");
        assertThat(data.phone()).isEqualTo("15400000001");
    }

    @Test
    void allFaultsAreToldAtOnce() {
        List<Fault> faults = new PersonData("", "", false, "male", "12", "123", "999", "nowhere")
                .tidied()
                .faults(TODAY);

        assertThat(faults)
                .extracting(Fault::at)
                .containsExactlyInAnyOrder("name", "workPhone", "identity", "phone", "email");
    }

    @Test
    void sexMustFitTheIdentityNumber() {
        assertThat(of(NOBODY, "female").faults(TODAY))
                .extracting(Fault::code)
                .containsExactly("directory.person-sex-differs");
        assertThat(of(NOBODY, "male").faults(TODAY)).isEmpty();
        assertThat(of(NOBODY, null).knownSex(TODAY)).isEqualTo("male");
    }

    @Test
    void masksKeepTooLittleToUse() {
        assertThat(SensitiveField.IDENTITY.masked("510000198001011234")).isEqualTo("510***********1234");
        assertThat(SensitiveField.PHONE.masked("13800005678")).isEqualTo("138****5678");
        assertThat(SensitiveField.PHONE.masked("5551234")).isEqualTo("****234");
        assertThat(SensitiveField.EMAIL.masked("wang@example.com")).isEqualTo("w***@example.com");
    }

    @Test
    void surnamesSoundAsTheyDo() {
        assertThat(PersonName.pinyin("曾庆红").full()).startsWith("zeng");
        assertThat(PersonName.pinyin("单田芳").initials()).isEqualTo("stf");
        assertThat(PersonName.pinyin("尉迟恭").full()).startsWith("yuchi");
        assertThat(PersonName.pinyin("王婉清").initials()).isEqualTo("wwq");
    }

    static String numbered(String seventeen) {
        return seventeen + IdentityNumber.check(seventeen);
    }

    private static PersonData of(String identity, @Nullable String sex) {
        return new PersonData("王芳", "", true, sex, null, identity, null, null);
    }
}
