-- Which server moves a run on, and until when the others leave it alone. A run that has ended, or
-- waits for its submission, has no row.
create table run_leases (
  run_id varchar(36) not null,
  owner varchar(255) not null,
  lease_until bigint not null,
  constraint run_leases_key primary key (run_id),
  constraint run_leases_run foreign key (run_id) references runs (run_id) on delete cascade
);
create index run_leases_of_owner on run_leases (owner, lease_until);
