-- What was done to a draft, edit by edit: the one line of its history. Taking an edit back, and doing it again, are edits
-- too, so nothing is ever struck from it. `changes` holds each touched row as it was and as it became, only the fields
-- that differ, so that the edit can be turned round.
create table plan.edit (
    plan_id uuid not null,
    version int not null,
    number int not null,
    kind text not null,
    turns int,
    action text not null,
    node_id uuid,
    name text not null,
    fields text[] not null,
    detail text not null,
    account uuid not null,
    made_by text not null,
    made_at timestamptz not null,
    changes jsonb not null,
    primary key (plan_id, version, number),
    foreign key (plan_id, version) references plan.version (plan_id, no) on delete cascade,
    constraint turned_edit_is_of_same_version foreign key (plan_id, version, turns) references plan.edit on delete cascade,
    constraint edit_counts_from_one check (number >= 1),
    constraint edit_kind_is_known check (kind in ('edit', 'undo', 'redo', 'base')),
    constraint edit_turns_an_earlier_one check ((kind in ('undo', 'redo')) = (turns is not null) and turns < number)
);

create function plan.refuse_change_of_edit() returns trigger language plpgsql as $$
begin
    raise exception 'edit % of plan % cannot be changed', old.number, old.plan_id using errcode = 'restrict_violation';
end $$;

create trigger edits_stay before update on plan.edit for each row execute function plan.refuse_change_of_edit();
create trigger published_history_stays before insert or delete on plan.edit
    for each row execute function plan.refuse_change_of_published();

-- The list of plans walks down the trees of all of them at once.
create index node_by_parent on plan.node (plan_id, version, parent);
