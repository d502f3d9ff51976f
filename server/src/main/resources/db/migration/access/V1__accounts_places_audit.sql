-- Who may sign in, where each unit stands in the tree, and what was changed by whom.
create schema if not exists access;

-- One person's way in. The password is kept as an Argon2id hash only.
create table access.account (
    id            uuid primary key,
    username      text        not null constraint username_is_taken_once unique,
    password_hash text        not null,
    name          text        not null,
    unit_id       bigint      not null,
    role          text        not null constraint role_is_known check (role in ('office', 'leader', 'clerk', 'auditor')),
    demo          boolean     not null default false,
    created_at    timestamptz not null default now(),
    constraint username_is_plain check (username ~ '^[a-z0-9._-]{2,40}$')
);

-- The run of places of each unit, pushed by the directory; all this module knows of the tree.
create table access.unit_place (
    unit_id   bigint primary key,
    place     bigint not null,
    place_end bigint not null,
    constraint places_run_upward check (place <= place_end)
);

-- What was changed: added in the transaction of the change, never altered.
create table access.audit (
    id           bigint generated always as identity primary key,
    at           timestamptz not null default now(),
    account_id   uuid        not null,
    name         text        not null,
    unit_id      bigint      not null,
    action       text        not null,
    subject_kind text        not null,
    subject_id   text        not null,
    words        text        not null
);

-- Opens the trail of one thing, newest first.
create index audit_by_subject on access.audit (subject_kind, subject_id, id desc);

create function access.refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'rows of %.% are only added, never changed', tg_table_schema, tg_table_name;
end $$;

create trigger audit_is_only_added
    before update or delete or truncate on access.audit
    for each statement execute function access.refuse_change();
