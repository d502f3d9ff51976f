-- The versions of a record carry its unit and place themselves, so that their policy need not look the record up for each.
-- A unit that moves takes them along, which changes their place and nothing else.
drop trigger versions_are_only_added on record.version;
drop policy with_its_parent on record.version;
alter table record.version add column unit_id bigint, add column place bigint;
update record.version v set unit_id = r.unit_id, place = r.place from record.record r where r.id = v.record_id;
alter table record.version alter column unit_id set not null, alter column place set not null;

create trigger versions_are_only_added before delete or truncate on record.version
    for each statement execute function record.refuse_change();
create trigger only_places_of_versions_change before update on record.version
    for each row execute function access.only_place_changes('unit_id', 'place');

select access.guard('record.version');
