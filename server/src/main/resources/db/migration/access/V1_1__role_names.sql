-- Roles are called after what a person is in a unit; there are more of them than the first four.
alter table access.account drop constraint role_is_known;
update access.account set role = case role
    when 'office' then 'party_office'
    when 'clerk' then 'village_clerk'
    else role end;
