-- One portable set for every database: parsed by jOOQ, rendered for the dialect that runs it.
-- Times are milliseconds since the epoch, identifiers lower-case UUID text, JSON plain text.
-- A file that was released never changes: its digest stands in schema_migrations.

create table specifications (
  specification_id varchar(64) not null,
  document clob not null,
  platform_document clob not null,
  scope_paths clob not null,
  created_at bigint not null,
  constraint specifications_key primary key (specification_id)
);

create table experiments (
  experiment_id varchar(36) not null,
  namespace varchar(63) not null,
  display_name varchar(128) not null,
  description clob not null,
  is_archived boolean not null,
  run_count bigint not null,
  created_at bigint not null,
  last_run_created_at bigint not null,
  source_id varchar(64),
  constraint experiments_key primary key (experiment_id),
  constraint experiments_by_name unique (namespace, display_name)
);
create index experiments_by_time on experiments (namespace, created_at, experiment_id);

create table pipelines (
  pipeline_id varchar(36) not null,
  namespace varchar(63) not null,
  name varchar(128) not null,
  display_name varchar(128) not null,
  description clob not null,
  created_at bigint not null,
  source_id varchar(64),
  constraint pipelines_key primary key (pipeline_id),
  constraint pipelines_by_name unique (namespace, name)
);
create index pipelines_by_time on pipelines (namespace, created_at, pipeline_id);

-- ordinal: two versions made in one millisecond still have a latest one.
create table pipeline_versions (
  version_id varchar(36) not null,
  pipeline_id varchar(36) not null,
  namespace varchar(63) not null,
  ordinal integer not null,
  name varchar(127) not null,
  display_name varchar(127) not null,
  description clob not null,
  specification_id varchar(64) not null,
  created_at bigint not null,
  source_id varchar(64),
  constraint pipeline_versions_key primary key (version_id),
  constraint pipeline_versions_by_name unique (pipeline_id, name),
  constraint pipeline_versions_by_ordinal unique (pipeline_id, ordinal),
  constraint pipeline_versions_pipeline foreign key (pipeline_id) references pipelines (pipeline_id),
  constraint pipeline_versions_specification
    foreign key (specification_id) references specifications (specification_id)
);
create index pipeline_versions_by_time on pipeline_versions (pipeline_id, created_at, version_id);

-- task_count and event_count are kept, not counted; event_count is the last event's sequence.
create table runs (
  run_id varchar(36) not null,
  namespace varchar(63) not null,
  experiment_id varchar(36) not null,
  display_name varchar(512) not null,
  description clob not null,
  pipeline_id varchar(36),
  pipeline_version_id varchar(36),
  specification_id varchar(64) not null,
  pipeline_name varchar(128) not null,
  parameters clob not null,
  pipeline_root clob not null,
  service_account varchar(253) not null,
  options clob not null,
  request_digest varchar(64) not null,
  root_task_id varchar(36) not null,
  state varchar(16) not null,
  is_archived boolean not null,
  failure_code varchar(32),
  failure_message clob,
  failure_path clob,
  task_count integer not null,
  event_count bigint not null,
  created_at bigint not null,
  scheduled_at bigint not null,
  finished_at bigint,
  source_id varchar(64),
  constraint runs_key primary key (run_id),
  constraint runs_experiment foreign key (experiment_id) references experiments (experiment_id),
  constraint runs_specification
    foreign key (specification_id) references specifications (specification_id)
);
create index runs_by_time on runs (namespace, created_at, run_id);
create index runs_of_experiment on runs (experiment_id, created_at, run_id);
create index runs_by_state on runs (state, created_at, run_id);

-- run_sequence: of the event that announced the state.
create table run_state_history (
  run_id varchar(36) not null,
  run_sequence bigint not null,
  state varchar(16) not null,
  at bigint not null,
  constraint run_state_history_key primary key (run_id, run_sequence),
  constraint run_state_history_run foreign key (run_id) references runs (run_id) on delete cascade
);

