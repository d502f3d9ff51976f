package cn.shiji.record;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Tells whether two things sent are the same, whatever the order of keys and the way numbers are written. */
final class Digest {

    private Digest() {}

    /** SHA-256 of the parts, hexadecimal. */
    static String of(@Nullable Object... parts) {
        StringBuilder text = new StringBuilder();
        for (Object part : parts) {
            write(part, text);
        }
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(text.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void write(@Nullable Object value, StringBuilder text) {
        switch (value) {
            case null -> text.append("~;");
            case Map<?, ?> map -> {
                text.append('{');
                Map<String, Object> sorted = new TreeMap<>();
                map.forEach((key, each) -> {
                    if (each != null) {
                        sorted.put(Objects.toString(key), each);
                    }
                });
                sorted.forEach((key, each) -> {
                    write(key, text);
                    write(each, text);
                });
                text.append('}');
            }
            case Collection<?> list -> {
                text.append('[');
                list.forEach(each -> write(each, text));
                text.append(']');
            }
            case BigDecimal number ->
                text.append('#').append(number.stripTrailingZeros()).append(';');
            case Double number
            when number.isNaN() || number.isInfinite() ->
                text.append('#').append(number).append(';');
            case Number number -> write(new BigDecimal(number.toString()), text);
            default -> {
                String words = value.toString();
                text.append(words.length()).append(':').append(words).append(';');
            }
        }
    }
}
