package cifra_test

import (
	"bytes"
	"maps"
	"os"
	"path/filepath"
	"testing"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/cifra"
)

func persa(err error) bool {
	return esenpat.KindOf(err) == esenpat.Keyring && esenpat.CodeOf(err) == "cifra.chiave-persa"
}

// perdi makes a ring forget the doctor's key and nothing else.
func perdi(p *portachiavi, chi string) { delete(p.voci, "it.esenpat.desktop/archivio"+chi) }

func TestChiavePersa_isToldAndNeverReplaced(t *testing.T) {
	p, dir := &portachiavi{}, t.TempDir()
	prima := apri(t, mazzo(t, p, dir), medico)
	apri(t, mazzo(t, p, dir), "altro medico")
	tutte := maps.Clone(p.voci)

	for nome, guasta := range map[string]func(){
		"one entry":      func() { perdi(p, medico) },
		"the whole ring": func() { clear(p.voci) },
		"another value": func() {
			p.voci["it.esenpat.desktop/archivio"+medico] = p.voci["it.esenpat.desktop/archivioaltro medico"]
		},
	} {
		p.voci = maps.Clone(tutte)
		guasta()
		m := mazzo(t, p, dir)
		_, err := m.Chiave(t.Context(), medico)
		indici, errPerse := m.Perse(t.Context(), medico)
		if !persa(err) || errPerse != nil || len(indici) != 1 || indici[0] != prima.IndiceProprietario(medico) {
			t.Errorf("%s: %v, %v, %v", nome, err, indici, errPerse)
		}
		c := cifra.ConPassphrase{Mazzo: m, Passphrase: esenpat.NewSecret("quattro parole per ora")}
		if _, err = c.Chiave(t.Context(), medico); !persa(err) {
			t.Errorf("%s: a passphrase hides the loss: %v", nome, err)
		}
		if err = c.Integre(t.Context()); !persa(err) {
			t.Errorf("%s: whole profile: %v", nome, err)
		}

		p.voci = maps.Clone(tutte) // restored
		if !apre(t, apri(t, m, medico), prima) || c.Integre(t.Context()) != nil {
			t.Errorf("%s: the restored key does not open", nome)
		}
		m.Blocca(medico)
	}
}

// TestChiavePersa_silentRingHasLostNothing: locked and absent stay what they are.
func TestChiavePersa_silentRingHasLostNothing(t *testing.T) {
	p, dir := &portachiavi{}, t.TempDir()
	apri(t, mazzo(t, p, dir), medico)
	p.guasto = esenpat.NewError(esenpat.Keyring, "keyring.chiuso", "test")
	m := mazzo(t, p, dir)

	if _, err := m.Chiave(t.Context(), medico); esenpat.CodeOf(err) != "keyring.chiuso" {
		t.Errorf("got %v", err)
	}
	if i, err := m.Perse(t.Context(), medico); len(i) != 0 || esenpat.CodeOf(err) != "keyring.chiuso" {
		t.Errorf("got %v, %v", i, err)
	}
	if err := m.Integre(t.Context()); err != nil {
		t.Errorf("got %v", err)
	}
	if err := m.Ricomincia(t.Context(), medico); esenpat.CodeOf(err) != "keyring.chiuso" {
		t.Errorf("a silent ring was begun anew: %v", err)
	}
}

func TestRicomincia_newKeyOnlyForWhoLostTheirs(t *testing.T) {
	p, dir := &portachiavi{}, t.TempDir()
	m := mazzo(t, p, dir)
	prima, altra := apri(t, m, medico), apri(t, m, "altro medico")
	perdi(p, medico)
	m = mazzo(t, p, dir)
	if err := m.Ricomincia(t.Context(), medico); err != nil {
		t.Fatal(err)
	}

	if apre(t, apri(t, m, medico), prima) || !apre(t, apri(t, m, "altro medico"), altra) {
		t.Error("wrong keys")
	}
	if i, err := m.Accantonati(medico); len(i) != 1 || i[0] != prima.IndiceProprietario(medico) || err != nil {
		t.Errorf("put aside: %v, %v", i, err)
	}
	if err := m.Integre(t.Context()); err != nil {
		t.Errorf("still lost: %v", err)
	}
	nomi, _ := filepath.Glob(filepath.Join(dir, "*"))
	for _, nome := range nomi {
		b, err := os.ReadFile(nome)
		info, errStat := os.Stat(nome)
		if err != nil || errStat != nil || info.Mode().Perm() != 0o600 || bytes.Contains(b, []byte(medico)) {
			t.Errorf("%s: %v, %v, %s", nome, err, info, b)
		}
	}
	if err := m.Distruggi(t.Context(), medico); err != nil {
		t.Fatal(err)
	}
	if i, err := m.Accantonati(medico); len(i) != 0 || err != nil {
		t.Errorf("after the removal: %v, %v", i, err)
	}
}
