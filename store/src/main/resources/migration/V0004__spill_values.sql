-- is_spilled: the value, or something in it, stands in the object store; the column holds JSON in
-- which a reference stands for it.
alter table task_parameters add column is_spilled boolean default false not null;
alter table runs add column is_spilled boolean default false not null;
