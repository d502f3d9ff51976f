package cn.shiji.directory.people;

import org.jspecify.annotations.Nullable;

/**
 * What of the list of people is asked for.
 *
 * @param unit a unit with all below it; null asks for all in reach
 * @param exact only the people of exactly that unit
 * @param words begins or is within a name or title, or begins its pinyin or initials; empty asks for all
 * @param kind who holds a post of this kind today
 * @param state {@code here}, {@code left} or {@code all}
 * @param sort {@code unit}, {@code name} or {@code title}, with {@code -} before it the other way round
 */
public record PeopleQuery(
        @Nullable Long unit,
        boolean exact,
        String words,
        @Nullable String kind,
        String state,
        @Nullable Boolean cadre,
        String sort) {}
