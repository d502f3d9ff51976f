-- What was done, as put down by the forms of the packs, with every version it ever had.
create schema if not exists record;

-- One record as it stands now. The id is made by whoever sends it, so sending again changes nothing: the primary key
-- decides between two that come at once, and the digest tells whether they are the same.
create table record.record (
    id              uuid        primary key,
    pack            text        not null,
    kind            text        not null,
    revision        int         not null,
    unit_id         bigint      not null,
    place           bigint      not null,
    day             date        not null,
    title           text        not null,
    filled          jsonb       not null,
    version         int         not null constraint versions_count_from_one check (version >= 1),
    state           text        not null constraint state_is_known check (state in ('kept', 'withdrawn')),
    digest          text        not null,
    entered_by      uuid        not null,
    entered_by_name text        not null,
    entered_at      timestamptz not null
);

-- The list of one form, newest day first (desk, list of a mechanism); also the dots of its month.
create index record_by_form_and_day on record.record (pack, kind, day desc, id);
-- The list of everything a village put down (desk, "records of this unit"; the caller's scope).
create index record_by_place_and_day on record.record (place, day desc);

-- Every version, the present one among them; never changed.
create table record.version (
    record_id uuid        not null references record.record (id),
    version   int         not null,
    day       date        not null,
    title     text        not null,
    filled    jsonb       not null,
    state     text        not null constraint state_is_known check (state in ('kept', 'withdrawn')),
    reason    text        constraint a_change_has_its_reason check (version = 1 or length(trim(reason)) > 0),
    digest    text        not null,
    by        uuid        not null,
    by_name   text        not null,
    at        timestamptz not null,
    primary key (record_id, version)
);

-- The values of the present version, one row for each thing a list can be searched or sorted by. Plain columns, because
-- an index on them can be used under any policy.
create table record.value (
    record_id uuid   not null references record.record (id),
    pack      text   not null,
    kind      text   not null,
    field     text   not null,
    place     bigint not null,
    text      text,
    num       numeric,
    day       date,
    constraint a_value_says_something check (text is not null or num is not null or day is not null)
);

-- Sorting a list by a field, searching in it, replacing the rows at a correction.
create index value_by_record on record.value (record_id, field);
-- What was filled in before (form, suggestions under a field).
create index value_by_field on record.value (pack, kind, field, place);

create function record.refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'rows of %.% are only added, never changed', tg_table_schema, tg_table_name;
end $$;

create trigger versions_are_only_added
    before update or delete or truncate on record.version
    for each statement execute function record.refuse_change();

create trigger records_are_never_deleted
    before delete or truncate on record.record
    for each statement execute function record.refuse_change();
