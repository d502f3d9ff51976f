package cn.shiji.directory.people;

import cn.shiji.kernel.Problem.Fault;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is written down of a person, sensitive things in clear.
 *
 * <p>When a person is changed, a sensitive value of null stays as it is, and an empty one is removed: the page that changes a
 * name has not seen the numbers.
 *
 * @param title what the person is called there, e.g. 村文书; may be empty
 * @param cadre whether the rules for cadres hold for this person
 * @param sex {@code male} or {@code female}; told by the identity number where there is one
 * @param workPhone a telephone of the office, which is no secret
 */
public record PersonData(
        String name,
        @Nullable String title,
        boolean cadre,
        @Nullable String sex,
        @Nullable String workPhone,
        @Nullable String identity,
        @Nullable String phone,
        @Nullable String email) {

    private static final int LONGEST_NAME = 40;
    private static final int LONGEST_TITLE = 60;
    private static final int LONGEST_EMAIL = 100;
    private static final Pattern NAME = Pattern.compile("\\p{L}[\\p{L}\\p{M}·.'’\\- ]*");
    private static final Pattern WIDENED = Pattern.compile("[\\u4E00-\\u9FFF]([ \\u3000][\\u4E00-\\u9FFF]){1,3}");
    private static final Pattern MOBILE = Pattern.compile("1[3-9]\\d{9}");
    private static final Pattern FIXED = Pattern.compile("(0\\d{2,3})?[2-9]\\d{6,7}(转\\d{1,5})?");
    private static final Pattern COUNTRY = Pattern.compile("^(\\+|00)?86(?=1\\d{10}$)");
    private static final Pattern EMAIL = Pattern.compile("[^\\s@]+@[^\\s@]+\\.[^\\s@.]+");

    /** The same in its one written form: blanks, hyphens and country codes taken away, so that equal values are equal. */
    PersonData tidied() {
        String plain = name.strip();
        return new PersonData(
                WIDENED.matcher(plain).matches() ? plain.replaceAll("[ \\u3000]", "") : plain,
                title == null ? "" : title.strip(),
                cadre,
                sex == null || sex.isBlank() ? null : sex.strip().toLowerCase(Locale.ROOT),
                blankToNull(workPhone == null ? null : dialled(workPhone)),
                identity == null ? null : identityNumber(identity),
                phone == null ? null : dialled(phone),
                email == null ? null : email.strip());
    }

    /** An identity number as it is kept. */
    public static String identityNumber(String written) {
        return written.replaceAll("[\\s\\u3000'-]", "").toUpperCase(Locale.ROOT);
    }

    /** A telephone number as it is kept: digits alone, without the country's code. */
    public static String dialled(String written) {
        String close = written.replaceAll("[\\s\\u3000()（）—–-]", "");
        return COUNTRY.matcher(close).replaceFirst("");
    }

    /** Everything that is wrong with it. */
    List<Fault> faults(LocalDate today) {
        List<Fault> faults = new ArrayList<>();
        if (name.isEmpty()) {
            faults.add(Fault.of("name", "directory.person-name-missing"));
        } else if (name.length() > LONGEST_NAME) {
            faults.add(Fault.of("name", "directory.person-name-long", LONGEST_NAME));
        } else if (!NAME.matcher(name).matches()) {
            faults.add(Fault.of("name", "directory.person-name-odd", name));
        }
        if (title != null && title.length() > LONGEST_TITLE) {
            faults.add(Fault.of("title", "directory.person-title-long", LONGEST_TITLE));
        }
        if (sex != null && !sex.equals("male") && !sex.equals("female")) {
            faults.add(Fault.of("sex", "directory.person-sex", sex));
        }
        if (identity != null && !identity.isEmpty()) {
            Optional<String> wrong = IdentityNumber.wrong(identity, today);
            wrong.ifPresent(what -> faults.add(fault(what)));
            Optional<IdentityNumber> known = IdentityNumber.of(identity, today);
            if (sex != null && known.isPresent() && known.get().male() != sex.equals("male")) {
                faults.add(Fault.of("sex", "directory.person-sex-differs"));
            }
        }
        if (phone != null && !phone.isEmpty() && !isPhone(phone)) {
            faults.add(Fault.of("phone", "directory.person-phone", phone.length()));
        }
        if (workPhone != null && !isPhone(workPhone)) {
            faults.add(Fault.of("workPhone", "directory.person-phone", workPhone.length()));
        }
        if (email != null
                && !email.isEmpty()
                && (email.length() > LONGEST_EMAIL || !EMAIL.matcher(email).matches())) {
            faults.add(Fault.of("email", "directory.person-email"));
        }
        return faults;
    }

    private static Fault fault(String what) {
        return switch (what) {
            case "form" -> Fault.of("identity", "directory.person-identity-form");
            case "birth" -> Fault.of("identity", "directory.person-identity-birth");
            default -> Fault.of("identity", "directory.person-identity-check");
        };
    }

    /** {@code male} or {@code female}, by the identity number where there is one. */
    @Nullable
    String knownSex(LocalDate today) {
        if (identity == null) {
            return sex;
        }
        return IdentityNumber.of(identity, today)
                .map(number -> number.male() ? "male" : "female")
                .orElse(sex);
    }

    /** The value of a sensitive field. */
    @Nullable
    String sensitive(SensitiveField field) {
        return switch (field) {
            case IDENTITY -> identity;
            case PHONE -> phone;
            case EMAIL -> email;
        };
    }

    private static boolean isPhone(String number) {
        return MOBILE.matcher(number).matches() || FIXED.matcher(number).matches();
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
