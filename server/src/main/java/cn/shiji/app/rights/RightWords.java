package cn.shiji.app.rights;

import cn.shiji.access.Grants;
import cn.shiji.directory.Directory;
import cn.shiji.directory.Unit;
import cn.shiji.directory.UnitKind;
import cn.shiji.directory.UnitRef;
import cn.shiji.kernel.Right;
import cn.shiji.kernel.Role;
import cn.shiji.kernel.UnitId;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Tells roles, rights and who may do what where, in the reader's language. */
@Component
class RightWords {

    /** Reading comes last in a sentence, for it says least. */
    private static final Set<Right> READING =
            EnumSet.of(Right.WORK_READ, Right.FIGURE_READ, Right.PLAN_READ_DRAFT, Right.DIRECTORY_READ);

    private final MessageSource messages;
    private final Directory directory;

    RightWords(MessageSource messages, Directory directory) {
        this.messages = messages;
        this.directory = directory;
    }

    /** A role held in a unit: what a sentence is made of. */
    record Held(
            Role role, String tree, UnitId unit, @Nullable LocalDate until, boolean byPost) {}

    String tell(Locale language, String code, Object... args) {
        return String.valueOf(messages.getMessage(code, args, code, language));
    }

    String role(Locale language, Role role) {
        return tell(language, "access.role." + role.word());
    }

    String right(Locale language, Right right) {
        return tell(language, "access.right." + right.word());
    }

    /** Names of units; one that is not known any more is told by its number. */
    Map<UnitId, UnitRef> units(Collection<UnitId> ids) {
        Map<UnitId, Unit> known = directory.units(new HashSet<>(ids));
        return ids.stream().distinct().collect(Collectors.toMap(id -> id, id -> {
            Unit unit = known.get(id);
            return unit == null ? new UnitRef(id.value(), "#" + id, UnitKind.DEPARTMENT) : unit.ref();
        }));
    }

    /** A sentence for each unit of a tree somebody holds something in. */
    List<String> sentences(Locale language, String name, List<Held> held) {
        Map<UnitId, UnitRef> units = units(held.stream().map(Held::unit).toList());
        List<String> told = new ArrayList<>();
        held.stream()
                .collect(Collectors.groupingBy(
                        one -> Map.entry(one.tree(), one.unit()), LinkedHashMap::new, Collectors.toList()))
                .forEach((place, roles) -> told.add(sentence(
                        language,
                        name,
                        place(
                                language,
                                place.getKey(),
                                Objects.requireNonNull(units.get(place.getValue()))
                                        .name()),
                        roles)));
        return told;
    }

    private String place(Locale language, String tree, String unit) {
        return tree.equals("admin") ? unit : tell(language, "access.sentence.tree", unit, tree(language, tree));
    }

    String tree(Locale language, String tree) {
        return tell(language, "access.tree." + tree);
    }

    private String sentence(Locale language, String name, String place, List<Held> roles) {
        EnumSet<Right> rights = EnumSet.noneOf(Right.class);
        roles.forEach(one -> rights.addAll(Grants.rightsOf(one.role())));
        List<String> does = new ArrayList<>();
        rights.stream().filter(right -> !READING.contains(right)).forEach(right -> does.add(right(language, right)));
        rights.stream().filter(READING::contains).forEach(right -> does.add(right(language, right)));
        String why = roles.stream()
                .map(one -> role(language, one.role()) + tell(language, "access.sentence.comma") + term(language, one))
                .collect(Collectors.joining(tell(language, "access.sentence.semicolon")));
        return tell(
                language,
                "access.sentence",
                name,
                place,
                String.join(tell(language, "access.sentence.and"), does),
                why);
    }

    private String term(Locale language, Held one) {
        if (one.until() != null) {
            return tell(language, "access.sentence.until", day(language, one.until()));
        }
        return tell(language, one.byPost() ? "access.sentence.by-post" : "access.sentence.open");
    }

    private static String day(Locale language, LocalDate day) {
        return DateTimeFormatter.ofPattern(language.getLanguage().equals("zh") ? "yyyy年M月d日" : "d MMM yyyy", language)
                .format(day);
    }
}
