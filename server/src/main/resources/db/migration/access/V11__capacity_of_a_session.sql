-- In what a session acts. Each has its own, so that two browsers of one person do not change each other; a new one begins in
-- what the account acted in last.
alter table access.session
    add column tree     text,
    add column capacity bigint,
    add constraint a_capacity_is_a_unit_of_a_tree check ((tree is null) = (capacity is null));

update access.session s set tree = a.tree, capacity = a.capacity
from access.account a where a.id = s.account_id and a.tree is not null and a.capacity is not null;

comment on column access.account.tree is 'with capacity: the tree and unit acted in last in any session, in which the next begins';
