-- Plans under row security. A plan is seen by the units below its own too; what a unit declares is seen from the unit and
-- from above it only.
drop trigger documents_stay on plan.plan;
create trigger documents_stay before delete on plan.plan
    for each row execute function plan.refuse_change_of_document();
create trigger plans_stay before update on plan.plan
    for each row execute function access.only_place_changes('unit_id', 'place', 'place_end');

select access.guard('plan.plan', end_column => 'place_end');
select access.guard('plan.entry');
select access.guard('plan.import');
select access.guard_child('plan.document', 'plan.plan', 'plan_id');
select access.guard_child('plan.version', 'plan.plan', 'plan_id');
select access.guard_child('plan.node', 'plan.plan', 'plan_id');
select access.guard_child('plan.figure', 'plan.plan', 'plan_id');
select access.guard_child('plan.node_unit', 'plan.plan', 'plan_id');
select access.guard_child('plan.edit', 'plan.plan', 'plan_id');
select access.guard_child('plan.dismissal', 'plan.plan', 'plan_id');
select access.guard_child('plan.correction', 'plan.plan', 'plan_id');
select access.guard_child('plan.entry_figure', 'plan.entry', 'entry_id');
