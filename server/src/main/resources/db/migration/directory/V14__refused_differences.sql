-- Why a difference that was accepted could not be written: its reasons, each a code with its arguments. It stays accepted
-- and is tried again when the list runs again.
alter table directory.import_difference add column refusals jsonb;
