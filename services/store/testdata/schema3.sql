-- A database as schema 3 made it; kept to test the migration from it.
CREATE TABLE bozze (
  proprietario TEXT NOT NULL,
  id           TEXT NOT NULL,
  sequenza     INTEGER NOT NULL,
  ordine       INTEGER NOT NULL,
  schema       INTEGER NOT NULL,
  contenuto    BLOB NOT NULL,
  PRIMARY KEY (proprietario, id)
) STRICT;
CREATE INDEX bozze_per_ordine ON bozze (proprietario, ordine);

CREATE TABLE bozze_guaste (
  proprietario TEXT NOT NULL,
  id           TEXT NOT NULL,
  sequenza     INTEGER NOT NULL,
  schema       INTEGER NOT NULL,
  contenuto    BLOB NOT NULL
) STRICT;

CREATE TABLE atti_in_sospeso (
  chiave       TEXT PRIMARY KEY,
  ordine       INTEGER NOT NULL,
  proprietario TEXT NOT NULL,
  schema       INTEGER NOT NULL,
  contenuto    BLOB NOT NULL
) STRICT;
CREATE INDEX atti_per_proprietario ON atti_in_sospeso (proprietario, ordine);
CREATE TABLE preferenze (
  proprietario TEXT NOT NULL,
  chiave       TEXT NOT NULL,
  valore       TEXT NOT NULL,
  PRIMARY KEY (proprietario, chiave)
) STRICT;
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
