package riserva_test

import (
	"context"
	"crypto/rand"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

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
