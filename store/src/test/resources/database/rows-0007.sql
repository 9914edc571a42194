-- What version 7 could say more.
insert into pipeline_tags (pipeline_id, tag_key, tag_value) values ('a0000000-0000-4000-8000-000000000001', 'team', 'kept');
insert into pipeline_version_tags (version_id, tag_key, tag_value) values ('b0000000-0000-4000-8000-000000000001', 'stage', 'kept');
update pipeline_versions set package_url = 'https://example.com/kept.yaml' where version_id = 'b0000000-0000-4000-8000-000000000001';
insert into runs (run_id, namespace, experiment_id, display_name, description, specification_id, pipeline_name, parameters, pipeline_root, service_account, options, request_digest, root_task_id, state, is_archived, failure_code, failure_message, failure_path, task_count, event_count, created_at, scheduled_at, finished_at) values ('c0000000-0000-4000-8000-000000000003', '', 'e0000000-0000-4000-8000-000000000001', 'deleted', '', '1111111111111111111111111111111111111111111111111111111111111111', 'kept', '{}', '', 'pipeline-runner', '{}', 'digest', 'd0000000-0000-4000-8000-000000000004', 'FAILED', true, 'CANCELLED', 'termination was asked for', '', 0, 1, 1700000001000, 1700000001000, 1700000003000);
insert into run_deletions (run_id, asked_at) values ('c0000000-0000-4000-8000-000000000003', 1700000003000);
update experiments set run_count = 3 where experiment_id = 'e0000000-0000-4000-8000-000000000001';
