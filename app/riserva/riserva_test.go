package riserva_test

import (
	"context"
	"crypto/rand"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/app/bozze"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/riserva"
	"github.com/esenpat/esenpat-desktop/services/cifra"
	"github.com/esenpat/esenpat-desktop/services/store"
)

type portachiaviAssente struct{}

func manca() error { return esenpat.NewError(esenpat.Keyring, "keyring.assente", "test") }

func (portachiaviAssente) Prepara(context.Context) error                       { return manca() }
func (portachiaviAssente) Get(context.Context, string, string) (string, error) { return "", manca() }
func (portachiaviAssente) Set(context.Context, string, string, string) error   { return manca() }
func (portachiaviAssente) Delete(context.Context, string, string) error        { return manca() }

func apri(t *testing.T) (*riserva.Riserva, string) {
	t.Helper()
	dir := t.TempDir()
	a, err := store.Apri(t.Context(), store.Opzioni{
		Dir: dir, Ora: time.Now,
		Chiavi: cifra.NewMazzo(cifra.Opzioni{Portachiavi: portachiaviAssente{}, Dir: filepath.Join(dir, "chiavi"), Casuale: rand.Reader, Argon: cifra.ArgonDiSerie()}),
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = a.Chiudi() })
	return riserva.New(a, store.NewMemoria()), dir
}

func TestSenzaPortachiavi_draftsStayInMemoryAndTheUserIsTold(t *testing.T) {
	r, dir := apri(t)
	b := esenpat.Bozza{ID: "b1", Dati: esenpat.DatiCertificato{Patologia: "CANARINO-PATOLOGIA"}}

	err := r.SalvaBozza(t.Context(), "MEDICO", b)
	if esenpat.CodeOf(err) != "keyring.assente" {
		t.Fatalf("the doctor is not told: %v", err)
	}
	got, err := r.Bozza(t.Context(), "MEDICO", "b1")
	if err != nil || got.Dati.Patologia != b.Dati.Patologia {
		t.Fatalf("what was typed is lost: %+v %v", got, err)
	}
	if list, err := r.Bozze(t.Context(), "MEDICO"); err != nil || len(list) != 1 {
		t.Errorf("list %v %v", list, err)
	}
	if err := r.PerCreazione().SalvaBozza(t.Context(), "MEDICO", b); err != nil {
		t.Errorf("a certificate cannot be created without a key ring: %v", err)
	}
	if err := r.EliminaBozza(t.Context(), "MEDICO", "b1"); err != nil {
		t.Error(err)
	}

	_ = filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		if err == nil && strings.Contains(string(b), "CANARINO") {
			t.Errorf("plain text in %s", filepath.Base(path))
		}
		return err
	})
}

func TestSenzaPortachiavi_anActCanStillBeSentAndAPreferenceKept(t *testing.T) {
	r, _ := apri(t)
	a := esenpat.AttoInSospeso{Chiave: "6f9619ff-8b86-4d01-b42d-00cf4fc964ff", Proprietario: "MEDICO", InviatoIl: time.Now()}

	if err := r.Annota(t.Context(), a); err != nil {
		t.Fatal(err)
	}
	if list, err := r.Elenco(t.Context(), "MEDICO"); err != nil || len(list) != 1 {
		t.Errorf("list %v %v", list, err)
	}
	if err := r.Risolvi(t.Context(), a.Chiave); err != nil {
		t.Error(err)
	}
	if list, _ := r.Elenco(t.Context(), "MEDICO"); len(list) != 0 {
		t.Error("the act stays")
	}

	if err := r.Scrivi(t.Context(), "MEDICO", "firma.provider", "ARUBA"); err != nil {
		t.Fatal(err)
	}
	if v, err := r.Leggi(t.Context(), "MEDICO", "firma.provider"); err != nil || v != "ARUBA" {
		t.Errorf("%q %v", v, err)
	}
	if err := r.Scrivi(t.Context(), "", "aspetto.tema", "scuro"); err != nil {
		t.Fatal(err)
	}
	if v, err := r.Leggi(t.Context(), "", "aspetto.tema"); err != nil || v != "scuro" {
		t.Errorf("%q %v", v, err)
	}
}

// lento is a disk whose key ring does not answer in time, once in a while.
type lento struct {
	*store.Memoria

	muto bool
}

func (l *lento) SalvaBozza(ctx context.Context, p string, b esenpat.Bozza) error {
	if l.muto {
		return esenpat.NewError(esenpat.Keyring, "keyring.lento", "finto")
	}
	return l.Memoria.SalvaBozza(ctx, p, b)
}

