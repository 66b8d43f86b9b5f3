package main

import (
	"bytes"
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// canarini are what must never be found on the disk of a workstation: the
// people of the job, what was written of them, and the doctor's secrets.
func canarini(p *prova) []string {
	c := []string{
		"rossetti", "marchetti", "barbero", "rsslne68d52l219v", "mrctms16p03l219t", "24681357", "carcinoma duttale", "deficit fisico", "neoplasia polmonare", "notacanarino", "verdicanarino", "vrdgnn80a01l219m",
		strings.ToLower(p.medico.Credenziali.Password.Reveal()), strings.ToLower(string(p.ses.Utente.CodiceFiscale)),
	}
	for _, m := range p.prova.Autorita().Telefono().Messaggi() {
		c = append(c, m.Codice)
	}
	return c
}

// cercaCanarini reads every file under the folders, the embedded environment's
// and its database's log included.
func cercaCanarini(t *testing.T, quando string, canarini []string, cartelle ...string) (letti int) {
	t.Helper()
	for _, dir := range cartelle {
		err := filepath.WalkDir(dir, func(nome string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			b, err := os.ReadFile(nome)
			if err != nil {
				return err
			}
			letti++
			b = bytes.ToLower(b)
			for _, c := range canarini {
				if bytes.Contains(b, []byte(c)) {
					t.Errorf("%s: %s holds %q", quando, filepath.Base(nome), c)
				}
				if strings.Contains(strings.ToLower(nome), c) {
					t.Errorf("%s: the name of %s holds %q", quando, filepath.Base(nome), c)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return letti
}

// TestCanarino_aWholeRunLeavesNobodyOnTheDisk guards SE-01 and SE-20: the whole
// job, a draft left open, the audit and the log; then the same after the logout
// and after the doctor's data were removed.
func TestCanarino_aWholeRunLeavesNobodyOnTheDisk(t *testing.T) {
	senzaPortachiavi(t)
	profilo, out, temporanei := t.TempDir(), t.TempDir(), t.TempDir()
	t.Setenv("TMPDIR", temporanei)
	p, err := apriProva(t.Context(), opzioni{
		profilo: profilo, ambiente: "prova", segreta: scriviFrase(t, "quattro parole per ora"), costi: argonDiProva(), log: "debug",
	}, out)
	if err != nil {
		t.Fatal(err)
	}
	defer p.chiudi(context.WithoutCancel(t.Context()))
	if err = p.lavora(t.Context()); err != nil {
		t.Fatal(err)
	}
	chi := string(p.ses.Utente.CodiceFiscale)
	bozza := esenpat.Bozza{
		ID: "aperta", Assistito: esenpat.Assistito{Cognome: "Verdicanarino", CodiceFiscale: "VRDGNN80A01L219M"},
		Dati: esenpat.DatiCertificato{Patologia: "notacanarino"},
	}
	if err = p.deposito.SalvaBozza(t.Context(), chi, bozza); err != nil {
		t.Fatal(err)
	}
	if n, errAudit := p.archivio.VerificaAudit(t.Context(), chi); errAudit != nil || n < 5 {
		t.Errorf("the audit has %d events: %v", n, errAudit)
	}
	if err = p.audit.Invia(t.Context()); err != nil {
		t.Errorf("audit: %v", err)
	}
	cerca := canarini(p)

	if n := cercaCanarini(t, "after the job", cerca, profilo, temporanei); n < 6 {
		t.Errorf("only %d files read: the search is broken", n)
	}
	if len(cerca) < 16 {
		t.Errorf("no code of the telephone among %d canaries", len(cerca))
	}
	if err = p.accesso.Esci(t.Context()); err != nil {
		t.Fatal(err)
	}
	cercaCanarini(t, "after the logout", cerca, profilo, temporanei)
	c := custode{p.base, senzaAlias{}, chi, &auditFinto{}}
	if err = c.Rimuovi(t.Context()); err != nil {
		t.Fatal(err)
	}
	cercaCanarini(t, "after the removal", cerca, profilo, temporanei)
	if b, errBozze := p.archivio.Bozze(t.Context(), chi); errBozze != nil || len(b) != 0 {
		t.Errorf("left: %d, %v", len(b), errBozze)
	}
}
