-- Row security: a transaction sees and writes only rows whose unit lies within its reach. The reach stands in the setting
-- shiji.reach, as runs of places of the administrative tree ('{[5,9],[20,31]}'), written by the server into each
-- transaction; where it is not written there are no rows. '{(,)}' reaches everything.

-- Policies ask these in sub-selects of their own, so that they are answered once a statement and not once a row.
create function access.reach() returns int8multirange language sql stable parallel safe
    return nullif(current_setting('shiji.reach', true), '')::int8multirange;

create function access.reach_from() returns bigint language sql stable parallel safe
    return lower(nullif(current_setting('shiji.reach', true), '')::int8multirange);

create function access.reach_to() returns bigint language sql stable parallel safe
    return upper(nullif(current_setting('shiji.reach', true), '')::int8multirange) - 1;

create function access.reaches_everything() returns boolean language sql stable parallel safe
    return coalesce(current_setting('shiji.reach', true), '') = '{(,)}';

-- Whether the reach is one run, so that its two ends say it all.
create function access.reaches_one_run() returns boolean language sql stable parallel safe
    return position(',[' in coalesce(current_setting('shiji.reach', true), '')) = 0;

-- The tables under guard whose rows carry a unit and its place, so that a move of units can renew the places.
create table access.guarded (
    table_name   text primary key,
    unit_column  text not null,
    place_column text not null,
    -- The last place of the unit, where rows carry it too: such rows are seen by the units below as well.
    end_column   text
);

-- The condition that a row stands within the reach; only a reach of several runs is looked at more closely. The query says
-- its scope itself, so the planner must not reckon with a second one: of something that is not null it expects nearly all
-- rows, and so it chooses the plan it would have chosen without the policy. Conditions and indexes of the query are not held
-- back, as long as their operators are leakproof.
create function access.within_reach(place_column text) returns text language sql immutable
    return format(
        '(nullif((select access.reaches_everything()) '
            || 'or %1$s between (select access.reach_from()) and (select access.reach_to()) '
            || 'and ((select access.reaches_one_run()) or %1$s <@ (select access.reach())), false) is not null)', place_column);

-- The condition that a row's unit lies above the reach or within it.
create function access.covers_reach(place_column text, end_column text) returns text language sql immutable
    return format(
        '(nullif((select access.reaches_everything()) '
            || 'or %1$s <= (select access.reach_to()) and %2$s >= (select access.reach_from()) '
            || 'and ((select access.reaches_one_run()) or int8range(%1$s, %2$s, ''[]'') && (select access.reach())), '
            || 'false) is not null)',
        place_column, end_column);

-- Puts a table with a unit under guard; called by the migration of its module.
create function access.guard(
    target regclass, unit_column text default 'unit_id', place_column text default 'place', end_column text default null)
    returns void language plpgsql as $$
begin
    execute format('alter table %s enable row level security', target);
    execute format('alter table %s force row level security', target);
    execute format('create policy within_reach on %s using %s with check %2$s', target,
        access.within_reach(quote_ident(place_column)));
    if end_column is not null then
        execute format('create policy seen_from_below on %s for select using %s', target,
            access.covers_reach(quote_ident(place_column), quote_ident(end_column)));
    end if;
    insert into access.guarded values (target::text, unit_column, place_column, end_column);
end $$;

-- Puts a table whose rows belong to those of another under guard: seen with the row they belong to, written where that row
-- may be written.
create function access.guard_child(target regclass, parent regclass, link text, parent_key text default 'id')
    returns void language plpgsql as $$
declare
    of_parent access.guarded;
    belongs text := format('select from %s parent where parent.%I = %s.%I', parent, parent_key, target, link);
begin
    select * into of_parent from access.guarded where table_name = parent::text;
    execute format('alter table %s enable row level security', target);
    execute format('alter table %s force row level security', target);
    if of_parent.end_column is null then
        execute format('create policy with_its_parent on %s '
            || 'using (nullif((select access.reaches_everything()) or exists (%s), false) is not null) '
            || 'with check ((select access.reaches_everything()) or exists (%2$s))', target, belongs);
    else
        execute format('create policy with_its_parent on %s '
            || 'using ((select access.reaches_everything()) or exists (%s and %s)) '
            || 'with check ((select access.reaches_everything()) or exists (%2$s and %3$s))',
            target, belongs, access.within_reach('parent.' || quote_ident(of_parent.place_column)));
        execute format('create policy seen_from_below on %s for select '
            || 'using (nullif((select access.reaches_everything()) or exists (%s), false) is not null)', target, belongs);
    end if;
end $$;

-- For rows that are only added: a row trigger that lets pass nothing but a new place, and that only where it is the very
-- place the row's unit has now. Its arguments are the columns of unit, place and last place (the last may be left out).
create function access.only_place_changes() returns trigger language plpgsql as $$
declare
    was jsonb := to_jsonb(old);
    is_now jsonb := to_jsonb(new);
    places text[] := array[tg_argv[1]] || case when tg_nargs > 2 then array[tg_argv[2]] else '{}' end;
begin
    if was - places = is_now - places
            and exists (select from access.unit_place p
                        where p.tree = 'admin' and p.unit_id = (is_now ->> tg_argv[0])::bigint
                          and p.place = (is_now ->> tg_argv[1])::bigint
                          and (tg_nargs < 3 or p.place_end = (is_now ->> tg_argv[2])::bigint)) then
        return new;
    end if;
    raise exception 'rows of %.% are only added, never changed', tg_table_schema, tg_table_name
        using errcode = 'restrict_violation';
end $$;

-- The moves whose rows may still be written with an old place, by transactions that began before the move was done.
create table access.renewal (
    id      bigint generated always as identity primary key,
    units   bigint[]    not null,
    -- When the move was first seen done; null before.
    seen_at timestamptz
);

-- Gives the rows of the units the places the units have now. The tables' owner does it, for rows that are only added too.
create function access.write_places(units bigint[]) returns bigint
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    before text := coalesce(current_setting('shiji.reach', true), '');
    kept access.guarded;
    written bigint;
    total bigint := 0;
begin
    perform set_config('shiji.reach', '{(,)}', true);
    for kept in select * from access.guarded order by table_name loop
        if kept.end_column is null then
            execute format('update %s t set %I = p.place from access.unit_place p '
                    || 'where p.tree = ''admin'' and p.unit_id = t.%I and t.%3$I = any ($1) and t.%2$I <> p.place',
                kept.table_name, kept.place_column, kept.unit_column) using units;
        else
            execute format('update %s t set %I = p.place, %I = p.place_end from access.unit_place p '
                    || 'where p.tree = ''admin'' and p.unit_id = t.%I and t.%4$I = any ($1) '
                    || 'and (t.%2$I, t.%3$I) <> (p.place, p.place_end)',
                kept.table_name, kept.place_column, kept.end_column, kept.unit_column) using units;
        end if;
        get diagnostics written = row_count;
        total := total + written;
    end loop;
    perform set_config('shiji.reach', before, true);
    return total;
end $$;

-- Called in the transaction that moves units, after their new places were pushed. A sweep afterwards catches what others
-- wrote meanwhile. Tells how many rows were written.
create function access.renew_places(units bigint[]) returns bigint language plpgsql as $$
begin
    insert into access.renewal (units) values (renew_places.units);
    return access.write_places(renew_places.units);
end $$;

revoke execute on function
    access.guard(regclass, text, text, text), access.guard_child(regclass, regclass, text, text) from public;
revoke insert, update, delete, truncate on access.guarded from ${app};
