-- Who holds which role where and until when, how an account is opened, and which changes a second person must look at.

-- An account does one sort of work for good: business, or one of the three administrations that never meet in one hand.
-- A password is set by its owner through a one-time link, so a fresh account has none.
alter table access.account
    add column duty      text not null default 'business'
        constraint duty_is_known check (duty in ('business', 'system', 'security', 'audit')),
    add column person_id uuid,
    add column closed_at timestamptz,
    add column tree      text,
    add column capacity  bigint,
    alter column password_hash drop not null,
    add constraint a_person_has_one_account unique (person_id),
    add constraint only_business_is_done_by_a_person_of_the_directory check (person_id is null or duty = 'business'),
    add constraint an_account_is_one_of_its_duty unique (id, duty);

comment on column access.account.tree is 'with capacity: the tree and unit the account acted in last';
comment on column access.account.unit_id is 'where the person belongs; rights come from what is granted alone';

-- The current numbering of every tree; the administrative one stands on the rows of all modules.
alter table access.unit_place
    add column tree text not null default 'admin',
    drop constraint unit_place_pkey,
    add primary key (tree, unit_id);

-- Finds what lies below a unit of a tree.
create index unit_place_by_place on access.unit_place (tree, place);

-- One role held in one unit of one tree, by an account, or by whoever is the person a post was given to.
-- It holds from its first day through its last, unless it was ended before.
create table access.granted (
    id         uuid        primary key,
    account_id uuid,
    person_id  uuid,
    role       text        not null,
    duty       text        not null generated always as (
        case role
            when 'system_admin' then 'system'
            when 'security_admin' then 'security'
            when 'auditor' then 'audit'
            else 'business'
        end) stored,
    tree       text        not null default 'admin',
    unit_id    bigint      not null,
    since      date        not null,
    until      date,
    post       uuid,
    given_by   uuid,
    giver      text        not null,
    given_at   timestamptz not null default now(),
    ended_at   timestamptz,
    ended_by   uuid,
    ender      text,
    constraint role_is_known check (role in (
        'system_admin', 'security_admin', 'auditor', 'party_office', 'leader', 'station_head', 'branch_secretary',
        'village_clerk', 'grid_worker', 'patroller', 'first_secretary', 'village_supervisor', 'villager', 'enterprise')),
    constraint somebody_holds_it check ((account_id is null) <> (person_id is null)),
    constraint a_person_holds_by_post_only check ((person_id is null) = (post is null)),
    constraint a_post_gives_business_only check (post is null or duty = 'business'),
    constraint last_day_is_not_before_first check (until >= since),
    constraint whoever_ends_is_named check ((ended_at is null) = (ender is null)),
    constraint no_account_holds_two_duties foreign key (account_id, duty) references access.account (id, duty)
);

-- What an account holds; nothing twice at one time.
create unique index granted_once on access.granted (account_id, role, tree, unit_id) where ended_at is null;
-- What a person holds by posts.
create index granted_by_person on access.granted (person_id) where ended_at is null;
-- What a post gave.
create index granted_by_post on access.granted (post);
-- Who holds something in a unit.
create index granted_by_unit on access.granted (unit_id) where ended_at is null;

update access.account set duty = 'audit' where role = 'auditor';

insert into access.granted (id, account_id, role, unit_id, since, giver)
select gen_random_uuid(), id,
       role, unit_id, (created_at at time zone 'Asia/Shanghai')::date, name
from access.account;

alter table access.account drop column role;

-- A link by which one person, once, sets name and password of an account. Only a digest of its secret is kept.
create table access.one_time_link (
    digest     bytea       primary key,
    account_id uuid        not null references access.account (id),
    purpose    text        not null constraint purpose_is_known check (purpose in ('first', 'open', 'reset')),
    made_by    uuid,
    maker      text        not null,
    made_at    timestamptz not null default now(),
    expires_at timestamptz not null,
    used_at    timestamptz,
    void       boolean     not null default false
);

-- Voids what was made before for the same account.
create index one_time_link_by_account on access.one_time_link (account_id);

-- A rule of security that was set otherwise than it ships.
create table access.security_rule (
    name       text        primary key,
    value      integer     not null,
    changed_at timestamptz not null default now(),
    changed_by uuid,
    changer    text        not null
);

-- The verbs that take effect only when a second person agrees.
create table access.second_person (
    verb       text        primary key,
    changed_at timestamptz not null default now(),
    changed_by uuid,
    changer    text        not null
);

-- A change that waits for a second person, or waited. Its words are a code of the message files with what fills them.
create table access.pending_change (
    id           uuid        primary key,
    verb         text        not null,
    subject_kind text        not null,
    subject_id   text        not null,
    unit_id      bigint      not null,
    words        jsonb       not null,
    change       jsonb       not null,
    proposed_by  uuid        not null references access.account (id),
    proposer     text        not null,
    proposed_at  timestamptz not null default now(),
    expires_at   timestamptz not null,
    state        text        not null default 'open'
        constraint state_is_known check (state in ('open', 'approved', 'refused', 'withdrawn')),
    decided_by   uuid,
    decider      text,
    decided_at   timestamptz,
    answer       text        not null default '',
    constraint another_person_decides check (state not in ('approved', 'refused') or decided_by <> proposed_by),
    constraint decided_by_somebody check ((state = 'open') = (decided_by is null))
);

-- Lists what waits; shows it where it was made.
create index pending_change_open on access.pending_change (subject_kind, subject_id) where state = 'open';
create index pending_change_by_time on access.pending_change (proposed_at desc, id);
