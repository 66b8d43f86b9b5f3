-- Version 1. Instants are Unix milliseconds. No PIN, PUK or OTP in clear.
CREATE TABLE autorita_ca (
  nome   TEXT PRIMARY KEY, -- 'radice', 'tls', 'tsa', or the code of a provider
  cert   BLOB NOT NULL,    -- DER
  chiave BLOB NOT NULL     -- PKCS #8: a test authority, protected by the file's mode
) STRICT;

CREATE TABLE autorita_credenziale (
  id           INTEGER PRIMARY KEY,
  provider     TEXT NOT NULL,
  alias        TEXT NOT NULL,
  cf           TEXT NOT NULL,
  modo_otp     TEXT NOT NULL, -- 'invio', 'totp', 'hotp', 'nessuno'
  telefono     TEXT NOT NULL, -- masked
  cert         BLOB NOT NULL,
  chiave       BLOB NOT NULL, -- PKCS #8 sealed under a random data key
  chiave_pin   BLOB NOT NULL, -- the data key sealed under the PIN
  chiave_puk   BLOB NOT NULL, -- the data key sealed under the PUK
  kdf_tempo    INTEGER NOT NULL,
  kdf_memoria  INTEGER NOT NULL,
  kdf_thread   INTEGER NOT NULL,
  pin_errati   INTEGER NOT NULL DEFAULT 0,
  puk_errati   INTEGER NOT NULL DEFAULT 0,
  bloccata     INTEGER NOT NULL DEFAULT 0,
  stato        TEXT NOT NULL DEFAULT 'attiva', -- 'attiva', 'revocata', 'sospesa'
  stato_dal    INTEGER NOT NULL DEFAULT 0,
  segreto      BLOB NOT NULL, -- of TOTP and HOTP
  contatore    INTEGER NOT NULL DEFAULT 0, -- HOTP: next expected; TOTP: last used step
  otp_errati   INTEGER NOT NULL DEFAULT 0, -- TOTP and HOTP, in a row
  UNIQUE (provider, alias)
) STRICT;

CREATE TABLE autorita_otp (
  id             INTEGER PRIMARY KEY,
  credenziale_id INTEGER NOT NULL REFERENCES autorita_credenziale (id),
  hash           BLOB NOT NULL, -- salt and argon2id
  documenti      TEXT NOT NULL, -- SHA-256 of the documents, hex, one a line
  inviato_il     INTEGER NOT NULL,
  scade_il       INTEGER NOT NULL,
  errati         INTEGER NOT NULL DEFAULT 0,
  usato          INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX autorita_otp_credenziale ON autorita_otp (credenziale_id, inviato_il);

CREATE TABLE autorita_revocato (
  seriale TEXT PRIMARY KEY, -- hex
  provider TEXT NOT NULL,
  motivo  INTEGER NOT NULL, -- RFC 5280: 0 unspecified, 6 certificateHold
  dal     INTEGER NOT NULL
) STRICT;