// TestSalvaBozza_aSlowKeyRingDoesNotHideTheLaterText: the version that stayed in
// memory was read again instead of the newer one of the disk, and the next save
// was taken for another window's.
func TestSalvaBozza_aSlowKeyRingDoesNotHideTheLaterText(t *testing.T) {
	disco := &lento{Memoria: store.NewMemoria()}
	r := riserva.New(disco, store.NewMemoria())
	a := bozze.New(r, chi("MEDICO"), func() string { return "x" }, time.Now)
	b, err := a.Salva(t.Context(), esenpat.Bozza{Passo: "assistito"})
	if err != nil {
		t.Fatal(err)
	}
	disco.muto = true
	b.Passo = "tipologia"
	if _, err = a.Salva(t.Context(), b); esenpat.KindOf(err) != esenpat.Keyring {
		t.Fatal(err)
	}
	disco.muto = false
	b.Passo = "dati"
	if b, err = a.Salva(t.Context(), b); err != nil {
		t.Fatalf("the doctor's own text is called another's: %v", err)
	}

	letta, err := a.Bozza(t.Context(), "x")

	if tutte, errE := a.Elenca(t.Context()); err != nil || errE != nil || letta.Passo != "dati" || len(tutte) != 1 || tutte[0].Passo != "dati" {
		t.Errorf("read %q, list %v, %v %v", letta.Passo, tutte, err, errE)
	}
	if _, err = a.Salva(t.Context(), b); err != nil {
		t.Error(err)
	}
}

func TestBozze_withoutADiskEachDraftIsThereOnce(t *testing.T) {
	m := store.NewMemoria()
	r := riserva.New(m, m)
	if err := r.SalvaBozza(t.Context(), "MEDICO", esenpat.Bozza{ID: "x"}); err != nil {
		t.Fatal(err)
	}

	tutte, err := r.Bozze(t.Context(), "MEDICO")

	if _, errB := r.Bozza(t.Context(), "MEDICO", "x"); err != nil || errB != nil || len(tutte) != 1 {
		t.Errorf("%d drafts, %v %v", len(tutte), err, errB)
	}
}

// chi is who works here.
type chi string

func (c chi) Corrente() (esenpat.Sessione, bool) {
	return esenpat.Sessione{Utente: esenpat.Utente{CodiceFiscale: esenpat.CodiceFiscale(c)}}, true
}

// TestRiversa_whatWasInMemoryIsOnTheDiskOnceTheKeyIsOpen guards SE-04: who
// unlocks late loses nothing of what was typed before.
func TestRiversa_whatWasInMemoryIsOnTheDiskOnceTheKeyIsOpen(t *testing.T) {
	dir := t.TempDir()
	m := cifra.NewMazzo(cifra.Opzioni{Portachiavi: portachiaviAssente{}, Dir: filepath.Join(dir, "chiavi"), Casuale: rand.Reader, Argon: cifra.Argon{Giri: 1, KiB: 64, Fili: 1}})
	a, err := store.Apri(t.Context(), store.Opzioni{Dir: dir, Ora: time.Now, Chiavi: m})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = a.Chiudi() })
	r := riserva.New(a, store.NewMemoria())
	for _, id := range []string{"b1", "b2"} {
		if err = r.SalvaBozza(t.Context(), "MEDICO", esenpat.Bozza{ID: id}); esenpat.KindOf(err) != esenpat.Keyring {
			t.Fatal(err)
		}
	}
	if err = r.Annota(t.Context(), esenpat.AttoInSospeso{Chiave: "k", Proprietario: "MEDICO"}); err != nil {
		t.Fatal(err)
	}
	if err = r.Scrivi(t.Context(), "MEDICO", "firma.provider", "ARUBA"); err != nil {
		t.Fatal(err)
	}
	if err = r.Riversa(t.Context(), "MEDICO"); esenpat.KindOf(err) != esenpat.Keyring {
		t.Errorf("poured into a closed store: %v", err)
	}
	if err = m.Sblocca(t.Context(), "MEDICO", esenpat.NewSecret("quattro parole per ora")); err != nil {
		t.Fatal(err)
	}

	for range 2 { // the second time finds nothing to do
		if err = r.Riversa(t.Context(), "MEDICO"); err != nil {
			t.Fatal(err)
		}
	}

	if b, errB := a.Bozze(t.Context(), "MEDICO"); errB != nil || len(b) != 2 || b[0].ID != "b2" {
		t.Errorf("drafts %v %v", b, errB)
	}
	if list, errL := r.Bozze(t.Context(), "MEDICO"); errL != nil || len(list) != 2 {
		t.Errorf("shown twice: %v %v", list, errL)
	}
	if atti, errA := a.AttiInSospeso(t.Context(), "MEDICO"); errA != nil || len(atti) != 1 {
		t.Errorf("acts %v %v", atti, errA)
	}
	if p, errP := a.Preferenze(t.Context(), "MEDICO"); errP != nil || p["firma.provider"] != "ARUBA" {
		t.Errorf("preferences %v %v", p, errP)
	}

	if err = r.Rimuovi(t.Context(), "MEDICO"); err != nil {
		t.Fatal(err)
	}
	if list, err := r.Bozze(t.Context(), "MEDICO"); err != nil || len(list) != 0 {
		t.Errorf("left %v %v", list, err)
	}
}
