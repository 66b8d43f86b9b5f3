package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/app/audit"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// variabilePersa makes the test binary walk through the loss of a key in the
// profile it names, with the key ring of the session it runs in.
const variabilePersa = "ESENPAT_PROVA_CHIAVE_PERSA"

// TestChiavePersa_withTheRealKeyRing guards SE-04 with a real Secret Service, in
// a session and a home of its own, and a real database.
func TestChiavePersa_withTheRealKeyRing(t *testing.T) {
	for _, nome := range []string{"dbus-run-session", "gnome-keyring-daemon"} {
		if _, err := exec.LookPath(nome); err != nil {
			t.Fatalf("%s is needed to test the real key ring: make test installs it (Debian: dbus, gnome-keyring)", nome)
		}
	}
	io, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	casa := t.TempDir()
	c := exec.CommandContext(t.Context(), "dbus-run-session", "--", "sh", "-c",
		`printf '\n' | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1; exec "$0"`, io)
	c.Env = append(os.Environ(), "HOME="+casa, "XDG_RUNTIME_DIR="+casa, "XDG_DATA_HOME="+casa, "XDG_CONFIG_HOME="+casa,
		"DBUS_SESSION_BUS_ADDRESS=", "GNOME_KEYRING_CONTROL=", variabilePersa+"="+filepath.Join(casa, "profilo"))
	var out strings.Builder
	c.Stdout, c.Stderr = &out, &out
	c.WaitDelay = 2 * time.Second // daemons inherit the pipes
	if err = c.Run(); !strings.Contains(out.String(), "fatto\n") || strings.Contains(out.String(), "FAIL") {
		t.Errorf("%v\n%s", err, out.String())
	}
}

const (
	medicoPerso, medicoSalvo = "CLLBRN75S05D205G", "RSSLNE68D52L219V"
	servizioArchivio         = "it.esenpat.desktop/archivio"
)

// perdita is the walk.
type perdita struct {
	dir    string
	errori int
}

func (p *perdita) verifica(ok bool, formato string, argomenti ...any) {
	if !ok {
		p.errori++
		fmt.Printf("FAIL "+formato+"\n", argomenti...)
	}
}

// con opens the profile as a start of the program does.
func (p *perdita) con(ctx context.Context, f func(b *base, c custode, registro *auditFinto)) {
	b, err := apriBase(ctx, opzioni{profilo: p.dir, costi: argonDiProva()})
	if err != nil {
		p.verifica(false, "open: %v", err)
		return
	}
	defer b.chiudi(ctx)
	registro := &auditFinto{}
	f(b, custode{b, senzaAlias{}, medicoPerso, registro}, registro)
}

// verbo runs the program's command line.
func (p *perdita) verbo(ctx context.Context, in string, args ...string) (int, string, string) {
	var o, e strings.Builder
	codice := run(ctx, append([]string{"--profilo", p.dir, "bozze"}, args...),
		terminale{in: strings.NewReader(in), out: &o, err: &e, argon: argonDiProva()})
	return codice, o.String(), e.String()
}

func quante(ctx context.Context, b *base, chi string) int {
	tutte, err := b.archivio.Bozze(ctx, chi)
	if err != nil {
		return -1
	}
	return len(tutte)
}

func figlioPersa(dir string) int {
	ctx, p := context.Background(), &perdita{dir: dir}
	var voce string
	p.con(ctx, func(b *base, _ custode, _ *auditFinto) {
		for _, chi := range []string{medicoPerso, medicoSalvo, ""} {
			err := b.archivio.SalvaBozza(ctx, chi, esenpat.Bozza{ID: "una"})
			p.verifica(err == nil, "first draft: %v", err)
		}
		err := b.archivio.SalvaPreferenza(ctx, medicoPerso, "tema", "scuro")
		p.verifica(err == nil, "preference: %v", err)
		voce, err = b.portachiavi.Get(ctx, servizioArchivio, medicoPerso)
		p.verifica(err == nil && voce != "", "the entry: %v", err)
		p.verifica(b.portachiavi.Delete(ctx, servizioArchivio, medicoPerso) == nil, "entry not deleted")
	})
	p.persaSiDice(ctx)
	p.tornaSiApre(ctx, voce)
	p.ricomincia(ctx)
	if p.errori == 0 {
		fmt.Println("fatto")
	}
	return p.errori
}

