-- import_identity: digest of URI, type and metadata, on one artifact of each identity that an
-- importer wrote down. Importers that may reuse an artifact find it by this, or make it.
alter table artifacts add import_identity varchar(64);
create unique index artifacts_by_import on artifacts (namespace, import_identity);
