package cn.shiji.record;

import cn.shiji.directory.UnitRef;
import cn.shiji.evidence.FileView;
import cn.shiji.indicator.FigureView;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A record for a screen, in the reader's language.
 *
 * @param values as kept: persons and files by id, units by number
 * @param shown the same in words, by field
 * @param fields the form it was made by
 * @param files the attachments its values name
 * @param state {@code kept} or {@code withdrawn}
 * @param mayCorrect whether the reader may correct or withdraw it
 * @param versions the first one first
 * @param facts what it adds to figures; empty when withdrawn
 * @param moved the figures of its mechanism as they are now, for its unit and the year of its day
 */
public record RecordView(
        UUID id,
        String pack,
        String packName,
        String kind,
        String kindLabel,
        UnitRef unit,
        LocalDate day,
        String dayLabel,
        String title,
        Map<String, Object> values,
        Map<String, String> shown,
        List<FieldView> fields,
        List<FileView> files,
        int version,
        String state,
        String enteredBy,
        Instant enteredAt,
        boolean mayCorrect,
        List<VersionView> versions,
        List<FactView> facts,
        List<FigureView> moved) {

    /**
     * One version.
     *
     * @param reason why it was changed; null for the first
     * @param changes what differs from the version before; empty for the first
     */
    public record VersionView(
            int version,
            Instant at,
            String by,
            String state,
            @Nullable String reason,
            List<ChangeView> changes) {}

    /** A field that differs, before and after in words; empty where nothing was filled in. */
    public record ChangeView(String field, String label, String before, String after) {}

    /**
     * What the record adds to figures.
     *
     * @param kind {@code <pack>.<fact>}
     * @param quantity all facts of this kind together
     * @param units the names of the units that take part
     */
    public record FactView(String kind, BigDecimal quantity, List<String> units) {}
}
