-- How often the lead of a run went to another server: what a server writes about a run counts only
-- while this is as it was when it took the lead.
alter table runs add column lead_epoch bigint default 0 not null;

-- What tokens and links are signed with, newest last. A server makes the next one when the newest
-- is old; those before it verify what they signed until that has run out.
create table signing_keys (
  purpose varchar(64) not null,
  generation bigint not null,
  secret varchar(255) not null,
  created_at bigint not null,
  constraint signing_keys_key primary key (purpose, generation)
);
