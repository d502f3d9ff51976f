-- People with what must be known of them, the posts there are, who holds which from when, and what was merged.

-- Identity number, telephone and private mail stand here sealed (access.Vault), with a blind index where somebody looks for
-- an equal one. Keyed: the newest key when the row was written, so that a change of keys finds what is behind.
alter table directory.person
    alter column title set default '',
    add column pinyin         text collate "C" not null default '',
    add column initials       text collate "C" not null default '',
    add column sex            text constraint sex_is_known check (sex in ('male', 'female')),
    add column work_phone     text,
    add column identity       bytea,
    add column identity_blind bytea,
    add column phone          bytea,
    add column phone_blind    bytea,
    add column email          bytea,
    add column keyed          integer,
    add column left_on        date,
    add column merged_into    uuid references directory.person (id),
    add column version        integer not null default 1,
    add constraint title_is_short check (length(title) <= 60),
    add constraint sealed_values_are_keyed
        check ((identity is null and phone is null and email is null) = (keyed is null)),
    add constraint identity_can_be_found check ((identity is null) = (identity_blind is null)),
    add constraint phone_can_be_found check ((phone is null) = (phone_blind is null)),
    add constraint nobody_is_merged_into_the_same_row check (merged_into <> id);

-- Finds a person by identity number or phone without opening any.
create index person_by_identity on directory.person (identity_blind) where identity_blind is not null;
create index person_by_phone on directory.person (phone_blind) where phone_blind is not null;
-- The worker that renews what older keys sealed.
create index person_behind on directory.person (keyed) where keyed is not null;
-- The people of exactly one unit.
create index person_by_unit on directory.person (unit_id);
-- The search box of the list: beginnings of name, pinyin and initials.
create index person_by_name on directory.person (name collate "C");
create index person_by_pinyin on directory.person (pinyin);
create index person_by_initials on directory.person (initials);
create index person_by_merged on directory.person (merged_into) where merged_into is not null;

-- To which unit a person belonged, from a day until before another; open at the end for who is still there.
create table directory.belonging (
    person_id uuid   not null references directory.person (id),
    unit_id   bigint not null references directory.unit (id),
    since     date   not null,
    until     date   not null default 'infinity',
    words     text   not null default '',
    primary key (person_id, since),
    constraint belonging_lasts_a_day check (since < until)
);

-- Who was in a unit on a day.
create index belonging_by_unit on directory.belonging (unit_id, since);

insert into directory.belonging (person_id, unit_id, since) select id, unit_id, '1949-10-01' from directory.person;

select access.guard_child('directory.belonging', 'directory.person', 'person_id');

-- What sorts of posts there are, in what sort of units, and which role in the system a post of this sort gives.
-- Seats: how many are meant to hold one; 0 where any number may.
create table directory.post_kind (
    id         text     primary key constraint post_kind_is_plain check (id ~ '^[a-z][a-z0-9_]{1,39}$'),
    position   integer  not null,
    name_zh    text     not null,
    name_en    text     not null,
    tree       text     not null default 'admin',
    unit_kinds text[]   not null,
    seats      integer  not null constraint seats_are_not_negative check (seats >= 0),
    role       text     constraint role_of_post_is_known check (role in (
        'party_office', 'leader', 'station_head', 'branch_secretary', 'village_clerk', 'grid_worker', 'patroller',
        'first_secretary', 'village_supervisor'))
);

insert into directory.post_kind (id, position, name_zh, name_en, tree, unit_kinds, seats, role) values
    ('party_secretary',    10, '党（工）委书记',       'Party secretary',                  'admin', '{town,zone}', 1, 'leader'),
    ('head',               20, '镇长（主任）',         'Head of the town or zone',         'admin', '{town,zone}', 1, 'leader'),
    ('congress_chair',     30, '人大主席',             'Chair of the people''s congress',  'admin', '{town}', 1, 'leader'),
    ('deputy_secretary',   40, '党（工）委副书记',     'Deputy Party secretary',           'admin', '{town,zone}', 0, 'leader'),
    ('discipline',         50, '纪（工）委书记',       'Secretary for discipline',         'admin', '{town,zone}', 1, 'leader'),
    ('committee_member',   60, '党（工）委委员',       'Member of the Party committee',    'admin', '{town,zone}', 0, 'leader'),
    ('deputy_head',        70, '副镇长（副主任）',     'Deputy head',                      'admin', '{town,zone}', 0, 'leader'),
    ('office_head',        80, '党政办主任',           'Head of the Party and government office', 'admin', '{department}', 1, 'party_office'),
    ('station_head',       90, '站所负责人',           'Head of a station or office',      'admin', '{department}', 1, 'station_head'),
    ('station_deputy',    100, '站所副职',             'Deputy head of a station',         'admin', '{department}', 0, 'station_head'),
    ('village_secretary', 110, '村（社区）党组织书记', 'Village Party secretary',          'admin', '{village}', 1, 'branch_secretary'),
    ('village_head',      120, '村（居）委会主任',     'Head of the village committee',    'admin', '{village}', 1, 'branch_secretary'),
    ('village_deputy',    130, '村（居）委会副主任',   'Deputy head of the village committee', 'admin', '{village}', 0, null),
    ('village_clerk',     140, '村（社区）文书',       'Village clerk',                    'admin', '{village}', 1, 'village_clerk'),
    ('women_chair',       150, '妇联主席',             'Chair of the women''s federation', 'admin', '{village}', 1, null),
    ('supervisor_chair',  160, '村务监督委员会主任',   'Chair of the village supervisors', 'admin', '{village}', 1, 'village_supervisor'),
    ('supervisor',        170, '村务监督委员会委员',   'Village supervisor',               'admin', '{village}', 0, 'village_supervisor'),
    ('first_secretary',   180, '驻村第一书记',         'First secretary sent to a village', 'admin', '{village}', 1, 'first_secretary'),
    ('grid_worker',       190, '网格员',               'Grid worker',                      'admin', '{grid,village}', 0, 'grid_worker'),
    ('group_head',        200, '村（居）民小组长',     'Head of a villagers'' group',      'admin', '{group,village}', 0, null),
    ('forest_chief',      210, '林长',                 'Forest chief',                     'admin', '{town,zone,village}', 1, 'patroller'),
    ('forest_ranger',     220, '护林员',               'Forest ranger',                    'admin', '{village}', 0, 'patroller'),
    ('river_chief',       230, '河（湖）长',           'River or lake chief',              'river', '{river,river_stretch,village}', 1, 'patroller'),
    ('cleaner',           240, '保洁员',               'Cleaner',                          'sanitation', '{sanitation_area,village}', 0, null),
    ('branch_secretary',  250, '党支部书记',           'Secretary of a Party branch',      'party', '{party_branch,party_committee}', 1, 'branch_secretary');

