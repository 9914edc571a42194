-- A run that a schedule made. tick_at: the tick that it is the run of, of which there is one; null
-- for runs that were made elsewhere, where a second may have had several.
alter table runs add recurring_run_id varchar(36);
alter table runs add tick_at bigint;
create unique index runs_by_tick on runs (recurring_run_id, tick_at);
create index runs_of_recurring_run on runs (recurring_run_id, state);

-- trigger_kind: CRON, PERIODIC or ONCE. last_tick_at: the last tick that was settled, whether its
-- run could be made (fired_count counts those) or not (failure_*). due_at: when to look at the row
-- next; null for never. revision: of every change, so that of many who saw a tick one settles it.
create table recurring_runs (
  recurring_run_id varchar(36) not null,
  namespace varchar(63) not null,
  experiment_id varchar(36) not null,
  display_name varchar(512) not null,
  description clob not null,
  pipeline_id varchar(36),
  pipeline_version_id varchar(36),
  specification_id varchar(64),
  parameters clob not null,
  pipeline_root clob not null,
  service_account varchar(253) not null,
  plugins_input clob not null,
  trigger_kind varchar(16) not null,
  cron_line varchar(255),
  interval_seconds bigint,
  start_at bigint,
  end_at bigint,
  max_concurrency integer not null,
  catches_up boolean not null,
  is_enabled boolean not null,
  fired_count bigint not null,
  last_tick_at bigint,
  due_at bigint,
  failure_code varchar(32),
  failure_message clob,
  failure_path clob,
  revision bigint not null,
  created_at bigint not null,
  updated_at bigint not null,
  source_id varchar(64),
  constraint recurring_runs_key primary key (recurring_run_id),
  constraint recurring_runs_specification
    foreign key (specification_id) references specifications (specification_id)
);
create index recurring_runs_by_time on recurring_runs (namespace, created_at, recurring_run_id);
create index recurring_runs_of_experiment
  on recurring_runs (experiment_id, created_at, recurring_run_id);
create index recurring_runs_by_due on recurring_runs (is_enabled, due_at);
