package cn.shiji.record;

import java.util.List;
import java.util.Locale;

/**
 * A form for a screen, in the reader's language.
 *
 * @param day what its day is called
 * @param title how a record is called in lists, with names of fields in braces
 */
public record RecordFormView(String name, String label, String day, String title, List<FieldView> fields) {

    /** The form in this language. */
    public static RecordFormView of(RecordForm form, Locale language) {
        return new RecordFormView(
                form.name(),
                form.label().in(language),
                form.dayLabel().in(language),
                form.title(),
                form.fields().stream()
                        .map(field -> FieldView.of(field, language))
                        .toList());
    }
}
