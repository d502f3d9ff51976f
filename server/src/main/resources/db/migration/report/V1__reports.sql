-- Reports: the outline, sentences and figures of a yearly report, and the states in which it was frozen.

create schema if not exists report;

-- One report of a unit, built from a plan. Its text stands in body: sections, their sentences, and the chips (figures) the
-- sentences hold. No number is kept for a draft but what was read when it was built; a frozen one keeps every number.
create table report.report (
    id           uuid        primary key,
    title        text        not null constraint a_report_has_a_title check (length(trim(title)) between 1 and 200),
    year         int         not null constraint year_is_plausible check (year between 1949 and 2200),
    unit_id      bigint      not null,
    place        bigint      not null,
    plan_id      uuid        not null,
    plan_version int         not null,
    state        text        not null constraint state_is_known check (state in ('draft', 'frozen')),
    -- Rises with every change; a change made on an older version is refused.
    version      int         not null constraint versions_start_at_one check (version >= 1),
    -- The state of the facts the numbers are of, and the last day they cover.
    mark         bigint,
    through      date,
    frozen_at    timestamptz,
    frozen_by    text,
    body         jsonb       not null,
    created_by   text        not null,
    created_at   timestamptz not null,
    changed_by   text        not null,
    changed_at   timestamptz not null,
    constraint a_frozen_report_keeps_its_state check (
        (state = 'frozen') = (mark is not null)
        and (mark is null) = (through is null)
        and (mark is null) = (frozen_at is null)
        and (mark is null) = (frozen_by is null))
);

-- Lists the reports a caller may see.
create index report_by_place on report.report (place, changed_at desc);

-- Every freezing as it was: stays when the report is thawed and changed. Only added.
create table report.freezing (
    report_id uuid        not null references report.report (id),
    no        int         not null constraint freezings_start_at_one check (no >= 1),
    title     text        not null,
    mark      bigint      not null,
    through   date        not null,
    frozen_at timestamptz not null,
    frozen_by text        not null,
    body      jsonb       not null,
    primary key (report_id, no)
);

revoke update, delete on report.freezing from ${app};
