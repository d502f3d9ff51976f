-- Units as they were and as they are: versions, standings in several trees, codes, and what was changed by whom.

-- One tree over the units. The administrative one places every unit; the others place those that were put into them.
create table directory.tree (
    id       text primary key constraint tree_id_is_plain check (id ~ '^[a-z][a-z0-9-]{1,29}$'),
    -- Null for a tree we ship: its name is in the message files.
    name     text constraint tree_has_a_name check (length(trim(name)) between 1 and 40),
    position integer not null
);

insert into directory.tree (id, position) values ('admin', 1), ('party', 2), ('river', 3), ('sanitation', 4);

-- The unit row says how things are today; its day of founding is 1949-10-01 where nobody knows it.
alter table directory.unit
    drop constraint kind_is_known,
    drop constraint siblings_have_different_names,
    drop constraint one_place_one_unit,
    drop constraint code_is_given_once,
    add constraint kind_is_known check (kind in ('province', 'city', 'county', 'town', 'zone', 'village', 'group', 'grid',
        'park', 'department', 'enterprise', 'party_committee', 'party_branch', 'party_group', 'river', 'river_stretch',
        'sanitation_area')),
    -- Checked after a statement, for one statement renumbers a subtree.
    add constraint one_place_one_unit unique (place) deferrable initially immediate,
    add column pinyin    text collate "C" not null default '',
    add column initials  text collate "C" not null default '',
    add column since     date not null default '1949-10-01',
    add column closed_on date,
    add constraint closed_after_it_began check (closed_on >= since);

-- Open siblings of one kind have different names; closed ones may share theirs with a successor.
create unique index open_siblings_have_different_names
    on directory.unit (parent, kind, name) nulls not distinct where closed_on is null;

-- A closed unit leaves its code to its successor.
create unique index open_units_have_different_codes on directory.unit (code) where closed_on is null;

-- The screen of the tree opens one unit's children, and a check looks for them.
create index unit_by_parent on directory.unit (parent, place);
-- The search box: the beginning of a name, of its pinyin, of the initials, of a code.
create index unit_by_name on directory.unit (name collate "C");
create index unit_by_pinyin on directory.unit (pinyin);
create index unit_by_initials on directory.unit (initials);
create index unit_by_code on directory.unit (code collate "C");

-- Numbers the units that the state gives no code; the code itself carries the kind and two check digits.
create sequence directory.own_code;

-- What a unit was called, its kind, its code and whether it stood open, from a day until before another.
create table directory.version (
    unit_id  bigint not null references directory.unit (id),
    since    date   not null,
    until    date   not null default 'infinity',
    name     text   not null,
    kind     text   not null,
    code     text,
    open     boolean not null,
    pinyin   text collate "C" not null,
    initials text collate "C" not null,
    primary key (unit_id, since),
    constraint version_lasts_a_day check (since < until)
);

-- The search box finds former names and codes too; what holds today is found by the unit itself.
create index version_by_former_name on directory.version (name collate "C") where until < 'infinity';
create index version_by_former_pinyin on directory.version (pinyin) where until < 'infinity';
create index version_by_former_initials on directory.version (initials) where until < 'infinity';
create index version_by_former_code on directory.version (code collate "C") where until < 'infinity';

-- Where a unit stood in a tree, from a day until before another. No parent: a root.
create table directory.standing (
    tree    text   not null references directory.tree (id),
    unit_id bigint not null references directory.unit (id),
    parent  bigint references directory.unit (id),
    since   date   not null,
    until   date   not null default 'infinity',
    primary key (tree, unit_id, since),
    constraint standing_lasts_a_day check (since < until),
    constraint nothing_stands_under_itself check (parent <> unit_id)
);

-- Opens the children of a unit as they were on a day.
create index standing_by_parent on directory.standing (tree, parent, since);

-- Where units stand today in the trees other than the administrative one, in the same spaced numbering.
create table directory.place (
    tree      text   not null references directory.tree (id),
    id        bigint not null references directory.unit (id),
    parent    bigint references directory.unit (id),
    place     bigint not null,
    place_end bigint not null,
    primary key (tree, id),
    constraint one_place_one_unit_in_a_tree unique (tree, place) deferrable initially immediate,
    constraint places_run_upward check (place <= place_end)
);

create index place_by_parent on directory.place (tree, parent, place);

-- One change of one or several units. Before: their versions and standings up to it, so that it can be taken back.
create table directory.change (
    id        uuid        primary key,
    verb      text        not null constraint verb_is_known check (verb in ('found', 'rename', 'recode', 'rekind', 'move',
        'place', 'unplace', 'close', 'reopen', 'merge', 'split')),
    on_day    date        not null,
    at        timestamptz not null,
    by_name   text        not null,
    by_account uuid,
    told      jsonb       not null,
    before    jsonb       not null,
    undone_at timestamptz,
    undone_by text
);

create table directory.change_unit (
    change_id uuid   not null references directory.change (id),
    unit_id   bigint not null references directory.unit (id),
    primary key (unit_id, change_id)
);

insert into directory.version (unit_id, since, name, kind, code, open, pinyin, initials)
select id, since, name, kind, code, true, pinyin, initials from directory.unit;

insert into directory.standing (tree, unit_id, parent, since)
select 'admin', id, parent, since from directory.unit;
