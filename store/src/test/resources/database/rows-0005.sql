-- What version 5 could say more.
insert into run_leases (run_id, owner, lease_until) values ('c0000000-0000-4000-8000-000000000002', 'a server of before', 1700000031000);
