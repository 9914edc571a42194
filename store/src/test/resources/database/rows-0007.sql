-- What version 7 could say more.
insert into pipeline_tags (pipeline_id, tag_key, tag_value) values ('a0000000-0000-4000-8000-000000000001', 'team', 'kept');
insert into pipeline_version_tags (version_id, tag_key, tag_value) values ('b0000000-0000-4000-8000-000000000001', 'stage', 'kept');
update pipeline_versions set package_url = 'https://example.com/kept.yaml' where version_id = 'b0000000-0000-4000-8000-000000000001';
