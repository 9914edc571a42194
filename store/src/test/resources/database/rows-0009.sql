-- What version 9 could say more.
update artifacts set description = 'kept', number_value = 0.5 where artifact_id = 'f0000000-0000-4000-8000-000000000001';
