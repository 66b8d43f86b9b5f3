CREATE TABLE impostazioni (
  chiave TEXT PRIMARY KEY,
  valore TEXT NOT NULL
) STRICT;

CREATE TABLE accessi (
  utente         TEXT PRIMARY KEY,
  password       TEXT NOT NULL, -- argon2id, encoded
  pin            TEXT NOT NULL,
  errati         INTEGER NOT NULL DEFAULT 0,
  bloccato_fino  TEXT NOT NULL DEFAULT '',
  ultimo_accesso TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE gettoni (
  impronta     TEXT PRIMARY KEY, -- SHA-256 of the token: the token itself is never stored
  utente       TEXT NOT NULL,
  scade        TEXT NOT NULL,
  sessione     TEXT NOT NULL DEFAULT '',
  ruolo        TEXT NOT NULL DEFAULT '',
  collocazione TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE documenti (
  id     TEXT PRIMARY KEY,
  sha256 TEXT NOT NULL,
  pdf    BLOB NOT NULL
) STRICT;

CREATE TABLE certificati (
  id        TEXT PRIMARY KEY,
  id_client TEXT NOT NULL,
  medico    TEXT NOT NULL,
  assistito TEXT NOT NULL,
  rev       INTEGER NOT NULL,
  corpo     TEXT NOT NULL,
  UNIQUE (medico, id_client)
) STRICT;
CREATE INDEX certificati_medico ON certificati (medico, rev);
CREATE INDEX certificati_assistito ON certificati (assistito);

CREATE TABLE esenzioni (
  id          TEXT PRIMARY KEY,
  medico      TEXT NOT NULL,
  assistito   TEXT NOT NULL,
  rev         INTEGER NOT NULL,
  corpo       TEXT NOT NULL
) STRICT;
CREATE INDEX esenzioni_medico ON esenzioni (medico, rev);
CREATE INDEX esenzioni_assistito ON esenzioni (assistito);

CREATE TABLE aura (
  id        INTEGER PRIMARY KEY,
  assistito TEXT NOT NULL,
  esenzione TEXT NOT NULL DEFAULT '', -- the pratica it came from
  corpo     TEXT NOT NULL
) STRICT;
CREATE INDEX aura_assistito ON aura (assistito);

CREATE TABLE eventi (
  id      INTEGER PRIMARY KEY,
  risorsa TEXT NOT NULL,
  stato   TEXT NOT NULL,
  quando  TEXT NOT NULL,
  utente  TEXT NOT NULL,
  nota    TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX eventi_risorsa ON eventi (risorsa);

CREATE TABLE progressivi (
  tipo   TEXT NOT NULL,
  asl    TEXT NOT NULL,
  anno   INTEGER NOT NULL,
  valore INTEGER NOT NULL,
  PRIMARY KEY (tipo, asl, anno)
) STRICT;

CREATE TABLE operazioni (
  utente       TEXT NOT NULL,
  chiave       TEXT NOT NULL,
  tipo         TEXT NOT NULL,
  impronta     TEXT NOT NULL,
  stato        TEXT NOT NULL, -- RIUSCITA, or FALLITA that does not hold the key
  risorsa      TEXT NOT NULL DEFAULT '',
  http         INTEGER NOT NULL,
  intestazioni TEXT NOT NULL DEFAULT '{}',
  corpo        BLOB NOT NULL,
  scade        TEXT NOT NULL,
  PRIMARY KEY (utente, chiave)
) STRICT;

-- Append-only and chained: each row holds the SHA-256 of the one before.
CREATE TABLE audit (
  id           INTEGER PRIMARY KEY,
  quando       TEXT NOT NULL,
  utente       TEXT NOT NULL,
  ruolo        TEXT NOT NULL,
  azienda      TEXT NOT NULL,
  operazione   TEXT NOT NULL,
  oggetto      TEXT NOT NULL,
  esito        TEXT NOT NULL,
  correlazione TEXT NOT NULL,
  precedente   TEXT NOT NULL,
  impronta     TEXT NOT NULL
) STRICT;
CREATE TRIGGER audit_non_si_cambia BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit'); END;
CREATE TRIGGER audit_non_si_toglie BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit'); END;
