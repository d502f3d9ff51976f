-- Lists that were sent in to become units and people: how far each is, what it did, and how columns were read.

-- One list somebody sent. Its unit is the one below which it may write; nothing is written before somebody says so.
create table directory.import (
    id           uuid        primary key,
    unit_id      bigint      not null,
    place        bigint      not null,
    kind         text        not null constraint kind_is_known check (kind in ('units', 'people', 'differences')),
    file_name    text        not null,
    pasted       boolean     not null,
    size         bigint      not null,
    stage        text        not null constraint stage_is_known check (stage in ('mapping', 'checking', 'checked', 'running',
        'done', 'refused', 'discarded', 'undoing', 'undone')),
    -- What was found when the sheet was opened: format, first rows, columns.
    sheet        jsonb       not null,
    -- The mapping a person let stand, and what else was chosen; null before.
    mapping      jsonb,
    -- How many rows there are of each state, faults of each sort, questions of each sort; null before it was checked.
    counts       jsonb,
    problem      jsonb,
    started_by   uuid        not null,
    started_name text        not null,
    started_at   timestamptz not null,
    ended_at     timestamptz,
    undone_at    timestamptz,
    undone_by    text
);

-- The page of imports, the newest first.
create index import_by_time on directory.import (started_at desc);

select access.guard('directory.import');

-- The sent file, sealed in pieces; kept until nobody needs it to mend rows.
create table directory.import_chunk (
    import_id uuid    not null references directory.import (id) on delete cascade,
    no        integer not null,
    sealed    bytea   not null,
    primary key (import_id, no)
);

select access.guard_child('directory.import_chunk', 'directory.import', 'import_id');

-- How the columns of a list with these heads were read the last time in this unit.
create table directory.import_mapping (
    unit_id bigint      not null,
    place   bigint      not null,
    kind    text        not null,
    heads   text        not null,
    columns jsonb       not null,
    used_at timestamptz not null,
    primary key (unit_id, kind, heads)
);

select access.guard('directory.import_mapping');

-- The rows of a list of units while they are looked at. Not logged: after a crash the sent file is read anew.
create unlogged table directory.import_unit (
    import_id    uuid    not null,
    row_no       integer not null,
    name         text    not null,
    code         text,
    kind         text,
    -- What the row says of the unit above: its code, given or told by the digits of the row's own, or its name or path.
    parent_code  text,
    parent_given boolean not null,
    parent_words text,
    since        date,
    -- The unit above: one that is there, or a row of the same list.
    parent_id    bigint,
    parent_row   integer,
    -- The unit that the row means, where it is there already, and how far below the top of the list it stands.
    unit_id      bigint,
    depth        integer,
    state        text    not null default 'new',
    question     text,
    decision     text,
    primary key (import_id, row_no)
);

-- Checks look for the row of a code and of a name.
create index import_unit_by_code on directory.import_unit (import_id, code);
create index import_unit_by_name on directory.import_unit (import_id, name);
create index import_unit_by_parent on directory.import_unit (import_id, parent_row);

select access.guard_child('directory.import_unit', 'directory.import', 'import_id');

-- The rows of a list of people while they are looked at. Identity number and phone are sealed at once, for the person they
-- will belong to; their blind values find the same number again.
create unlogged table directory.import_person (
    import_id      uuid    not null,
    row_no         integer not null,
    person_id      uuid    not null,
    name           text    not null,
    pinyin         text    not null,
    initials       text    not null,
    title          text,
    sex            text,
    cadre          boolean,
    identity       bytea,
    identity_blind bytea,
    identity_shown text,
    phone          bytea,
    phone_blind    bytea,
    phone_shown    text,
    unit_words     text,
    unit_id        bigint,
    -- The person the row means, where there is one already.
    same_as        uuid,
    state          text    not null default 'new',
    question       text,
    decision       text,
    primary key (import_id, row_no)
);

create index import_person_by_identity on directory.import_person (import_id, identity_blind);
create index import_person_by_name on directory.import_person (import_id, name);
create index import_person_by_unit_words on directory.import_person (import_id, unit_words);

select access.guard_child('directory.import_person', 'directory.import', 'import_id');

-- What is wrong with a row, or what a person should look at in it. Sealed values are masked here.
create unlogged table directory.import_fault (
    import_id uuid    not null,
    row_no    integer not null,
    field     text    not null,
    code      text    not null,
    value     text    not null,
    args      text[]  not null,
    -- Whether the row cannot be taken so; else it is a remark.
    blocks    boolean not null
);

create index import_fault_by_row on directory.import_fault (import_id, row_no);

select access.guard_child('directory.import_fault', 'directory.import', 'import_id');

-- What an import did, change by change, so that it can be told and taken back.
create table directory.import_change (
    import_id uuid    not null references directory.import (id),
    no        integer not null,
    row_no    integer not null,
    subject   text    not null constraint subject_is_known check (subject in ('unit', 'person')),
    unit_id   bigint,
    person_id uuid,
    action    text    not null constraint action_is_known check (action in ('created', 'updated')),
    before    jsonb,
    after     jsonb   not null,
    undone    boolean not null default false,
    primary key (import_id, no)
);

-- Tells of a unit or a person which import brought it.
create index import_change_by_unit on directory.import_change (unit_id) where unit_id is not null;
create index import_change_by_person on directory.import_change (person_id) where person_id is not null;

select access.guard_child('directory.import_change', 'directory.import', 'import_id');

-- In what another source of units differs from ours; each is accepted or rejected by a person.
create table directory.import_difference (
    import_id  uuid    not null references directory.import (id),
    no         integer not null,
    kind       text    not null constraint kind_is_known check (kind in ('renamed', 'recoded', 'new', 'moved', 'gone')),
    row_no     integer,
    unit_id    bigint,
    code       text,
    name       text    not null,
    was        text,
    parent_id  bigint,
    decision   text    constraint decision_is_known check (decision in ('accepted', 'rejected')),
    decided_by text,
    decided_at timestamptz,
    -- The day from which it holds, once it was taken.
    on_day     date,
    done       boolean not null default false,
    primary key (import_id, no)
);

select access.guard_child('directory.import_difference', 'directory.import', 'import_id');
