-- Plans held against reports (计划—总结对照): both texts, what the machine found, and what people decided about it.
create schema comparison;

-- One comparison of a unit. The counts are what stands after all decisions, kept so that the list need not work them out.
create table comparison.comparison (
    id             uuid        primary key,
    unit_id        bigint      not null,
    place          bigint      not null,
    year           int         not null constraint comparison_year_is_plausible check (year between 1990 and 2200),
    title          text        not null constraint a_comparison_has_a_title check (length(trim(title)) between 1 and 200),
    -- Rises with every change; a change made on an older version is refused.
    version        int         not null constraint comparison_versions_start_at_one check (version >= 1),
    told           int         not null default 0,
    other_figure   int         not null default 0,
    not_told       int         not null default 0,
    unplanned      int         not null default 0,
    corrected      int         not null default 0,
    matched_at     timestamptz not null,
    created_by     text        not null,
    created_at     timestamptz not null,
    changed_by     text        not null,
    changed_at     timestamptz not null,
    -- A removed comparison can be put back; nobody else's view of it changes by waiting.
    removed_by     text,
    removed_at     timestamptz,
    constraint who_removed_a_comparison_is_known check ((removed_by is null) = (removed_at is null))
);
-- The list of comparisons of a caller.
create index comparison_by_place on comparison.comparison (place, changed_at desc) where removed_at is null;

-- The two documents of a comparison as they were read. Spans everywhere here are half-open offsets in code points into
-- `text`; `file_id` names the original in `evidence`, from which it can be read again by a better reader.
create table comparison.document (
    comparison_id uuid        not null references comparison.comparison on delete cascade,
    side          text        not null constraint side_is_known check (side in ('plan', 'report')),
    file_id       uuid        not null,
    file_name     text        not null,
    title         text        not null,
    text          text        not null,
    furniture     int[]       not null constraint furniture_is_pairs check (cardinality(furniture) % 2 = 0),
    read_at       timestamptz not null,
    primary key (comparison_id, side)
);

-- What the machine found: every commitment of the plan with its verdict. Replaced as a whole by each matching; what people
-- decided stands apart, so that it survives.
create table comparison.commitment (
    comparison_id uuid    not null references comparison.comparison on delete cascade,
    no            int     not null constraint commitments_count_from_one check (no >= 1),
    span_start    int     not null,
    span_end      int     not null,
    under         text[]  not null,
    figures       int[]   not null,
    verdict       text    not null constraint verdict_is_known check (verdict in ('told', 'other_figure', 'not_told')),
    report        int[]   not null,
    nearest       int[]   not null,
    -- Codes of words with what fills them, so that a reason is told in the reader's language.
    why           jsonb   not null,
    sure          numeric not null constraint sureness_is_a_share check (sure between 0 and 1),
    primary key (comparison_id, no),
    constraint commitment_has_words check (span_start < span_end),
    constraint commitment_pieces_are_pairs
        check (cardinality(figures) % 2 = 0 and cardinality(report) % 2 = 0 and cardinality(nearest) % 2 = 0)
);

-- What the machine found in the report: every statement of a result, and whether it answers no commitment.
create table comparison.result (
    comparison_id uuid    not null references comparison.comparison on delete cascade,
    no            int     not null constraint results_count_from_one check (no >= 1),
    span_start    int     not null,
    span_end      int     not null,
    under         text[]  not null,
    figures       int[]   not null,
    unplanned     boolean not null,
    primary key (comparison_id, no),
    constraint result_has_words check (span_start < span_end),
    constraint result_figures_are_pairs check (cardinality(figures) % 2 = 0)
);

-- What a person decided. Only added, and marked when undone or overtaken by a text in which its place is gone, so one can
-- always see who decided what, when, and what the machine had said before. The newest that stands counts.
create table comparison.decision (
    id              uuid        primary key,
    comparison_id   uuid        not null references comparison.comparison on delete cascade,
    -- Rises within a comparison; two decisions of one moment still have an order.
    ordinal         int         not null,
    about           text        not null constraint subject_of_decision_is_known check (about in ('commitment', 'result')),
    -- Where it stands in the text as it is now, and its words, by which it is found again when the text is read anew.
    span_start      int         not null,
    span_end        int         not null,
    quote           text        not null,
    -- About a commitment: the verdict and what tells it; null puts the machine's own back.
    verdict         text constraint decided_verdict_is_known check (verdict in ('told', 'other_figure', 'not_told')),
    report          int[]       not null default '{}',
    report_quotes   text[]      not null default '{}',
    -- About a result: true takes it out of the list of what has no basis in the plan.
    aside           boolean     not null default false,
    note            text,
    machine_verdict text,
    decided_by      uuid        not null,
    decided_by_name text        not null,
    decided_at      timestamptz not null,
    undone_by       text,
    undone_at       timestamptz,
    -- False where its words are not in the text any more.
    placed          boolean     not null default true,
    -- True where a statement it pointed at is not in the report any more.
    shaken          boolean     not null default false,
    unique (comparison_id, ordinal),
    constraint report_pieces_are_pairs check (cardinality(report) = 2 * cardinality(report_quotes)),
    constraint a_result_has_no_verdict check (about = 'commitment' or (verdict is null and cardinality(report) = 0)),
    constraint a_commitment_is_not_set_aside check (about = 'result' or not aside),
    constraint who_undid_is_known check ((undone_by is null) = (undone_at is null))
);

-- How far the reading of two new documents is; kept so that a page opened again finds it, and that both faults are told.
create table comparison.reading (
    id            uuid        primary key,
    unit_id       bigint      not null,
    place         bigint      not null,
    stage         text        not null,
    percent       int         not null constraint reading_percent_is_one check (percent between 0 and 100),
    comparison_id uuid,
    -- One entry a fault: side, code of the words, what fills them.
    problems      jsonb       not null default '[]',
    started_by    uuid        not null,
    started_at    timestamptz not null,
    constraint reading_stage_is_known check (stage in ('received', 'reading', 'matching', 'storing', 'done', 'refused')),
    constraint a_refused_reading_has_a_reason check ((stage = 'refused') = (jsonb_array_length(problems) > 0)),
    constraint a_done_reading_has_a_comparison check (stage <> 'done' or comparison_id is not null)
);
