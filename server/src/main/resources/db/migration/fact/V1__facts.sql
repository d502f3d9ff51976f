-- Facts: what was done, by which units, on which day, how much. Rows are only added; a correction is a reversal (the same
-- fact with its quantity negated) and a new fact. A fact stands once: the units that take part hang on it in their roles.

create schema if not exists fact;

create table fact.fact (
    -- Rises with writing and is never given ahead (cache 1): a watermark is the largest id under a lock against writers.
    id             bigint generated always as identity (cache 1) primary key,
    kind           text        not null
        constraint a_kind_is_pack_dot_fact check (kind ~ '^[a-z0-9][a-z0-9-]*\.[a-z][a-z0-9_-]*$'),
    day            date        not null,
    quantity       numeric     not null
        constraint a_quantity_is_a_number check (quantity = quantity and quantity not in ('NaN', 'Infinity', '-Infinity')),
    -- Who or what is counted once, where something distinct is counted.
    subject        text,
    dims           jsonb       not null default '{}',
    source_module  text        not null,
    source_kind    text        not null,
    source_id      uuid        not null,
    source_version int         not null constraint versions_start_at_one check (source_version >= 1),
    -- How the source is called in lists; never followed, only shown.
    label          text        not null,
    recorded_at    timestamptz not null,
    reverses       bigint references fact.fact (id)
        constraint a_reversal_comes_later check (reverses < id)
);

-- A fact is reversed once.
create unique index a_fact_is_reversed_once on fact.fact (reverses) where reverses is not null;
-- Figures: a kind within a period.
create index fact_kind_day on fact.fact (kind, day) include (quantity);
-- Corrections and withdrawals: all facts of a source.
create index fact_source on fact.fact (source_id, source_module, source_kind);

-- A unit in its role: by = takes part in it and counts it as its own, at = owns what it came from, answers = answers for it.
create table fact.fact_unit (
    fact_id bigint not null references fact.fact (id),
    role    text   not null constraint a_role_is_known check (role in ('by', 'at', 'answers')),
    unit_id bigint not null,
    place   bigint not null,
    -- In this order so that figures ask "took some unit within these places part?" of the index alone. A unit has one
    -- place, so it stands once in a role. The only index, lest the planner take one by place for tables not yet analysed.
    primary key (fact_id, role, place, unit_id)
);

-- A mark: every fact up to last_fact was committed when it was taken, and none up to it has come since.
create table fact.mark (
    id        bigint generated always as identity primary key,
    last_fact bigint      not null constraint a_mark_is_not_negative check (last_fact >= 0),
    taken_at  timestamptz not null
);

create function fact.refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'facts are only added: % on %.% refused', tg_op, tg_table_schema, tg_table_name
        using errcode = 'restrict_violation';
end $$;

create trigger facts_are_only_added before update or delete or truncate on fact.fact
    for each statement execute function fact.refuse_change();
create trigger units_of_facts_are_only_added before update or delete or truncate on fact.fact_unit
    for each statement execute function fact.refuse_change();
create trigger marks_are_only_added before update or delete or truncate on fact.mark
    for each statement execute function fact.refuse_change();

create function fact.check_reversal() returns trigger language plpgsql as $$
begin
    if not exists (
        select from fact.fact f
        where f.id = new.reverses and f.reverses is null
          and f.kind = new.kind and f.day = new.day and f.quantity = -new.quantity
          and f.subject is not distinct from new.subject and f.dims = new.dims
          and f.source_module = new.source_module and f.source_kind = new.source_kind
          and f.source_id = new.source_id) then
        raise exception 'fact % does not negate fact %', new.id, new.reverses using errcode = 'check_violation';
    end if;
    return new;
end $$;

create trigger a_reversal_negates_what_it_reverses before insert on fact.fact
    for each row when (new.reverses is not null) execute function fact.check_reversal();

-- Marks the state of the facts. A writer holds a row exclusive lock on fact.fact until its commit, and this lock waits for
-- all of them. Numbers are given under the writer's lock, so once this one is held every number up to the largest is
-- committed or will never be. The lock needs more rights than reading and adding, so the owner of the tables takes it.
create function fact.take_mark(at timestamptz) returns fact.mark
    language plpgsql security definer set search_path = fact, pg_temp as $$
declare
    taken fact.mark;
begin
    lock table fact.fact in share row exclusive mode;
    insert into fact.mark (last_fact, taken_at) select coalesce(max(id), 0), at from fact.fact returning * into taken;
    return taken;
end $$;

-- Grants say the same as the triggers: the working role reads and adds; marks are taken by the function alone.
revoke update, delete, truncate on fact.fact, fact.fact_unit from ${app};
revoke insert, update, delete, truncate on fact.mark from ${app};
