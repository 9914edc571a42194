-- Where the lines of the system about a task are; empty for nowhere.
alter table tasks add column system_log_uri clob default '' not null;

-- scope_key: the scope path, or a digest of one that is too long for an index. To find the entry
-- that a task most likely missed by a little.
alter table cache_entries add column scope_key varchar(191) default '' not null;
alter table cache_entries add column iteration_vector varchar(191) default '' not null;
create index cache_entries_by_place
  on cache_entries (namespace, pipeline_name, scope_key, iteration_vector, created_at);
