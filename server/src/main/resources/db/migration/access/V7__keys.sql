-- What the database knows of the keys that seal personal data: numbers and fingerprints, never a key.

-- One key of the folder of keys. A start with a folder that lacks a key which is not retired is refused.
create table access.sealing_key (
    id          integer     primary key constraint key_is_numbered_from_one check (id > 0),
    use         text        not null constraint use_of_key_is_known check (use in ('seal', 'blind')),
    algorithm   text        not null,
    fingerprint text        not null,
    made_at     timestamptz not null,
    retired_at  timestamptz
);

-- One change of keys. The rows that are behind say so themselves; this tells people how far it is.
create table access.key_renewal (
    id          bigint generated always as identity primary key,
    started_at  timestamptz not null,
    started_by  text        not null,
    rows_total  bigint      not null,
    finished_at timestamptz
);

revoke delete, truncate on access.sealing_key from ${app};
