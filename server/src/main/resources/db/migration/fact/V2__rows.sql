-- Facts under row security: a fact is seen by whoever reaches a unit that takes part in it. Units of facts are only added;
-- a unit that moves takes its facts along, which changes their place and nothing else.
drop trigger units_of_facts_are_only_added on fact.fact_unit;
create trigger units_of_facts_are_only_added before delete or truncate on fact.fact_unit
    for each statement execute function fact.refuse_change();
create trigger only_places_of_facts_change before update on fact.fact_unit
    for each row execute function access.only_place_changes('unit_id', 'place');

select access.guard('fact.fact_unit');
select access.guard_child('fact.fact', 'fact.fact_unit', 'id', 'fact_id');

-- A mark is of all facts, whoever asks for it: row security holds for the owner of the tables too.
create or replace function fact.take_mark(at timestamptz) returns fact.mark
    language plpgsql security definer set search_path = fact, pg_temp as $$
declare
    taken fact.mark;
    before text := coalesce(current_setting('shiji.reach', true), '');
begin
    lock table fact.fact in share row exclusive mode;
    perform set_config('shiji.reach', '{(,)}', true);
    insert into fact.mark (last_fact, taken_at) select coalesce(max(id), 0), at from fact.fact returning * into taken;
    perform set_config('shiji.reach', before, true);
    return taken;
end $$;
