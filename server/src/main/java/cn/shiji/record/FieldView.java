package cn.shiji.record;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A field for a form on a screen, in the reader's language. What a type does not have is null.
 *
 * @param type {@code text}, {@code long-text}, {@code integer}, {@code decimal}, {@code date}, {@code choice},
 *     {@code person}, {@code unit}, {@code units}, {@code roll-call}, {@code photos} or {@code files}
 * @param hint one sentence of help
 * @param of whom or which units it asks about
 * @param most how many attachments at most
 */
public record FieldView(
        String name,
        String type,
        String label,
        @Nullable String hint,
        boolean required,
        @Nullable Integer maxLength,
        @Nullable BigDecimal min,
        @Nullable BigDecimal max,
        @Nullable String unit,
        @Nullable Integer decimals,
        @Nullable List<OptionView> options,
        @Nullable String of,
        boolean suggest,
        boolean voluntary,
        @Nullable Integer most) {

    /** An option of a choice. */
    public record OptionView(String value, String label) {}

    static FieldView of(FormField field, Locale language) {
        Parts parts = Parts.of(field.type(), language);
        return new FieldView(
                field.name(),
                field.type().word(),
                field.label().in(language),
                field.help() == null ? null : field.help().in(language),
                field.required(),
                parts.maxLength,
                parts.min,
                parts.max,
                parts.unit,
                parts.decimals,
                parts.options,
                parts.of,
                field.type() instanceof FieldType.Text text && text.suggest(),
                field.type() instanceof FieldType.RollCall call && call.voluntary(),
                parts.most);
    }

    private record Parts(
            @Nullable Integer maxLength,
            @Nullable BigDecimal min,
            @Nullable BigDecimal max,
            @Nullable String unit,
            @Nullable Integer decimals,
            @Nullable List<OptionView> options,
            @Nullable String of,
            @Nullable Integer most) {

        static Parts of(FieldType type, Locale language) {
            return switch (type) {
                case FieldType.Text text -> new Parts(text.longest(), null, null, null, null, null, null, null);
                case FieldType.LongText(int longest) -> new Parts(longest, null, null, null, null, null, null, null);
                case FieldType.Numeric number ->
                    new Parts(null, number.least(), number.most(), number.unit(), number.decimals(), null, null, null);
                case FieldType.Day _ -> new Parts(null, null, null, null, null, null, null, null);
                case FieldType.Choice(List<FieldType.Option> options) ->
                    new Parts(
                            null,
                            null,
                            null,
                            null,
                            null,
                            options.stream()
                                    .map(option -> new OptionView(
                                            option.value(), option.label().in(language)))
                                    .toList(),
                            null,
                            null);
                case FieldType.OnePerson(FieldType.Who of) ->
                    new Parts(null, null, null, null, null, null, of.word(), null);
                case FieldType.OneUnit(FieldType.Where of) ->
                    new Parts(null, null, null, null, null, null, of.word(), null);
                case FieldType.SeveralUnits(FieldType.Where of) ->
                    new Parts(null, null, null, null, null, null, of.word(), null);
                case FieldType.RollCall call ->
                    new Parts(null, null, null, null, null, null, call.of().word(), null);
                case FieldType.Attachments files -> new Parts(null, null, null, null, null, null, null, files.most());
            };
        }
    }
}
