-- What version 11 could say more.
insert into signing_keys (purpose, generation, secret, created_at) values ('page-token', 1, 'a2VwdA==', 1700000000000);
update runs set lead_epoch = 3 where run_id = 'c0000000-0000-4000-8000-000000000001';
