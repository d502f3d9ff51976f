package cn.shiji.record;

import cn.shiji.directory.Directory;
import cn.shiji.directory.Unit;
import cn.shiji.fact.FactRole;
import cn.shiji.fact.NewFact;
import cn.shiji.fact.UnitPart;
import cn.shiji.kernel.SourceRef;
import cn.shiji.kernel.UnitId;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Which facts follow from the values of a record. */
@Component
class RecordFacts {

    private final Directory directory;

    RecordFacts(Directory directory) {
        this.directory = directory;
    }

    /** The facts of a record, in the order of the form. The unit of the record owns it and takes part in each of them. */
    List<NewFact> of(
            RecordForm form,
            String pack,
            Unit unit,
            LocalDate day,
            Map<String, Object> values,
            SourceRef source,
            String title) {
        List<NewFact> facts = new ArrayList<>();
        for (FactRule rule : form.facts()) {
            BigDecimal quantity = quantity(rule.amount(), values);
            if (quantity == null) {
                continue;
            }
            List<UnitPart> units = units(rule, unit, values);
            for (Entry entry : entries(rule, values)) {
                facts.add(new NewFact(
                        pack + "." + rule.name(),
                        day,
                        quantity,
                        subject(rule, entry, values),
                        Map.of(),
                        source,
                        title,
                        units));
            }
        }
        return facts;
    }

    /** One entry of a list; the single one of a rule without a list has no subject of its own. */
    private record Entry(@Nullable String subject) {}

    private static @Nullable BigDecimal quantity(FactRule.Amount amount, Map<String, Object> values) {
        return switch (amount) {
            case FactRule.Amount.Fixed(BigDecimal quantity) -> quantity;
            case FactRule.Amount.Filled(String field) -> {
                Object value = values.get(field);
                BigDecimal filled =
                        value instanceof Number number ? new BigDecimal(number.toString()) : BigDecimal.ZERO;
                // Nothing done is no fact: a list behind a figure shows only what adds to it.
                yield filled.signum() == 0 ? null : filled;
            }
        };
    }

    private static List<Entry> entries(FactRule rule, Map<String, Object> values) {
        if (rule.each() == null) {
            return List.of(new Entry(null));
        }
        if (!(values.get(rule.each()) instanceof Collection<?> list)) {
            return List.of();
        }
        List<Entry> entries = new ArrayList<>();
        for (Object each : list) {
            RollEntry roll = RollEntry.of(each).orElse(null);
            if (roll == null) {
                entries.add(new Entry(String.valueOf(each)));
            } else if (rule.where() == null || rule.where() == roll.status()) {
                entries.add(new Entry(roll.person().toString()));
            }
        }
        return entries;
    }

    private static @Nullable String subject(FactRule rule, Entry entry, Map<String, Object> values) {
        return switch (rule.subject()) {
            case null -> null;
            case FactRule.Subject.OfEntry _ -> entry.subject;
            case FactRule.Subject.OfField(String field) -> {
                Object value = values.get(field);
                yield value == null ? null : String.valueOf(value);
            }
        };
    }

    private List<UnitPart> units(FactRule rule, Unit unit, Map<String, Object> values) {
        Set<UnitId> others = new LinkedHashSet<>();
        for (String field : rule.units()) {
            switch (values.get(field)) {
                case Number id -> others.add(new UnitId(id.longValue()));
                case Collection<?> ids ->
                    ids.forEach(each -> {
                        if (each instanceof Number id) {
                            others.add(new UnitId(id.longValue()));
                        }
                    });
                case null, default -> {
                    // An empty field brings nobody along.
                }
            }
        }
        others.remove(unit.id());
        List<UnitPart> parts = new ArrayList<>();
        parts.add(new UnitPart(FactRole.AT, unit.id(), unit.place()));
        parts.add(new UnitPart(FactRole.BY, unit.id(), unit.place()));
        directory
                .units(others)
                .values()
                .forEach(other -> parts.add(new UnitPart(FactRole.BY, other.id(), other.place())));
        return parts;
    }
}
