-- The yearly plans of the units: the document as it was read, its tree of divisions and commitments in versions, and what
-- the units declare to have done. A version once published never changes: triggers refuse it, whoever asks.
create schema plan;

-- A document that was imported as the plan of a unit and a year. Its text never changes; spans are half-open offsets in
-- code points into it. `file_id` names the original in `evidence`.
create table plan.plan (
    id uuid primary key,
    unit_id bigint not null,
    place bigint not null,
    place_end bigint not null,
    year int not null,
    title text not null,
    text text not null,
    furniture int[] not null,
    file_id uuid not null,
    file_name text not null,
    imported_by text not null,
    imported_at timestamptz not null,
    constraint plan_place_runs_upward check (place <= place_end),
    constraint plan_year_is_plausible check (year between 1990 and 2200),
    constraint plan_furniture_is_pairs check (cardinality(furniture) % 2 = 0)
);
-- The list of plans of a caller.
create index plan_by_place on plan.plan (place, year);

-- The versions of a plan: at most one draft, and it is the newest.
create table plan.version (
    plan_id uuid not null references plan.plan on delete cascade,
    no int not null,
    state text not null,
    made_by text not null,
    made_at timestamptz not null,
    published_by text,
    published_at timestamptz,
    primary key (plan_id, no),
    constraint version_state_is_known check (state in ('draft', 'published')),
    constraint version_counts_from_one check (no >= 1),
    constraint published_version_has_publisher_and_time
        check ((state = 'published') = (published_at is not null) and (published_at is null) = (published_by is null))
);
create unique index plan_has_one_draft on plan.version (plan_id) where state = 'draft';

-- One division of a version, down to the commitment. The id stays the same in every later version. `text` is null where
-- the words are those of the span; a person's own words stand here otherwise. A deleted node can be put back.
create table plan.node (
    plan_id uuid not null,
    version int not null,
    id uuid not null,
    parent uuid,
    ordinal int not null,
    level text not null,
    marker text not null,
    heading text not null,
    text text,
    span_start int,
    span_end int,
    tense text not null,
    task boolean not null,
    reviewed boolean not null,
    line text,
    due date,
    due_text text,
    leaders text[] not null default '{}',
    deleted boolean not null default false,
    primary key (plan_id, version, id),
    foreign key (plan_id, version) references plan.version (plan_id, no) on delete cascade,
    constraint node_parent_is_in_same_version foreign key (plan_id, version, parent) references plan.node on delete cascade
        deferrable initially deferred,
    constraint node_level_is_known check (level in ('title', 'chapter', 'area', 'measure', 'commitment')),
    constraint node_tense_is_known check (tense in ('past', 'future', 'present')),
    constraint node_line_is_known check (line in ('party', 'industry', 'ecology', 'governance')),
    constraint node_span_is_whole check ((span_start is null) = (span_end is null) and span_start <= span_end),
    constraint node_has_words check (text is not null or span_start is not null)
);
-- Opens a commitment by its id alone.
create index node_by_id on plan.node (id);

-- A quantity in a node. A target is to be reached; `unset` says that no number is set for it on purpose; `filled` that a
-- person gave the number; `indicator` names what counts towards it.
create table plan.figure (
    plan_id uuid not null,
    version int not null,
    id uuid not null,
    node_id uuid not null,
    ordinal int not null,
    text text not null,
    span_start int,
    span_end int,
    value numeric,
    low numeric,
    high numeric,
    masked boolean not null,
    unit text not null,
    relation text not null,
    change text not null,
    role text not null,
    counted text not null,
    target boolean not null,
    unset boolean not null default false,
    filled boolean not null default false,
    indicator text,
    primary key (plan_id, version, id),
    constraint figure_stands_in_a_node foreign key (plan_id, version, node_id) references plan.node on delete cascade,
    constraint figure_relation_is_known check (relation in ('exactly', 'at_least', 'at_most', 'about', 'range')),
    constraint figure_change_is_known check (change in ('up', 'down', 'none')),
    constraint figure_role_is_known check (role in ('result', 'target', 'reference')),
    constraint figure_range_runs_upward check (low <= high)
);
create index figure_by_node on plan.figure (plan_id, version, node_id);

