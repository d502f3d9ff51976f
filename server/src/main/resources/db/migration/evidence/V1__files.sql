-- Files that show something was done. The content lies in the data folder under its SHA-256; here stands what it is.
create schema if not exists evidence;

create table evidence.file (
    id            uuid        primary key,
    sha256        text        not null constraint digest_is_sha256 check (sha256 ~ '^[0-9a-f]{64}$'),
    name          text        not null constraint file_has_a_name check (length(name) between 1 and 200),
    media_type    text        not null,
    size          bigint      not null constraint file_is_not_empty check (size > 0),
    unit_id       bigint      not null,
    place         bigint      not null,
    kept_by       uuid        not null,
    kept_by_name  text        not null,
    kept_at       timestamptz not null
);
