-- What closing a unit did to its posts: they ended with it, or went on in its successor. Kept so that it can be taken back.

-- A post that ended with the unit, or was set up in the successor to go on there.
create table directory.merged_post (
    change_id uuid not null references directory.change (id),
    post_id   uuid not null references directory.post (id),
    -- When it would have ended; null where it was set up by the change.
    until     date,
    primary key (change_id, post_id)
);

select access.guard_child('directory.merged_post', 'directory.post', 'post_id');

-- A holding that ended with the unit or went over to a post of the successor.
create table directory.merged_holding (
    change_id  uuid not null references directory.change (id),
    holding_id uuid not null references directory.holding (id),
    -- The post it was of.
    post_id    uuid not null references directory.post (id),
    -- When it would have ended; null where it went over as it stood, because it began with the change or later.
    until      date,
    -- The holding of the successor's post that goes on with it; null where none does.
    goes_on    uuid,
    primary key (change_id, holding_id)
);

select access.guard_child('directory.merged_holding', 'directory.post', 'post_id');
