package certificati_test

import (
	"testing"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// Manual: M124.
func TestScarica_handsOutOnlyWhatMayBeDelivered(t *testing.T) {
	for stato, passa := range map[esenpat.StatoVerifica][2]bool{ // not yet signed, signed
		esenpat.VerificaValida:          {true, true},
		esenpat.VerificaValidaAvvisi:    {true, true},
		esenpat.VerificaNonVerificabile: {true, true},
		esenpat.VerificaNonFirmato:      {true, false},
		esenpat.VerificaNonValida:       {true, true}, // for what it is worth, see below
		esenpat.VerificaModificato:      {false, false},
	} {
		for i, firmato := range []bool{false, true} {
			s := conCertificato()
			s.verifica = esenpat.Verifica{Stato: stato}

			d, err := s.archivio().Scarica(t.Context(), "assistito-1", "c1", firmato)

			if (err == nil) != passa[i] || (len(d.PDF) > 0) != passa[i] || (err == nil && d.Verifica.Stato != stato) {
				t.Errorf("%s, signed %v: %d bytes, %v", stato, firmato, len(d.PDF), err)
			}
			if _, errVisto := s.archivio().Documento(t.Context(), "assistito-1", "c1"); (errVisto == nil) != passa[0] {
				t.Errorf("%s, shown: %v", stato, errVisto)
			}
			if err != nil && esenpat.CodeOf(err) != "firma.verifica-fallita" {
				t.Errorf("%s: %v", stato, err)
			}
		}
	}
}

// A certificate that expired or was revoked since is told, not hidden; what was
// tampered with does not leave the program.
func TestScarica_tellsBrokenFromWorthless(t *testing.T) {
	for id, passa := range map[string]bool{"validita": true, "revoca": true, "integrita": false, "firma": false, "formato": false, "copertura": false, "certificato": false} {
		s := conCertificato()
		s.verifica = esenpat.Verifica{Stato: esenpat.VerificaNonValida, Firme: []esenpat.FirmaVerificata{
			{Controlli: []esenpat.Controllo{{ID: "catena", Esito: esenpat.ControlloOK}, {ID: id, Esito: esenpat.ControlloKO}}},
		}}

		d, err := s.archivio().Scarica(t.Context(), "assistito-1", "c1", true)

		if (err == nil) != passa || (err == nil && d.Verifica.Stato != esenpat.VerificaNonValida) {
			t.Errorf("%s: %v", id, err)
		}
	}
}