-- iteration_vector: indices joined by dots, empty text outside loops. list_*: the outputs a
-- loop declares, which read as empty lists when no iteration gave one. source_*: rows that were
-- migrated keep what they were called elsewhere.
create table tasks (
  task_id varchar(36) not null,
  run_id varchar(36) not null,
  namespace varchar(63) not null,
  ordinal integer not null,
  task_index integer not null,
  iteration_vector varchar(191) not null,
  scope_path clob not null,
  parent_task_id varchar(36),
  display_name clob not null,
  type varchar(20) not null,
  state varchar(16) not null,
  skip_reason varchar(20),
  attempt integer not null,
  iteration_count integer not null,
  children_expected integer not null,
  children_succeeded integer not null,
  children_cached integer not null,
  children_skipped integer not null,
  children_failed integer not null,
  fingerprint_algorithm varchar(32),
  fingerprint_value varchar(64),
  fingerprint_explanation clob,
  list_parameters clob not null,
  list_artifacts clob not null,
  decision clob not null,
  warnings clob not null,
  failure_code varchar(32),
  failure_message clob,
  failure_path clob,
  created_at bigint not null,
  ended_at bigint,
  source_id varchar(64),
  source_fingerprint varchar(64),
  source_fingerprint_algorithm varchar(32),
  constraint tasks_key primary key (task_id),
  constraint tasks_by_identity unique (run_id, task_index, iteration_vector),
  constraint tasks_run foreign key (run_id) references runs (run_id) on delete cascade
);

create table task_attempts (
  task_id varchar(36) not null,
  attempt integer not null,
  run_id varchar(36) not null,
  namespace varchar(63) not null,
  started_at bigint not null,
  ended_at bigint,
  exit_code integer,
  failure_code varchar(32),
  failure_message clob,
  failure_path clob,
  counts_as_retry boolean not null,
  constraint task_attempts_key primary key (task_id, attempt),
  constraint task_attempts_task foreign key (task_id) references tasks (task_id) on delete cascade
);

-- direction: 0 in, 1 out. iteration: -1 for none. choice: which of several selectors of one output
-- the row came by; readers take the lowest, so that the order of arrival does not matter.
create table task_parameters (
  task_id varchar(36) not null,
  direction smallint not null,
  parameter_key varchar(255) not null,
  iteration integer not null,
  choice integer not null,
  run_id varchar(36) not null,
  namespace varchar(63) not null,
  io_type varchar(32) not null,
  producer varchar(255) not null,
  value clob not null,
  constraint task_parameters_key primary key (task_id, direction, parameter_key, iteration, choice),
  constraint task_parameters_task foreign key (task_id) references tasks (task_id) on delete cascade
);

create table artifacts (
  artifact_id varchar(36) not null,
  namespace varchar(63) not null,
  name varchar(255) not null,
  uri clob not null,
  schema_title varchar(255) not null,
  schema_version varchar(64) not null,
  metadata clob not null,
  created_at bigint not null,
  source_id varchar(64),
  constraint artifacts_key primary key (artifact_id)
);
create index artifacts_by_time on artifacts (namespace, created_at, artifact_id);

-- A row without artifact, at position -1, says that the list is there and empty.
create table artifact_tasks (
  task_id varchar(36) not null,
  direction smallint not null,
  artifact_key varchar(255) not null,
  iteration integer not null,
  choice integer not null,
  position integer not null,
  artifact_id varchar(36),
  run_id varchar(36) not null,
  namespace varchar(63) not null,
  io_type varchar(32) not null,
  producer varchar(255) not null,
  constraint artifact_tasks_key
    primary key (task_id, direction, artifact_key, iteration, choice, position),
  constraint artifact_tasks_task foreign key (task_id) references tasks (task_id) on delete cascade,
  constraint artifact_tasks_artifact foreign key (artifact_id) references artifacts (artifact_id)
);
create index artifact_tasks_of_artifact on artifact_tasks (artifact_id);

create table cache_entries (
  task_id varchar(36) not null,
  run_id varchar(36) not null,
  namespace varchar(63) not null,
  algorithm varchar(32) not null,
  fingerprint varchar(64) not null,
  pipeline_name varchar(128) not null,
  scope_path clob not null,
  created_at bigint not null,
  constraint cache_entries_key primary key (task_id),
  constraint cache_entries_task foreign key (task_id) references tasks (task_id) on delete cascade
);
create index cache_entries_by_fingerprint
  on cache_entries (namespace, algorithm, fingerprint, created_at);

create table events (
  run_id varchar(36) not null,
  run_sequence bigint not null,
  namespace varchar(63) not null,
  at bigint not null,
  kind varchar(32) not null,
  task_id varchar(36),
  details clob not null,
  constraint events_key primary key (run_id, run_sequence),
  constraint events_run foreign key (run_id) references runs (run_id) on delete cascade
);

create table submissions (
  submission_id varchar(36) not null,
  run_id varchar(36) not null,
  namespace varchar(63) not null,
  kind varchar(16) not null,
  attempts integer not null,
  created_at bigint not null,
  due_at bigint not null,
  lease_owner varchar(255),
  lease_until bigint,
  reason clob not null,
  constraint submissions_key primary key (submission_id),
  constraint submissions_by_run unique (run_id, kind),
  constraint submissions_run foreign key (run_id) references runs (run_id) on delete cascade
);
create index submissions_by_time on submissions (due_at, submission_id);
