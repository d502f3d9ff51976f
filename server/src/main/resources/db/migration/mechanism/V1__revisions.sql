-- Every accepted content of every pack, for good, and which of them is in service.
create schema if not exists mechanism;

-- One revision: a content of a pack that was checked and found without fault. Records keep the revision they were made
-- by, so it is never changed or removed. The same content coming back is the same revision.
create table mechanism.revision (
    pack      text        not null,
    revision  int         not null constraint revisions_count_from_one check (revision >= 1),
    sha256    text        not null constraint digest_is_sha256 check (sha256 ~ '^[0-9a-f]{64}$'),
    content   text        not null,
    loaded_at timestamptz not null,
    primary key (pack, revision),
    constraint same_content_is_same_revision unique (pack, sha256)
);

-- The revision new records of a pack are made by. A retired pack has no row here.
create table mechanism.in_service (
    pack     text        primary key,
    revision int         not null,
    source   text        not null constraint source_is_known check (source in ('built-in', 'overlay')),
    since    timestamptz not null,
    constraint revision_is_stored foreign key (pack, revision) references mechanism.revision (pack, revision)
);

create function mechanism.refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'rows of %.% are only added, never changed', tg_table_schema, tg_table_name;
end $$;

create trigger revisions_are_only_added
    before update or delete or truncate on mechanism.revision
    for each statement execute function mechanism.refuse_change();
