-- The trail under row security: whoever acts adds rows, whoever audits a place reads those that stand there. A row's place is
-- its unit's and follows it when units move; so it is no part of what is digested, and all else never changes.

drop trigger audit_is_only_added on access.audit;
create trigger audit_is_only_added
    before truncate on access.audit
    for each statement execute function access.refuse_change();
create trigger audit_changes_place_only
    before update on access.audit
    for each row execute function access.only_place_changes('unit_id', 'place');

do $$
begin
    execute 'create policy read_within_reach on access.audit for select using ' || access.within_reach('place');
    execute 'create policy renew_places on access.audit for update using ' || access.within_reach('place');
    execute 'create policy retire on access.audit for delete using ' || access.within_reach('place');
end $$;
create policy anyone_adds on access.audit for insert with check (true);
alter table access.audit enable row level security;
alter table access.audit force row level security;
insert into access.guarded values ('access.audit', 'unit_id', 'place', null);

-- Takes out the seals up to one and their rows, which must all be older than half a year, and leaves a marker. The owner's
-- function, for nobody else may delete.
create or replace function access.retire_audit(last bigint, into_file text, with_digest text) returns bigint
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    before    text := coalesce(current_setting('shiji.reach', true), '');
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
    perform set_config('shiji.reach', '{(,)}', true);
    perform set_config('shiji.retiring', 'on', true);
    delete from access.audit where id in (select unnest(ids) from access.seal where no <= last);
    get diagnostics taken = row_count;
    delete from access.seal where no <= last;
    perform set_config('shiji.retiring', 'off', true);
    perform set_config('shiji.reach', before, true);
    insert into access.retired (upto, head, rows, file, file_digest) values (last, last_head, taken, into_file, with_digest);
    return taken;
end $$;
