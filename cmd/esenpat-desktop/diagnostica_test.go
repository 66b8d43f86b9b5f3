package main

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/esenpat/esenpat-desktop/app/diagnostica"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/store"
)

// TestDiagnostica_tellsTheWorkstationAndNobody guards SE-22: with drafts and
// with a damaged database it says what the assistance needs, names nobody and
// changes nothing.
func TestDiagnostica_tellsTheWorkstationAndNobody(t *testing.T) {
	senzaPortachiavi(t)
	const medico = "FRRLRA75C41L219K"
	profilo := t.TempDir()
	b, err := apriBase(t.Context(), opzioni{profilo: profilo, segreta: scriviFrase(t, "quattro parole per ora"), costi: argonDiProva()})
	if err != nil {
		t.Fatal(err)
	}
	canarino := esenpat.Bozza{ID: "una", Assistito: esenpat.Assistito{Cognome: "Verdicanarino", CodiceFiscale: "VRDGNN80A01L219M"}}
	if err = b.archivio.SalvaBozza(t.Context(), medico, canarino); err != nil {
		t.Fatal(err)
	}
	b.log.Info("visita di VRDGNN80A01L219M")
	b.chiudi(t.Context())
	file := filepath.Join(profilo, "archivio.db")
	file2 := filepath.Join(t.TempDir(), "d.zip")

	leggi := func() diagnostica.Rapporto {
		codice, out, errTesto := chiama(t, "", "--profilo", profilo, "diagnostica", "--zip", file2)
		var r diagnostica.Rapporto
		if jerr := json.Unmarshal([]byte(out), &r); jerr != nil || codice != esitoFatto {
			t.Fatalf("code %d, %q %q: %v", codice, out, errTesto, jerr)
		}
		nessunoIn(t, out, medico)
		return r
	}
	r := leggi()
	if r.Archivio.Bozze != 1 || r.Archivio.Esito != diagnostica.Bene || r.Archivio.Schema != store.Schema() || r.Portachiavi.Codice != "keyring.assente" ||
		r.Connessione.Esito != diagnostica.Bene || len(r.Connessione.Passi) < 5 || r.Profilo.Passphrase != 1 || r.Profilo.Aperti != 0 {
		t.Errorf("got %+v", r)
	}
	z, err := zip.OpenReader(file2)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = z.Close() }()
	if len(z.File) != 3 {
		t.Errorf("%d files in the package", len(z.File))
	}
	for _, f := range z.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		testo, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		nessunoIn(t, string(testo), medico)
	}

	guasto := []byte(strings.Repeat("manutenzione ", 100))
	if err := os.WriteFile(file, guasto, 0o600); err != nil {
		t.Fatal(err)
	}
	if r := leggi(); r.Archivio.Codice != "archivio.corrotto" || r.Archivio.Quarantene != 0 {
		t.Errorf("damaged: %+v", r.Archivio)
	}
	if dopo, err := os.ReadFile(file); err != nil || !bytes.Equal(dopo, guasto) {
		t.Errorf("the damaged file was touched: %v", err)
	}
}

func nessunoIn(t *testing.T, testo, medico string) {
	t.Helper()
	for _, s := range []string{"Verdicanarino", "VRDGNN80A01L219M", medico, "quattro parole"} {
		if strings.Contains(testo, s) {
			t.Errorf("it tells %q", s)
		}
	}
}
