-- What version 3 could say more.
insert into artifacts (artifact_id, namespace, name, uri, schema_title, schema_version, metadata, created_at, import_identity) values ('f0000000-0000-4000-8000-000000000003', '', 'imported', 'store://bucket/key', 'system.Dataset', '0.0.1', '{}', 1700000002000, '3333333333333333333333333333333333333333333333333333333333333333');
