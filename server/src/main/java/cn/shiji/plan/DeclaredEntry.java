package cn.shiji.plan;

import cn.shiji.kernel.UnitId;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a unit declares to have done for a commitment; not recorded anywhere else.
 *
 * @param figures the amounts it names, up to its day
 * @param completes whether it says that the commitment is done
 * @param file the kept file that supports it
 * @param confirmedBy who confirmed it, null where nobody has yet
 */
public record DeclaredEntry(
        UUID id,
        UnitId unit,
        String unitName,
        LocalDate day,
        String sentence,
        List<Amount> figures,
        boolean completes,
        @Nullable UUID file,
        @Nullable String confirmedBy) {

    public DeclaredEntry {
        figures = List.copyOf(figures);
    }

    /**
     * An amount declared for one target.
     *
     * @param figure the target
     * @param label what is counted
     * @param unit the measure
     */
    public record Amount(UUID figure, String label, BigDecimal value, String unit) {}
}
