-- What version 2 could say more.
update tasks set system_log_uri = '/artifacts/driver-logs/step' where task_id = 'd0000000-0000-4000-8000-000000000002';
update cache_entries set scope_key = 'step' where task_id = 'd0000000-0000-4000-8000-000000000002';
