package cn.shiji.record;

import java.util.List;
import java.util.Locale;

/** A form for a screen, in the reader's language. */
public record RecordFormView(String name, String label, String dayLabel, List<FieldView> fields) {

    /** The form in this language. */
    public static RecordFormView of(RecordForm form, Locale language) {
        return new RecordFormView(
                form.name(),
                form.label().in(language),
                form.dayLabel().in(language),
                form.fields().stream()
                        .map(field -> FieldView.of(field, language))
                        .toList());
    }
}
