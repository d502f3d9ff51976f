-- Files under row security.
select access.guard('evidence.file');
