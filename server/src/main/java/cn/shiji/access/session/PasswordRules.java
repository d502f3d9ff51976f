package cn.shiji.access.session;

import cn.shiji.kernel.Problem;
import com.nulabinc.zxcvbn.Zxcvbn;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Says of a password all that is wrong with it.
 *
 * <p>What is easily guessed is found by zxcvbn, which knows the common passwords, words, keyboard runs and how people
 * disguise them, and by a list of our own of what is common here.
 */
@Component
class PasswordRules {

    static final int LONGEST = 128;

    /** From here on length alone makes it hard to guess. */
    private static final int LONG_ENOUGH = 16;

    private static final int KINDS = 3;
    private static final int SAFE = 3;
    /** What comes after is not looked at, for the look takes longer with every sign. */
    private static final int LOOKED_AT = 64;

    private static final int SHORTEST_NAME = 3;
    private static final List<Predicate<Integer>> SIGNS = List.of(
            Character::isLowerCase,
            Character::isUpperCase,
            Character::isDigit,
            Character::isIdeographic,
            sign -> !Character.isLetterOrDigit(sign));

    private final Zxcvbn guesser = new Zxcvbn();
    private final Set<String> common = common();

    /**
     * All faults of a password, none where it will do.
     *
     * @param username may not be part of it, nor may {@code name}
     * @param shortest signs it has at least
     */
    List<Problem.Fault> faults(String password, String username, String name, int shortest) {
        List<Problem.Fault> faults = new ArrayList<>();
        int length = password.codePointCount(0, password.length());
        if (length < shortest) {
            faults.add(fault("short", shortest));
        }
        if (length > LONGEST) {
            faults.add(fault("long", LONGEST));
            return faults;
        }
        if (length < LONG_ENOUGH && kinds(password) < KINDS) {
            faults.add(fault("kinds", KINDS, LONG_ENOUGH));
        }
        String plain = password.toLowerCase(Locale.ROOT);
        boolean named = holds(plain, username) || holds(plain, name);
        if (named) {
            faults.add(fault("named"));
        } else if (isCommon(plain)
                || guesser.measure(plain.substring(0, Math.min(plain.length(), LOOKED_AT)), List.of(username, name))
                                .getScore()
                        < SAFE) {
            faults.add(fault("common"));
        }
        return faults;
    }

    /** Whether it stands on the list, with or without digits and signs put before or behind. */
    private boolean isCommon(String plain) {
        return common.contains(plain)
                || common.contains(plain.replaceAll("[^\\p{L}]", ""))
                        && plain.replaceAll("[^\\p{L}]", "").length() * 2 > plain.length();
    }

    private static boolean holds(String plain, String name) {
        return name.length() >= (name.chars().allMatch(sign -> sign < 128) ? SHORTEST_NAME : 2)
                && plain.contains(name.toLowerCase(Locale.ROOT));
    }

    private static long kinds(String password) {
        return SIGNS.stream()
                .filter(kind -> password.codePoints().boxed().anyMatch(kind))
                .count();
    }

    private static Problem.Fault fault(String what, Object... args) {
        return Problem.Fault.of("password", "access.password." + what, args);
    }

    private static Set<String> common() {
        try (InputStream list = PasswordRules.class.getResourceAsStream("/access/common-passwords.txt")) {
            if (list == null) {
                throw new IllegalStateException("The list of common passwords is missing");
            }
            return new BufferedReader(new InputStreamReader(list, StandardCharsets.UTF_8))
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
