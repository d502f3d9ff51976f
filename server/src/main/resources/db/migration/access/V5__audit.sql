-- The trail (审计): who did or was refused what, when, from where and in which capacity, with what stood before and after.
-- Rows are only added. They are committed unchained; one sealer chains them within a second (access.seal).

alter table access.audit rename column action to verb;
alter table access.audit
    -- The transaction that wrote the row, by which the sealer finds what was committed since it last looked.
    add column xid           xid8  not null default pg_current_xact_id(),
    add column outcome       text  not null default 'done'
        constraint an_outcome_is_done_or_refused check (outcome in ('done', 'refused')),
    -- Where the thing stands, or who did it where the thing has no unit: whoever audits that place reads the row.
    add column place         bigint,
    -- In which capacity: a unit of a tree.
    add column tree          text,
    add column capacity_unit bigint,
    -- From which address and in which session; absent where the program itself did it.
    add column address       text,
    add column session       text,
    -- What stood before and after, only what differs, personal data masked; absent where nothing changed.
    add column before        jsonb,
    add column after         jsonb,
    -- Nobody is known yet who signs in wrongly.
    alter column account_id drop not null,
    alter column unit_id drop not null,
    alter column at set default clock_timestamp();

comment on column access.audit.account_id is 'absent where nobody was signed in';

-- The sealer: what came after the seal before.
create index audit_by_transaction on access.audit (xid, id);
-- The page of the trail (desk, audit) of one who audits part of the tree, newest first.
create index audit_by_place on access.audit (place, id desc);
-- The page of the trail, one person's rows.
create index audit_by_account on access.audit (account_id, id desc);

-- A seal: the digests of the rows committed since the seal before, chained by that one's head. Docs: docs/run/audit.md.
create table access.seal (
    no        bigint      primary key constraint seals_count_from_one check (no >= 1),
    at        timestamptz not null,
    algorithm text        not null constraint a_digest_is_known check (algorithm in ('SHA-256', 'SM3')),
    -- Head of the seal before; 32 zero bytes before the first.
    previous  bytea       not null constraint seals_do_not_branch unique,
    head      bytea       not null,
    -- Which rows, in their order, and their digests one behind the other.
    ids       bigint[]    not null,
    digests   bytea       not null,
    -- All rows this snapshot sees are sealed.
    upto      pg_snapshot not null,
    constraint a_seal_holds_rows check (cardinality(ids) > 0 and octet_length(digests) = 32 * cardinality(ids))
);

-- What was taken out after its time: all seals up to one, with their rows, into an exported file.
create table access.retired (
    upto        bigint      primary key,
    head        bytea       not null,
    rows        bigint      not null,
    file        text        not null,
    file_digest text        not null,
    at          timestamptz not null default clock_timestamp()
);

-- Rows are never changed. They are taken out by access.retire_audit only, and never before half a year is over.
create or replace function access.refuse_change() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' and tg_level = 'ROW' and current_setting('shiji.retiring', true) = 'on' then
        if old.at < now() - interval '6 months' then
            return old;
        end if;
    end if;
    raise exception 'rows of %.% are only added, never changed', tg_table_schema, tg_table_name
        using errcode = 'restrict_violation';
end $$;

drop trigger audit_is_only_added on access.audit;
create trigger audit_is_only_added
    before update or truncate on access.audit
    for each statement execute function access.refuse_change();
create trigger audit_is_kept
    before delete on access.audit
    for each row execute function access.refuse_change();
create trigger seals_are_only_added
    before update or truncate on access.seal
    for each statement execute function access.refuse_change();
create trigger seals_are_kept
    before delete on access.seal
    for each row execute function access.refuse_change();
create trigger retired_is_only_added
    before update or delete or truncate on access.retired
    for each statement execute function access.refuse_change();

-- Takes out the seals up to one and their rows, which must all be older than half a year, and leaves a marker. The owner's
-- function, for nobody else may delete.
create function access.retire_audit(last bigint, into_file text, with_digest text) returns bigint
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    last_head bytea;
    taken     bigint;
begin
    select head into last_head from access.seal where no = last;
    if last_head is null then
        raise exception 'there is no seal %', last using errcode = 'no_data_found';
    end if;
    if not exists (select from access.seal where no > last) then
        raise exception 'the last seal stays' using errcode = 'restrict_violation';
    end if;
    if exists (select from access.seal where no <= last and at >= now() - interval '6 months') then
        raise exception 'the trail is kept for six months at least' using errcode = 'restrict_violation';
    end if;
    perform set_config('shiji.retiring', 'on', true);
    delete from access.audit where id in (select unnest(ids) from access.seal where no <= last);
    get diagnostics taken = row_count;
    delete from access.seal where no <= last;
    perform set_config('shiji.retiring', 'off', true);
    insert into access.retired (upto, head, rows, file, file_digest) values (last, last_head, taken, into_file, with_digest);
    return taken;
end $$;
revoke execute on function access.retire_audit from public;
grant execute on function access.retire_audit to ${app};

-- The working role adds rows and reads them. When, under which number and in which transaction it added one, it cannot say.
do $$
begin
    if current_user <> trim(both '"' from '${app}') then
        revoke all on access.audit, access.seal, access.retired from ${app};
        grant select on access.audit, access.seal, access.retired to ${app};
        grant insert (account_id, name, unit_id, place, tree, capacity_unit, address, session, verb, outcome,
                      subject_kind, subject_id, words, before, after) on access.audit to ${app};
        grant insert on access.seal to ${app};
    end if;
end $$;
