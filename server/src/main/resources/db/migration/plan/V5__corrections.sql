-- Which of several documents in one file belong to the plan, counted from nought; null where all do.
alter table plan.document add column parts int[];
alter table plan.import
    add column file_id uuid,
    add column documents jsonb,
    drop constraint import_stage_is_known,
    add constraint import_stage_is_known
        check (stage in ('received', 'reading', 'choosing', 'storing', 'done', 'refused')),
    add constraint choosing_import_keeps_its_file check (stage <> 'choosing' or file_id is not null and documents is not null);

-- A corrected document that was sent for a draft and is looked at before it is taken in. The file is read again each time.
create table plan.correction (
    id uuid primary key,
    plan_id uuid not null references plan.plan on delete cascade,
    file_id uuid not null,
    file_name text not null,
    sent_by text not null,
    sent_at timestamptz not null,
    taken_at timestamptz
);
