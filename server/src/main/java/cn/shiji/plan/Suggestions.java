package cn.shiji.plan;

import cn.shiji.directory.Directory;
import cn.shiji.directory.Unit;
import cn.shiji.kernel.Caller;
import cn.shiji.plan.Suggestion.Said;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What {@link Suggesting} needs to know, the suggestions that were dismissed, and the words of all. */
@Component("planSuggestions")
class Suggestions {

    private final JdbcClient jdbc;
    private final Versions versions;
    private final Directory directory;
    private final Recorded recorded;
    private final MessageSource messages;
    private final Clock clock;

    Suggestions(
            JdbcClient jdbc,
            Versions versions,
            Directory directory,
            Recorded recorded,
            MessageSource messages,
            Clock clock) {
        this.jdbc = jdbc;
        this.versions = versions;
        this.directory = directory;
        this.recorded = recorded;
        this.messages = messages;
        this.clock = clock;
    }

    /** What may be suggested for a draft, in the reader's language where indicators are named. */
    Suggesting of(Caller caller, PlanTree tree, Locale language) {
        PlanHead head = tree.head();
        Unit unit = directory.unit(head.unit());
        PlanTree before = versions.published(caller, head.unit(), head.year() - 1)
                .map(versions::tree)
                .orElse(null);
        return new Suggesting(
                tree,
                directory.within(head.places()),
                directory.peopleOf(unit),
                recorded.all(language),
                before,
                dismissed(head.id()));
    }

    private Set<String> dismissed(UUID plan) {
        return new HashSet<>(jdbc.sql("select key from plan.dismissal where plan_id = :plan")
                .param("plan", plan)
                .query(String.class)
                .list());
    }

    void dismiss(UUID plan, Collection<String> keys, String by) {
        for (String key : keys) {
            jdbc.sql("""
                            insert into plan.dismissal (plan_id, key, dismissed_by, dismissed_at)
                            values (:plan, :key, :by, :at) on conflict do nothing
                            """)
                    .param("plan", plan)
                    .param("key", key)
                    .param("by", by)
                    .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                    .update();
        }
    }

    void recall(UUID plan, Collection<String> keys) {
        jdbc.sql("delete from plan.dismissal where plan_id = :plan and key = any(:keys)")
                .param("plan", plan)
                .param("keys", keys.toArray(String[]::new))
                .update();
    }

    /** A suggestion in the reader's words. */
    SuggestionView view(Suggestion suggestion, Locale language) {
        return new SuggestionView(
                suggestion.key(),
                suggestion.kind().word(),
                suggestion.sure().word(),
                told(suggestion.words(), language),
                suggestion.reasons().stream().map(said -> told(said, language)).toList(),
                suggestion.options().stream()
                        .map(option -> new SuggestionView.Choice(option.value(), told(option.words(), language)))
                        .toList());
    }

    String told(Said said, Locale language) {
        Object[] args = said.args().stream()
                .map(arg -> switch (arg) {
                    case Said inner -> told(inner, language);
                    case LocalDate day ->
                        messages.getMessage(
                                "plan.suggest.day",
                                new Object[] {
                                    Integer.toString(day.getYear()),
                                    Integer.toString(day.getMonthValue()),
                                    Integer.toString(day.getDayOfMonth())
                                },
                                language);
                    default -> arg;
                })
                .toArray();
        return Objects.requireNonNullElse(messages.getMessage(said.code(), args, said.code(), language), said.code());
    }
}
