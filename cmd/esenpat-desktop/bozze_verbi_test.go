package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/esenpat/esenpat-desktop/app/bozze"
	"github.com/esenpat/esenpat-desktop/app/task/tasktest"
	"github.com/esenpat/esenpat-desktop/services/cifra"
)

// variabileProgramma makes the test binary the program itself, with the
// arguments it was given: to be killed, or to meet a disk that fails.
const variabileProgramma = "ESENPAT_PROVA_PROGRAMMA"

func TestMain(m *testing.M) {
	if os.Getenv(variabileProgramma) != "" {
		runtime.LockOSThread() // a fault is set for the nth call of one thread
		os.Exit(run(context.Background(), os.Args[1:], terminale{in: os.Stdin, out: os.Stdout, err: os.Stderr, argon: argonDiProva()}))
	}
	if dir := os.Getenv(variabileLettura); dir != "" {
		os.Exit(figlioLettura(dir))
	}
	if dir := os.Getenv(variabilePersa); dir != "" {
		os.Exit(figlioPersa(dir))
	}
	os.Exit(m.Run())
}

func argonDiProva() cifra.Argon { return cifra.Argon{Giri: 1, KiB: 64, Fili: 1} }

func conProfilo(dir string, args ...string) []string {
	return append(append([]string{"--profilo", dir, "bozze"}, args...), "--passphrase-file", filepath.Join(dir, "..", "passphrase"))
}

