-- The roles that a merger of units carried over to the successor or ended, so that it can be taken back.
create table access.carried_grant (
    change_id uuid   not null,
    grant_id  uuid   not null references access.granted (id),
    -- The unit it was held in before.
    unit_id   bigint not null,
    ended     boolean not null,
    primary key (change_id, grant_id)
);
