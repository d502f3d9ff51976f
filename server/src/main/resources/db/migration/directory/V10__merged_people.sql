-- The people who went over to a successor when units were merged, with where they belonged before, so that it can be taken
-- back.
create table directory.merged_person (
    change_id uuid   not null references directory.change (id),
    person_id uuid   not null references directory.person (id),
    unit_id   bigint not null references directory.unit (id),
    belonging jsonb  not null,
    primary key (change_id, person_id)
);

select access.guard_child('directory.merged_person', 'directory.person', 'person_id');
