-- What pages of runs filter by, each in the order of time, so that a page and a bounded count read
-- the index alone. The namespace stands last where the experiment says it already.
create index runs_of_namespace_by_state on runs (namespace, state, created_at, run_id);
create index runs_of_namespace_by_storage on runs (namespace, is_archived, created_at, run_id);
create index runs_of_experiment_by_state
  on runs (experiment_id, state, created_at, run_id, namespace);
create index runs_of_experiment_by_storage
  on runs (experiment_id, is_archived, created_at, run_id, namespace);
