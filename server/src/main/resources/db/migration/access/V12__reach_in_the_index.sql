-- The condition of row security as the planner can use it: where an index begins with the place, the ends of the reach are
-- looked up in it, and no row is held against them one by one.

-- The ends of the reach, each alone in an array; of null there are no rows.
create function access.reach_first() returns bigint[] language sql stable parallel safe as $$
    select array[case current_setting('shiji.reach', true)
        when '{(,)}' then '-9223372036854775808'::bigint
        when '{}' then null
        when '' then null
        else split_part(ltrim(current_setting('shiji.reach', true), '{['), ',', 1)::bigint end]
$$;

create function access.reach_last() returns bigint[] language sql stable parallel safe as $$
    select array[case current_setting('shiji.reach', true)
        when '{(,)}' then '9223372036854775807'::bigint
        when '{}' then null
        when '' then null
        else rtrim(split_part(current_setting('shiji.reach', true), ',', -1), ']}')::bigint end]
$$;

-- The reach where it is of several runs, else null: one run has a single comma.
create function access.reach_scattered() returns int8multirange language sql stable parallel safe as $$
    select case when split_part(current_setting('shiji.reach', true), ',', 3) <> ''
        then current_setting('shiji.reach', true)::int8multirange end
$$;

-- The condition that a row stands within the reach, of a column that is not null. The query says its scope itself, so the
-- planner must not reckon with a second one. Of "any" of an array it does not know it expects nearly all rows, and of
-- something that is not null too; so it chooses the plan it would have chosen without the policy.
create or replace function access.within_reach(place_column text) returns text language sql immutable
    return format(
        '(%1$s >= any ((select access.reach_first())::bigint[]) and %1$s <= any ((select access.reach_last())::bigint[]) '
            || 'and case when (%1$s <@ (select access.reach_scattered())) is false then null else true end is not null)',
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
