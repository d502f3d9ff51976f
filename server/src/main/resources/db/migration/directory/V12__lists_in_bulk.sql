-- The rows of a list are looked at by statements over all of them, or by their number, so indexes beside the key only cost.
drop index directory.import_unit_by_code;
drop index directory.import_unit_by_name;
drop index directory.import_unit_by_parent;
drop index directory.import_person_by_identity;
drop index directory.import_person_by_name;
drop index directory.import_person_by_unit_words;

-- Who sees a list sees its rows: asked once for a statement, not once for a row.
drop policy with_its_parent on directory.import_unit;
drop policy with_its_parent on directory.import_person;
drop policy with_its_parent on directory.import_fault;
drop policy with_its_parent on directory.import_change;

create policy with_its_list on directory.import_unit
    using ((select access.reaches_everything()) or import_id in (select id from directory.import));
create policy with_its_list on directory.import_person
    using ((select access.reaches_everything()) or import_id in (select id from directory.import));
create policy with_its_list on directory.import_fault
    using ((select access.reaches_everything()) or import_id in (select id from directory.import));
create policy with_its_list on directory.import_change
    using ((select access.reaches_everything()) or import_id in (select id from directory.import));

-- The newest key when a value of a waiting list was sealed, so that a change of keys reaches it. What was sealed before
-- this column is taken for the oldest.
alter table directory.import_person add column keyed integer;
alter table directory.import_chunk add column keyed integer not null default 0;

update directory.import_person set keyed = 0 where identity is not null or phone is not null;

create index import_person_behind on directory.import_person (keyed) where keyed is not null;
create index import_chunk_behind on directory.import_chunk (keyed);
-- What people had before an import changed them is kept sealed too, to be put back.
alter table directory.import_change add column keyed integer;
update directory.import_change set keyed = (before ->> 'keyed')::integer where before ->> 'keyed' is not null;
create index import_change_behind on directory.import_change (keyed) where keyed is not null;

-- The policy asks for the list already, and no list is ever deleted.
alter table directory.import_change drop constraint import_change_import_id_fkey;
