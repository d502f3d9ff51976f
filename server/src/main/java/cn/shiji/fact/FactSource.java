package cn.shiji.fact;

import cn.shiji.kernel.SourceRef;
import cn.shiji.kernel.UnitId;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * One record behind a number.
 *
 * @param source the record, at the version its standing facts came from
 * @param label how it is called
 * @param day the day it happened
 * @param quantity what it adds to the number
 * @param owners the units that own it and their places; who may open the record is told by these
 * @param takingPart the units that took part
 * @param recordedAt when its facts were written
 */
public record FactSource(
        SourceRef source,
        String label,
        LocalDate day,
        BigDecimal quantity,
        List<UnitPart> owners,
        List<UnitId> takingPart,
        Instant recordedAt) {

    public FactSource {
        owners = List.copyOf(owners);
        takingPart = List.copyOf(takingPart);
    }
}
