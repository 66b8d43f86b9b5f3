-- What schema 3 added to schema 2; kept to test the migration from it.
CREATE TABLE conservati (
  proprietario TEXT NOT NULL,
  cassetto     TEXT NOT NULL,
  chiave       TEXT NOT NULL,
  ordine       INTEGER NOT NULL,
  schema       INTEGER NOT NULL,
  contenuto    BLOB NOT NULL,
  PRIMARY KEY (proprietario, cassetto, chiave)
) STRICT;
CREATE INDEX conservati_per_ordine ON conservati (proprietario, cassetto, ordine);
PRAGMA user_version = 3;