// persaSiDice: every way in says it, and nothing is changed by looking.
func (p *perdita) persaSiDice(ctx context.Context) {
	for range 2 { // also at the next start
		p.con(ctx, func(b *base, c custode, _ *auditFinto) {
			s, err := c.Situazione(ctx)
			p.verifica(chiavePersa(err) && s.Persa && s.Bozze == 1, "situation: %+v, %v", s, err)
			err = b.deposito.SalvaBozza(ctx, medicoPerso, esenpat.Bozza{ID: "nuova"})
			p.verifica(chiavePersa(err), "a draft of the lost key was saved: %v", err)
			p.verifica(quante(ctx, b, medicoSalvo) == 1, "the other doctor has none")
			_, err = b.portachiavi.Get(ctx, servizioArchivio, medicoPerso)
			p.verifica(esenpat.KindOf(err) == esenpat.NotFound, "a key was made: %v", err)
		})
	}
	codice, out, errore := p.verbo(ctx, "", "elenca")
	p.verifica(codice == esitoNonFatto && strings.Contains(errore, "irrecuperabili") && strings.Count(out, `"id"`) == 2, "elenca: %d %s %s", codice, out, errore)
	codice, _, errore = p.verbo(ctx, "", "mostra", "5f0f3a52-6b5c-4a55-9d1c-0d1c7b0c0001")
	p.verifica(codice == esitoNonFatto && strings.Contains(errore, "irrecuperabili"), "mostra: %d %s", codice, errore)
	codice, out, _ = p.verbo(ctx, `{`+medicoUno+`}`+"\n"+`{`+medicoDue+`}`, "importa", "-")
	p.verifica(codice == esitoNonFatto && strings.Contains(out, "cifra.chiave-persa") && strings.Contains(out, `"riga":2,"id"`), "importa: %d %s", codice, out)
	frase := filepath.Join(filepath.Dir(p.dir), "frase")
	p.verifica(os.WriteFile(frase, []byte("quattro parole che non stanno\n"), 0o600) == nil, "no file")
	codice, out, _ = p.verbo(ctx, `{`+medicoUno+`}`, "importa", "-", "--passphrase-file", frase)
	p.verifica(codice == esitoNonFatto && strings.Contains(out, "cifra.chiave-persa"), "a passphrase hid the loss: %d %s", codice, out)
}

// tornaSiApre: the ring is restored, the drafts open; then it is lost again.
func (p *perdita) tornaSiApre(ctx context.Context, voce string) {
	p.con(ctx, func(b *base, c custode, registro *auditFinto) {
		p.verifica(b.portachiavi.Set(ctx, servizioArchivio, medicoPerso, voce) == nil, "entry not restored")
		s, err := c.Situazione(ctx)
		p.verifica(err == nil && !s.Persa && quante(ctx, b, medicoPerso) == 1, "restored: %+v, %v", s, err)
		err = c.Ricomincia(ctx)
		p.verifica(err == nil && quante(ctx, b, medicoPerso) == 1 && registro.azioni == nil, "a late choice put open drafts aside: %v", err)
		p.verifica(b.portachiavi.Delete(ctx, servizioArchivio, medicoPerso) == nil, "entry not deleted")
	})
}

// ricomincia: after the choice the old rows are aside, and all else is as it was.
func (p *perdita) ricomincia(ctx context.Context) {
	p.con(ctx, func(b *base, c custode, registro *auditFinto) {
		_ = b.deposito.SalvaBozza(ctx, medicoPerso, esenpat.Bozza{ID: "in memoria"}) // stays in memory, see persaSiDice
		err := c.Ricomincia(ctx)
		p.verifica(err == nil && slices.Equal(registro.azioni, []string{audit.Perduto}), "begin anew: %v, %v", err, registro.azioni)
		s, err := c.Situazione(ctx)
		p.verifica(err == nil && !s.Persa, "after it: %+v, %v", s, err)
		p.verifica(c.Aperta(ctx) == nil && quante(ctx, b, medicoPerso) == 1, "what was in memory did not go to the disk")
		p.verifica(quante(ctx, b, medicoSalvo) == 2 && quante(ctx, b, "") == 1, "somebody else's drafts went away")
		x, err := b.archivio.Preferenze(ctx, medicoPerso)
		p.verifica(err == nil && x["tema"] == "scuro", "preferences: %v, %v", x, err)
		aside, _ := filepath.Glob(filepath.Join(p.dir, "*.locked"))
		p.verifica(len(aside) == 1, "aside: %v", aside)
		for _, f := range aside {
			info, err := os.Stat(f)
			p.verifica(err == nil && info.Mode().Perm() == 0o600, "rights: %v, %v", info, err)
		}
	})
	codice, out, errore := p.verbo(ctx, "", "elenca")
	p.verifica(codice == esitoFatto && strings.Count(out, `"id"`) == 4, "elenca at the end: %d %s %s", codice, out, errore)
	p.con(ctx, func(_ *base, c custode, _ *auditFinto) {
		p.verifica(c.Rimuovi(ctx) == nil, "not removed")
		aside, _ := filepath.Glob(filepath.Join(p.dir, "*.locked"))
		p.verifica(len(aside) == 0, "«Rimuovi i miei dati» leaves %v", aside)
	})
}
