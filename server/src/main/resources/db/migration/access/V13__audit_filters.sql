-- The trail is asked by who, by what was done, by thing and by time, among millions of rows (docs/run/audit.md tells how fast).

-- The page of the trail, one name's rows, newest first; and which names there are.
create index audit_by_name on access.audit (name, id desc);
-- Accounts are asked by name: renamed ones keep the name they had.
drop index access.audit_by_account;
-- The page of the trail, rows of one verb.
create index audit_by_verb on access.audit (verb, id desc);
-- Between which numbers the rows of some days lie.
create index audit_by_time on access.audit (at);
-- The page of the trail, what was refused.
create index audit_refused on access.audit (id desc) where outcome = 'refused';
-- A row of the trail, its seal.
create index seal_by_time on access.seal (at);
