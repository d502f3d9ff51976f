-- Figures look up the units of facts one by one, or all of them, and read beyond the reach: so that is asked first, and
-- nothing else then. An index on the place would be no help.
alter policy within_reach on fact.fact_unit
    using (case when (select access.reaches_everything()) then true
                when place between (select access.reach_from()) and (select access.reach_to())
                    and ((select access.reaches_one_run()) or place <@ (select access.reach())) then true
           end is not null)
    with check (case when (select access.reaches_everything()) then true
                     when place between (select access.reach_from()) and (select access.reach_to())
                         and ((select access.reaches_one_run()) or place <@ (select access.reach())) then true
                end is not null);

-- Whether a unit within the reach took part, which the policy of fact_unit answers. Written out in the policy of fact, the
-- planner would count its price for each row and join figures the slow way round, though it is not asked then.
create function fact.is_within_reach(fact bigint) returns boolean language plpgsql stable parallel safe cost 1.5 as $$
begin
    return exists (select from fact.fact_unit u where u.fact_id = is_within_reach.fact);
end $$;

alter policy with_its_parent on fact.fact
    using (case when (select access.reaches_everything()) then true when fact.is_within_reach(id) then true end is not null);
