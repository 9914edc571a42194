-- pod_sightings: what the cluster said of the pod of an attempt while it waited, as a JSON list.
alter table task_attempts add column pod_sightings clob default '[]' not null;
