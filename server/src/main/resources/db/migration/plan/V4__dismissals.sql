-- Suggestions for a draft that a person did not want. The key names what was suggested and where, so that the same is not
-- suggested again and something else is.
create table plan.dismissal (
    plan_id uuid not null references plan.plan on delete cascade,
    key text not null,
    dismissed_by text not null,
    dismissed_at timestamptz not null,
    primary key (plan_id, key)
);
