-- Records under row security. The values of a record carry its unit, so that their place is renewed when the unit moves.
alter table record.value add column unit_id bigint;
update record.value v set unit_id = r.unit_id from record.record r where r.id = v.record_id;
alter table record.value alter column unit_id set not null;

select access.guard('record.record');
select access.guard('record.value');
select access.guard_child('record.version', 'record.record', 'record_id');
