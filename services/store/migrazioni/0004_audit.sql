-- What a doctor did on this workstation: append only, each row sealed with the
-- hash of the row before it. audit_testa holds, sealed too, where the chain ends
-- and what was uploaded, so that rows cannot vanish from either end.
CREATE TABLE audit (
  proprietario TEXT NOT NULL,
  n            INTEGER NOT NULL,
  contenuto    BLOB NOT NULL,
  PRIMARY KEY (proprietario, n)
) STRICT;
CREATE TABLE audit_testa (
  proprietario TEXT PRIMARY KEY,
  contenuto    BLOB NOT NULL
) STRICT;
