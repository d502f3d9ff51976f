-- People under row security.
select access.guard('directory.person');
