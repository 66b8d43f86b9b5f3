-- Preferences: how the program looks and what was used last. Nothing clinical.
-- proprietario is '' for the workstation, a blind index for a doctor.
CREATE TABLE preferenze (
  proprietario TEXT NOT NULL,
  chiave       TEXT NOT NULL,
  valore       TEXT NOT NULL,
  PRIMARY KEY (proprietario, chiave)
) STRICT;
