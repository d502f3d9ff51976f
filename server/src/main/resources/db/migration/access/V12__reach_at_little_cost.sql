-- The condition of row security made cheap: two comparisons for a row, and the runs of a reach are looked at only where
-- there are several.

-- The first and the last place of the reach; null where it reaches nothing. Cut out of the text, for reading all its runs
-- would cost more than many a query.
create function access.reach_first() returns bigint language sql stable parallel safe as $$
    select case current_setting('shiji.reach', true)
        when '{(,)}' then '-9223372036854775808'::bigint
        when '{}' then null
        when '' then null
        else split_part(ltrim(current_setting('shiji.reach', true), '{['), ',', 1)::bigint end
$$;

create function access.reach_last() returns bigint language sql stable parallel safe as $$
    select case current_setting('shiji.reach', true)
        when '{(,)}' then '9223372036854775807'::bigint
        when '{}' then null
        when '' then null
        else rtrim(split_part(current_setting('shiji.reach', true), ',', -1), ']}')::bigint end
$$;

-- The reach where it is of several runs, else null: one run has a single comma.
create function access.reach_scattered() returns int8multirange language sql stable parallel safe as $$
    select case when split_part(current_setting('shiji.reach', true), ',', 3) <> ''
        then current_setting('shiji.reach', true)::int8multirange end
$$;

-- The condition that a row stands within the reach, of a column that is not null. The query says its scope itself, so the
-- planner must not reckon with a second one: of something that is not null it expects nearly all rows, and so it chooses the
-- plan it would have chosen without the policy. In two halves, because the second is asked for a scattered reach only.
create or replace function access.within_reach(place_column text) returns text language sql immutable
    return format(
        '(case when %1$s >= (select access.reach_first()) and %1$s <= (select access.reach_last()) then true end is not null '
            || 'and case when (select access.reaches_one_run()) then true '
            || 'when %1$s <@ (select access.reach_scattered()) then true end is not null)',
        place_column);

do $$
declare
    kept access.guarded;
begin
    for kept in select g.* from access.guarded g join pg_policy p
            on p.polrelid = g.table_name::regclass and p.polname = 'within_reach' loop
        execute format('alter policy within_reach on %s using %s with check %2$s',
            kept.table_name, access.within_reach(quote_ident(kept.place_column)));
    end loop;
end $$;