-- A post in a unit: village clerk of Shiqiao; forest chief of the woods its words name. It may name other units it looks after.
create table directory.post (
    id       uuid    primary key,
    kind     text    not null references directory.post_kind (id),
    unit_id  bigint  not null references directory.unit (id),
    place    bigint  not null,
    tree     text    not null,
    words    text    not null default '' constraint words_of_post_are_short check (length(words) <= 60),
    seats    integer not null constraint seats_are_not_negative check (seats >= 0),
    since    date    not null,
    until    date    not null default 'infinity',
    constraint post_lasts_a_day check (since < until)
);

-- The board of posts of a unit and below.
create index post_by_place on directory.post (place, id);
-- A unit has one post of a kind for the same thing.
create unique index post_stands_once on directory.post (unit_id, kind, words) where until = 'infinity';

select access.guard('directory.post');

create table directory.post_over (
    post_id uuid   not null references directory.post (id),
    unit_id bigint not null references directory.unit (id),
    primary key (post_id, unit_id)
);

select access.guard_child('directory.post_over', 'directory.post', 'post_id');

-- Who held a post, from a day until before another; basis: the document that appointed, where one is named.
create table directory.holding (
    id        uuid not null primary key,
    post_id   uuid not null references directory.post (id),
    person_id uuid not null references directory.person (id),
    since     date not null,
    until     date not null default 'infinity',
    basis     text not null default '' constraint basis_is_short check (length(basis) <= 120),
    constraint holding_lasts_a_day check (since < until)
);

create index holding_by_post on directory.holding (post_id, since);
create index holding_by_person on directory.holding (person_id, since);

select access.guard_child('directory.holding', 'directory.post', 'post_id');

-- Two rows that were one person. What the merge moved is kept, so that it can be taken back.
create table directory.person_merge (
    id        uuid        primary key,
    kept      uuid        not null references directory.person (id),
    gone      uuid        not null references directory.person (id),
    at        timestamptz not null,
    by_name   text        not null,
    before    jsonb       not null,
    undone_at timestamptz,
    undone_by text,
    constraint two_rows_are_merged check (kept <> gone)
);

create index person_merge_by_kept on directory.person_merge (kept);

select access.guard_child('directory.person_merge', 'directory.person', 'kept');

-- By what power a sensitive field is kept at all, and what it is needed for. Voluntary ones need the person's consent.
create table directory.field_basis (
    field     text    primary key constraint field_is_known check (field in ('identity', 'phone', 'email')),
    position  integer not null,
    power_zh  text    not null,
    power_en  text    not null,
    article_zh text   not null,
    article_en text   not null,
    voluntary boolean not null
);

insert into directory.field_basis values
    ('identity', 1,
     '实名登记工作人员和村（社区）干部，核对补贴、报酬的领取人',
     'Register staff and village cadres by their real identity; check who receives allowances and pay',
     '《个人信息保护法》第十三条第一款第三项、第三十四条（为履行法定职责所必需）',
     'Personal Information Protection Law, article 13 (1) no. 3 and article 34 (needed to perform statutory duties)',
     false),
    ('phone', 2,
     '联系工作人员履行职责，防汛、防火等应急值守',
     'Reach staff for their duties, and in floods, fires and other emergencies',
     '《个人信息保护法》第十三条第一款第三项、第四项，第三十四条（履行法定职责；应对突发事件）',
     'Personal Information Protection Law, article 13 (1) nos. 3 and 4 and article 34 (statutory duties; emergencies)',
     false),
    ('email', 3,
     '本人愿意时接收通知，不影响履职',
     'Receive notices, where the person wishes; nothing depends on it',
     '《个人信息保护法》第十三条第一款第一项、第十四条、第十五条（本人同意，可以撤回）',
     'Personal Information Protection Law, article 13 (1) no. 1 and articles 14 and 15 (consent, which may be withdrawn)',
     true);

-- That a person agreed to a voluntary field being kept, how, and since when not any more.
create table directory.consent (
    id           uuid        primary key,
    person_id    uuid        not null references directory.person (id),
    field        text        not null references directory.field_basis (field),
    given_on     date        not null,
    form         text        not null constraint form_is_known check (form in ('written', 'spoken', 'online')),
    noted_by     text        not null,
    noted_at     timestamptz not null,
    withdrawn_on date,
    withdrawn_by text,
    constraint withdrawn_after_it_was_given check (withdrawn_on >= given_on)
);

create index consent_by_person on directory.consent (person_id);

select access.guard_child('directory.consent', 'directory.person', 'person_id');
