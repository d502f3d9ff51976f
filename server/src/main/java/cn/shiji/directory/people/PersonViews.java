package cn.shiji.directory.people;

import cn.shiji.directory.UnitRef;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** People as screens show them. */
final class PersonViews {

    private PersonViews() {}

    /** By what power a sensitive field is kept. */
    record FieldBasis(SensitiveField field, String power, String article, boolean voluntary) {}

    /** That a person agreed to a voluntary field. */
    record ConsentView(
            UUID id,
            SensitiveField field,
            LocalDate givenOn,
            String form,
            String notedBy,
            @Nullable LocalDate withdrawnOn,
            @Nullable String withdrawnBy) {}

    /** A post a person holds or held; {@code name} is the kind with the words of the post. */
    record HeldPost(
            UUID holding,
            UUID post,
            String name,
            UnitRef unit,
            @Nullable LocalDate since,
            @Nullable LocalDate lastDay,
            String basis,
            boolean now) {}

    /**
     * A row of the list.
     *
     * @param phone masked
     * @param identity masked
     */
    record PersonLine(
            UUID id,
            String name,
            String title,
            UnitRef unit,
            boolean cadre,
            @Nullable String sex,
            @Nullable String workPhone,
            @Nullable String phone,
            @Nullable String identity,
            List<String> posts,
            @Nullable LocalDate leftOn) {}

    /** A time in a unit; {@code since} is null where nobody knows it. */
    record UnitTime(
            UnitRef unit,
            @Nullable LocalDate since,
            @Nullable LocalDate lastDay,
            String words) {}

    /** A sensitive field: masked value where there is one, and its basis. */
    record SensitiveView(SensitiveField field, @Nullable String masked, FieldBasis basis) {}

    /** A merge that this person was kept in. */
    record MergeView(
            UUID id,
            UUID gone,
            String name,
            Instant at,
            String by,
            @Nullable Instant undoneAt) {}

    /** Another row that may be the same person. */
    record PersonTwin(UUID id, String name, String title, UnitRef unit, boolean sameNumber) {}

    /** The page of a person. */
    record PersonFull(
            UUID id,
            int version,
            String name,
            String title,
            UnitRef unit,
            List<UnitRef> path,
            boolean cadre,
            @Nullable String sex,
            @Nullable String workPhone,
            List<SensitiveView> sensitive,
            List<ConsentView> consents,
            List<HeldPost> posts,
            List<UnitTime> times,
            List<MergeView> merges,
            List<PersonTwin> twins,
            @Nullable LocalDate leftOn,
            @Nullable UUID mergedInto) {}

    /** What was asked to see, until when a screen may show it. */
    record Revealed(Map<String, String> values, @Nullable LocalDate birth, Instant until) {}
}
