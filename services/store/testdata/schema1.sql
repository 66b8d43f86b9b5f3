-- Drafts, one sealed cell each. proprietario is a blind index: it tells equal
-- owners apart and nothing else. ordine counts the saves of the whole file.
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

-- Drafts whose seal did not hold: kept for whoever repairs, never shown.
CREATE TABLE bozze_guaste (
  proprietario TEXT NOT NULL,
  id           TEXT NOT NULL,
  sequenza     INTEGER NOT NULL,
  schema       INTEGER NOT NULL,
  contenuto    BLOB NOT NULL
) STRICT;

-- Acts that were sent and whose outcome is not known; the content is sealed.
CREATE TABLE atti_in_sospeso (
  chiave       TEXT PRIMARY KEY,
  ordine       INTEGER NOT NULL,
  proprietario TEXT NOT NULL,
  schema       INTEGER NOT NULL,
  contenuto    BLOB NOT NULL
) STRICT;
CREATE INDEX atti_per_proprietario ON atti_in_sospeso (proprietario, ordine);
PRAGMA user_version = 1;
