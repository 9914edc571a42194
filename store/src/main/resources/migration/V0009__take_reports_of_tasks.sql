-- Runs whose tasks somebody else's driver and launchers write; no engine here takes them up.
alter table runs add column is_driven_elsewhere boolean default false not null;

-- reported: what a driver or launcher said of a task beside state and values, as a JSON object:
-- its pods, words on its state.
alter table tasks add column reported clob default '{}' not null;

alter table artifacts add column description clob default '' not null;
alter table artifacts add column number_value double;

create index artifact_tasks_of_run on artifact_tasks (run_id);