-- Who answers for a node. Rows without a unit are the words of the document; rows with one were assigned by a person.
create table plan.node_unit (
    plan_id uuid not null,
    version int not null,
    node_id uuid not null,
    ordinal int not null,
    unit_id bigint,
    name text not null,
    role text not null,
    constraint duty_stands_on_a_node foreign key (plan_id, version, node_id) references plan.node on delete cascade,
    constraint duty_role_is_known check (role in ('lead', 'supporting', 'responsible')),
    constraint unit_has_one_duty_on_a_node unique (plan_id, version, node_id, unit_id)
);
create index node_unit_by_node on plan.node_unit (plan_id, version, node_id);

-- What a unit declares to have done for a commitment: a dated sentence with figures. Never changed; withdrawn with a reason.
-- `digest` is that of the body sent, so that sending again is recognised.
create table plan.entry (
    id uuid primary key,
    plan_id uuid not null references plan.plan,
    commitment uuid not null,
    unit_id bigint not null,
    unit_name text not null,
    place bigint not null,
    day date not null,
    sentence text not null,
    completes boolean not null,
    file_id uuid,
    file_name text,
    confirmed_by text,
    entered_by text not null,
    entered_at timestamptz not null,
    digest text not null,
    withdrawn_at timestamptz,
    withdrawn_by text,
    withdrawn_reason text,
    constraint withdrawn_entry_has_who_and_why
        check ((withdrawn_at is null) = (withdrawn_by is null) and (withdrawn_at is null) = (withdrawn_reason is null))
);
-- The plan page and a commitment's time line.
create index entry_by_commitment on plan.entry (plan_id, commitment, day);

create table plan.entry_figure (
    entry_id uuid not null references plan.entry on delete cascade,
    figure uuid not null,
    value numeric not null,
    primary key (entry_id, figure)
);

-- How far the import of a file is; kept so that a page opened again finds it.
create table plan.import (
    id uuid primary key,
    unit_id bigint not null,
    place bigint not null,
    year int not null,
    file_name text not null,
    stage text not null,
    percent int not null,
    plan_id uuid,
    problem_code text,
    problem_args text[] not null default '{}',
    started_by uuid not null,
    started_at timestamptz not null,
    constraint import_stage_is_known check (stage in ('received', 'reading', 'storing', 'done', 'refused')),
    constraint import_percent_is_one check (percent between 0 and 100),
    constraint refused_import_has_a_reason check ((stage = 'refused') = (problem_code is not null)),
    constraint import_done_has_a_plan check (stage <> 'done' or plan_id is not null)
);

-- Refuses every change of a row that belongs to a published version. It takes the version row in share mode, so that
-- publishing waits for whoever is still editing, and the other way round.
create function plan.refuse_change_of_published() returns trigger language plpgsql as $$
declare
    found text;
begin
    if tg_op <> 'INSERT' then
        select state into found from plan.version where plan_id = old.plan_id and no = old.version for share;
        if found = 'published' then
            raise exception 'version % of plan % is published and cannot be changed', old.version, old.plan_id
                using errcode = 'restrict_violation';
        end if;
    end if;
    if tg_op <> 'DELETE' then
        select state into found from plan.version where plan_id = new.plan_id and no = new.version for share;
        if found = 'published' then
            raise exception 'version % of plan % is published and cannot be changed', new.version, new.plan_id
                using errcode = 'restrict_violation';
        end if;
        return new;
    end if;
    return old;
end $$;

create trigger published_nodes_stay before insert or update or delete on plan.node
    for each row execute function plan.refuse_change_of_published();
create trigger published_figures_stay before insert or update or delete on plan.figure
    for each row execute function plan.refuse_change_of_published();
create trigger published_duties_stay before insert or update or delete on plan.node_unit
    for each row execute function plan.refuse_change_of_published();

create function plan.refuse_change_of_published_version() returns trigger language plpgsql as $$
begin
    if old.state = 'published' then
        raise exception 'version % of plan % is published and cannot be changed', old.no, old.plan_id
            using errcode = 'restrict_violation';
    end if;
    if tg_op = 'DELETE' then
        return old;
    end if;
    return new;
end $$;

create trigger published_versions_stay before update or delete on plan.version
    for each row execute function plan.refuse_change_of_published_version();

-- The document is what every version's spans point into: it never changes, and it goes only with a plan never published.
create function plan.refuse_change_of_document() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' or exists (select from plan.version where plan_id = old.id and state = 'published') then
        raise exception 'the document of plan % cannot be changed', old.id using errcode = 'restrict_violation';
    end if;
    return old;
end $$;

create trigger documents_stay before update or delete on plan.plan
    for each row execute function plan.refuse_change_of_document();
