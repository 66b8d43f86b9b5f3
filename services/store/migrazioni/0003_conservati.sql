-- Small sealed things that a doctor keeps on this workstation: lists read last,
-- templates of texts. cassetto says of which kind; chiave is a blind index, it
-- may stand for a person. ordine counts the writes, so that the oldest go first.
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
