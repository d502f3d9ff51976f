-- After a large list the planner knows the tables as they were before it, and the first searches took seconds until the
-- server looked at them by itself. The app may not analyze what it does not own, so the owner does it for it.
create function directory.look_anew() returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    analyze directory.unit, directory.version, directory.standing, directory.person, directory.belonging, access.unit_place;
end $$;
