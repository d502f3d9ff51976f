-- The documents of a plan: the one it was imported from, and corrected ones that were read again. A version points into
-- one of them. Why a later version was made, and on what basis, stands on the version.
create table plan.document (
    plan_id uuid not null references plan.plan on delete cascade,
    no int not null,
    text text not null,
    furniture int[] not null,
    file_id uuid not null,
    file_name text not null,
    -- What the reader made of it, before anybody changed it: the ground on which a person's decisions are told from the
    -- reader's when a corrected document is read. Null for what was imported before this was kept.
    reading jsonb,
    taken_by text not null,
    taken_at timestamptz not null,
    primary key (plan_id, no),
    constraint document_furniture_is_pairs check (cardinality(furniture) % 2 = 0),
    constraint document_counts_from_one check (no >= 1)
);

insert into plan.document (plan_id, no, text, furniture, file_id, file_name, taken_by, taken_at)
select id, 1, text, furniture, file_id, file_name, imported_by, imported_at from plan.plan;

alter table plan.plan
    drop column text, drop column furniture, drop column file_id, drop column file_name;

alter table plan.version
    add column document int not null default 1,
    add column reason text,
    add column basis text,
    add constraint version_points_into_a_document foreign key (plan_id, document) references plan.document
        deferrable initially deferred;

-- The document is what every version's spans point into: it never changes, and it goes only when no published version
-- points into it.
create function plan.refuse_change_of_kept_document() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE'
            or exists (select from plan.version where plan_id = old.plan_id and document = old.no and state = 'published') then
        raise exception 'document % of plan % cannot be changed', old.no, old.plan_id using errcode = 'restrict_violation';
    end if;
    return old;
end $$;

create trigger kept_documents_stay before update or delete on plan.document
    for each row execute function plan.refuse_change_of_kept_document();