// profiloDiProva is an empty profile without a key ring, with a passphrase.
func profiloDiProva(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path="+filepath.Join(dir, "nessun-bus"))
	if err := os.WriteFile(filepath.Join(dir, "passphrase"), []byte("quattro parole che non stanno\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return filepath.Join(dir, "profilo")
}

func chiamaBozze(t *testing.T, in string, args ...string) (codice int, out, err string) {
	t.Helper()
	var o, e bytes.Buffer
	codice = run(t.Context(), args, terminale{in: strings.NewReader(in), out: &o, err: &e, argon: argonDiProva()})
	return codice, o.String(), e.String()
}

const (
	medicoUno = `"medico":{"codice_fiscale":"CLLBRN75S05D205G","cognome":"Collaudi","nome":"Bruno"}`
	medicoDue = `"medico":{"codice_fiscale":"RSSLNE68D52L219V","cognome":"Ferri","nome":"Lara"}`
)

// righe decodes one JSON object per line.
func righe(t *testing.T, out string) []rigaImportata {
	t.Helper()
	var r []rigaImportata
	for dec := json.NewDecoder(strings.NewReader(out)); ; {
		var x rigaImportata
		err := dec.Decode(&x)
		if err == io.EOF {
			return r
		}
		if err != nil {
			t.Fatalf("%v in %s", err, out)
		}
		r = append(r, x)
	}
}

func idNell(t *testing.T, out string) []string {
	t.Helper()
	var e struct {
		Bozze []struct{ ID string } `json:"bozze"`
	}
	if err := json.Unmarshal([]byte(out), &e); err != nil {
		t.Fatalf("%v in %s", err, out)
	}
	id := make([]string, len(e.Bozze))
	for i, b := range e.Bozze {
		id[i] = b.ID
	}
	return id
}

func TestBozze_importShowEditDelete(t *testing.T) {
	dir := profiloDiProva(t)
	in := `{"versione":1,"assistito":{"codice_fiscale":"PRVDAA68C52L219G","cognome":"Provetti","nome":"Ada"},` + medicoUno + `,"patologia":"Prima","mia":[1,2]}
{"versione":1,` + medicoDue + `,"patologia":"Di un altro medico"}

non è JSON
{"patologia":"senza medico"}
{"id":"FRRLRA75C41L219K"}`

	codice, out, errore := chiamaBozze(t, in, conProfilo(dir, "importa", "-")...)

	r := righe(t, out)
	if codice != esitoNonFatto || len(r) != 5 || !r[0].Salvata || !r[1].Salvata || !r[3].Salvata || r[3].Riga != 5 ||
		r[2].Errore == nil || r[2].Riga != 4 || r[4].Errore == nil || !strings.Contains(errore, ": 2;") {
		t.Fatalf("code %d\n%s\n%s", codice, out, errore)
	}
	_, out, _ = chiamaBozze(t, "", conProfilo(dir, "elenca")...)
	if len(idNell(t, out)) != 3 || strings.Contains(out, "Provetti") || strings.Contains(out, "PRVDAA") || strings.Contains(out, "CLLBRN") {
		t.Errorf("elenca: %s", out)
	}
	if _, out, _ = chiamaBozze(t, "", conProfilo(dir, "mostra", r[0].ID)...); !strings.Contains(out, `"mia":[1,2]`) || !strings.Contains(out, "Provetti") {
		t.Errorf("mostra: %s", out)
	}
	// An edit that does not repeat its doctor stays theirs; another doctor's edit is refused.
	codice, out, _ = chiamaBozze(t, `{"id":"`+r[0].ID+`","patologia":"Seconda"}`, conProfilo(dir, "importa", "-")...)
	if codice != esitoFatto || righe(t, out)[0].ID != r[0].ID {
		t.Errorf("edit: %d %s", codice, out)
	}
	if codice, out, _ = chiamaBozze(t, `{"id":"`+r[0].ID+`",`+medicoDue+`}`, conProfilo(dir, "importa", "-")...); codice != esitoNonFatto || !strings.Contains(out, "bozza.di-altro-medico") {
		t.Errorf("edit of somebody else's: %d %s", codice, out)
	}
	if _, out, _ = chiamaBozze(t, "", conProfilo(dir, "mostra", r[0].ID)...); !strings.Contains(out, "Seconda") || !strings.Contains(out, "CLLBRN75S05D205G") {
		t.Errorf("after the edit: %s", out)
	}
	if codice, _, _ = chiamaBozze(t, "", conProfilo(dir, "elimina", r[0].ID)...); codice != esitoFatto {
		t.Errorf("elimina: %d", codice)
	}
	for _, verbo := range []string{"mostra", "elimina"} {
		if codice, out, _ = chiamaBozze(t, "", append(conProfilo(dir, verbo, r[0].ID), "--json")...); codice != esitoNonFatto || !strings.Contains(out, "bozza.non-trovata") {
			t.Errorf("%s of a deleted one: %d %s", verbo, codice, out)
		}
	}
}

func TestBozze_withoutKeysNothingIsAcknowledged(t *testing.T) {
	dir := profiloDiProva(t)
	senza := []string{"--profilo", dir, "bozze", "importa", "-"}

	codice, out, errore := chiamaBozze(t, `{"patologia":"x"}`, senza...)

	if codice != esitoNonFatto || out != "" || !strings.Contains(errore, "portachiavi") {
		t.Errorf("code %d, %q, %q", codice, out, errore)
	}
	if codice, _, _ = chiamaBozze(t, "", "--profilo", dir, "bozze", "elenca"); codice != esitoNonFatto {
		t.Errorf("elenca: code %d", codice)
	}
	// Another passphrase opens neither the list nor the draft.
	if codice, _, errore = chiamaBozze(t, `{"patologia":"x"}`, conProfilo(dir, "importa", "-")...); codice != esitoFatto {
		t.Fatal(errore)
	}
	altra := filepath.Join(t.TempDir(), "altra")
	if err := os.WriteFile(altra, []byte("tutta un'altra passphrase"), 0o600); err != nil {
		t.Fatal(err)
	}
	if codice, out, _ = chiamaBozze(t, "", "--profilo", dir, "bozze", "elenca", "--passphrase-file", altra); codice != esitoFatto || len(idNell(t, out)) != 0 {
		t.Errorf("another passphrase: %d %s", codice, out)
	}
	if codice, out, _ = chiamaBozze(t, `{"patologia":"x"}`, "--profilo", dir, "bozze", "importa", "-", "--passphrase-file", altra); codice != esitoNonFatto || !strings.Contains(out, "cifra.passphrase-errata") {
		t.Errorf("another passphrase: %d %s", codice, out)
	}
}

func TestBozze_lineTooLongDoesNotStopTheRest(t *testing.T) {
	dir := profiloDiProva(t)
	in := `{"patologia":"` + strings.Repeat("x", maxRigaBozza) + `"}` + "\n" + `{"patologia":"dopo"}`

	_, out, _ := chiamaBozze(t, in, conProfilo(dir, "importa", "-")...)

	if r := righe(t, out); len(r) != 2 || r[0].Errore == nil || !r[1].Salvata || r[1].Riga != 2 {
		t.Errorf("%s", out)
	}
}

// TestBozzeImporta_killLosesNoAcknowledgedLine guards FT-01 for the command
// line: a line answered «salvata» is there after kill -9 at any moment, as it
// was given, and an edit never leaves a mixture.
func TestBozzeImporta_killLosesNoAcknowledgedLine(t *testing.T) {
	volte := tasktest.Quante(8, 300)
	dir := profiloDiProva(t)
	io, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	confermate := map[string]int{} // id -> last acknowledged edit
	totale := 0
	for giro := range volte {
		totale += uccidiImporta(t, io, dir, giro, confermate)
		tasktest.Avanza(t, giro+1, volte)
	}
	_, out, errore := chiamaBozze(t, "", conProfilo(dir, "elenca")...)
	presenti := map[string]bool{}
	for _, id := range idNell(t, out) {
		presenti[id] = true
	}
	aperte := bozzeDi(t, dir)
	guardate := 0
	for id, n := range confermate {
		if !presenti[id] {
			t.Fatalf("acknowledged draft %s is gone: %s", id, errore)
		}
		letto := 0
		if _, err := fmt.Sscanf(aperte[id], "modifica %d", &letto); err != nil || letto < n || aperte[id] != testoDi(letto) {
			t.Fatalf("draft %s: acknowledged edit %d, found %d (%v)", id, n, letto, err)
		}
		if guardate++; guardate%40 != 1 {
			continue // each verb opens and checks the whole database
		}
		_, out, _ := chiamaBozze(t, "", conProfilo(dir, "mostra", id)...)
		var b struct{ Patologia string }
		if err := json.Unmarshal([]byte(out), &b); err != nil || b.Patologia != aperte[id] {
			t.Fatalf("mostra %s: %v %s", id, err, out)
		}
	}
	t.Logf("%d kills, %d acknowledged lines, %d drafts, none lost", volte, totale, len(confermate))
}

// bozzeDi reads the texts of all drafts of a profile.
func bozzeDi(t *testing.T, dir string) map[string]string {
	t.Helper()
	c := &comando{opzioni: opzioni{profilo: dir, segreta: filepath.Join(dir, "..", "passphrase")}, terminale: terminale{argon: argonDiProva()}}
	p, err := apriProfilo(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	defer p.chiudi(t.Context())
	tutte, err := bozze.NewProfilo(p.archivio, p.chiavi, uuid.NewString, p.ora).Elenca(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	testi := map[string]string{}
	for _, x := range tutte {
		testi[x.Bozza.ID] = x.Bozza.Dati.Patologia
	}
	return testi
}

func testoDi(n int) string {
	return fmt.Sprintf("modifica %d %sfine %d", n, strings.Repeat("testo ", 300), n)
}

// uccidiImporta feeds an importing program new drafts and edits of the ones
// acknowledged before, and kills it after a random number of answers.
func uccidiImporta(t *testing.T, io, dir string, giro int, confermate map[string]int) int {
	t.Helper()
	c := exec.CommandContext(t.Context(), io, conProfilo(dir, "importa", "-")...)
	c.Env = append(os.Environ(), variabileProgramma+"=1")
	ingresso, err := c.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	uscita, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	var errori strings.Builder
	c.Stderr = &errori
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	noti := make([]string, 0, len(confermate))
	for id := range confermate {
		noti = append(noti, id)
	}
	const righe = 400
	go func() { // ends when the child is dead
		for n := range righe {
			numero, id := giro*righe+n, ""
			if n%2 == 1 && len(noti) > 0 {
				id = `"id":"` + noti[n%len(noti)] + `",`
			}
			if _, err := fmt.Fprintf(ingresso, "{%s%s,\"patologia\":%q}\n", id, medicoUno, testoDi(numero)); err != nil {
				return
			}
		}
	}()
	muore, viste := 1+rand.IntN(60), 0
	for risposte := bufio.NewScanner(uscita); risposte.Scan(); {
		var r rigaImportata
		if json.Unmarshal(risposte.Bytes(), &r) != nil {
			break // the line that the kill cut
		}
		if !r.Salvata {
			t.Fatalf("refused: %s", risposte.Text())
		}
		confermate[r.ID] = giro*righe + r.Riga - 1
		if viste++; viste == muore {
			time.AfterFunc(time.Duration(rand.IntN(5000))*time.Microsecond, func() { _ = c.Process.Kill() })
		}
	}
	if err := c.Wait(); err == nil || viste == 0 {
		t.Fatalf("the program ended by itself after %d lines: %v %s", viste, err, errori.String())
	}
	return viste
}
