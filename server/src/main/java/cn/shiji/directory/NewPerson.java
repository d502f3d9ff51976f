package cn.shiji.directory;

import cn.shiji.kernel.UnitId;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Take a person into a unit; the id is made by whoever knows the person.
 *
 * @param sex {@code male} or {@code female}
 * @param workPhone a telephone of the office
 * @param identity the identity number in clear; kept sealed
 * @param phone the person's own telephone in clear; kept sealed
 * @param since the first day in the unit, null where nobody knows it
 */
public record NewPerson(
        UUID id,
        String name,
        String title,
        UnitId unit,
        boolean cadre,
        @Nullable String sex,
        @Nullable String workPhone,
        @Nullable String identity,
        @Nullable String phone,
        @Nullable LocalDate since) {

    /** A person of whom no more is known. */
    public NewPerson(UUID id, String name, String title, UnitId unit, boolean cadre) {
        this(id, name, title, unit, cadre, null, null, null, null, null);
    }
}
