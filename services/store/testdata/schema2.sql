-- What schema 2 added to schema 1; kept to test the migration from it.
CREATE TABLE preferenze (
  proprietario TEXT NOT NULL,
  chiave       TEXT NOT NULL,
  valore       TEXT NOT NULL,
  PRIMARY KEY (proprietario, chiave)
) STRICT;
PRAGMA user_version = 2;
