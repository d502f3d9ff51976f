-- The tree of units (county, towns, villages, departments) and the people in them.
create schema if not exists directory;

-- One unit. Its place is its preorder number in spaced numbering: a child takes a thousandth of its parent's run,
-- so a new unit never renumbers another, and "within this unit" is a range of places.
create table directory.unit (
    id        bigint generated always as identity primary key,
    name      text   not null constraint unit_has_a_name check (length(trim(name)) between 1 and 80),
    kind      text   not null constraint kind_is_known check (kind in ('county', 'town', 'village', 'department', 'group')),
    parent    bigint references directory.unit (id),
    place     bigint not null constraint one_place_one_unit unique,
    place_end bigint not null,
    code      text constraint code_is_given_once unique,
    constraint places_run_upward check (place <= place_end),
    constraint siblings_have_different_names unique nulls not distinct (parent, name)
);

-- One person who takes part in the work. Belongs to one unit for now.
create table directory.person (
    id      uuid    primary key,
    name    text    not null constraint person_has_a_name check (length(trim(name)) between 1 and 40),
    title   text    not null,
    unit_id bigint  not null references directory.unit (id),
    place   bigint  not null,
    cadre   boolean not null
);

-- Lists the people of a unit and below for roll calls and pickers.
create index person_by_place on directory.person (place, id);
