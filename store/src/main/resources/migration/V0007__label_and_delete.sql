-- deleted_at: an experiment that was deleted stays as long as runs name it, without its name.
alter table experiments add column deleted_at bigint;

-- package_url: where a version was fetched from; empty when it came with the request.
alter table pipeline_versions add column package_url clob default '' not null;
alter table pipeline_versions add column code_source_url clob default '' not null;

create table pipeline_tags (
  pipeline_id varchar(36) not null,
  tag_key varchar(63) not null,
  tag_value varchar(63) not null,
  constraint pipeline_tags_key primary key (pipeline_id, tag_key),
  constraint pipeline_tags_pipeline
    foreign key (pipeline_id) references pipelines (pipeline_id) on delete cascade
);
create index pipeline_tags_by_value on pipeline_tags (tag_key, tag_value, pipeline_id);

create table pipeline_version_tags (
  version_id varchar(36) not null,
  tag_key varchar(63) not null,
  tag_value varchar(63) not null,
  constraint pipeline_version_tags_key primary key (version_id, tag_key),
  constraint pipeline_version_tags_version
    foreign key (version_id) references pipeline_versions (version_id) on delete cascade
);
create index pipeline_version_tags_by_value
  on pipeline_version_tags (tag_key, tag_value, version_id);

-- Runs that are hidden and go as soon as the engine has stopped them; hardly ever more than a few.
create table run_deletions (
  run_id varchar(36) not null,
  asked_at bigint not null,
  constraint run_deletions_key primary key (run_id),
  constraint run_deletions_run foreign key (run_id) references runs (run_id) on delete cascade
);
