-- Whether an edit of a draft still stands is asked of each entry of its history, and at every undo and redo.
create index edit_by_turned on plan.edit (plan_id, version, turns) where turns is not null;
