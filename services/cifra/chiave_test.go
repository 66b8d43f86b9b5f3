package cifra_test

import (
	"bytes"
	"crypto/rand"
	"fmt"
	"testing"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/cifra"
)

func chiave(tb testing.TB, seme byte) *cifra.Chiave {
	tb.Helper()
	k, err := cifra.NewChiave(bytes.Repeat([]byte{seme}, cifra.LunghezzaDEK), rand.Reader)
	if err != nil {
		tb.Fatal(err)
	}
	return k
}

func luogo() cifra.Luogo {
	return cifra.Luogo{Tabella: "bozze", Riga: "1", Colonna: "contenuto", Schema: 1, Proprietario: "medico A"}
}

func TestSigilla_opensOnlyInItsPlace(t *testing.T) {
	k := chiave(t, 1)
	chiaro := []byte("Rossi, diabete")
	cella, err := k.Sigilla(luogo(), chiaro)
	if err != nil {
		t.Fatal(err)
	}

	letto, err := k.Apri(luogo(), cella)
	if err != nil || !bytes.Equal(letto, chiaro) {
		t.Fatalf("own place: %v", err)
	}
	if bytes.Contains(cella, chiaro) {
		t.Error("the cell holds plain text")
	}

	altrove := map[string]func(*cifra.Luogo){
		"table":    func(l *cifra.Luogo) { l.Tabella = "atti" },
		"row":      func(l *cifra.Luogo) { l.Riga = "2" },
		"column":   func(l *cifra.Luogo) { l.Colonna = "nota" },
		"schema":   func(l *cifra.Luogo) { l.Schema = 2 },
		"owner":    func(l *cifra.Luogo) { l.Proprietario = "medico B" },
		"boundary": func(l *cifra.Luogo) { l.Tabella, l.Riga = "bozze1", "" },
	}
	for nome, sposta := range altrove {
		l := luogo()
		sposta(&l)
		if _, err := k.Apri(l, cella); esenpat.CodeOf(err) != "cifra.manomesso" {
			t.Errorf("moved to another %s: %v", nome, err)
		}
	}
	if _, err := chiave(t, 2).Apri(luogo(), cella); esenpat.CodeOf(err) != "cifra.manomesso" {
		t.Errorf("another key: %v", err)
	}
}

func TestApri_detectsEveryFlippedBitAndCut(t *testing.T) {
	k := chiave(t, 1)
	cella, err := k.Sigilla(luogo(), []byte("nota"))
	if err != nil {
		t.Fatal(err)
	}

	for i := range len(cella) * 8 {
		guasta := bytes.Clone(cella)
		guasta[i/8] ^= 1 << (i % 8)
		if _, err := k.Apri(luogo(), guasta); esenpat.CodeOf(err) != "cifra.manomesso" {
			t.Fatalf("bit %d: %v", i, err)
		}
	}
	for n := range len(cella) {
		if _, err := k.Apri(luogo(), cella[:n]); esenpat.CodeOf(err) != "cifra.manomesso" {
			t.Fatalf("cut at %d: %v", n, err)
		}
	}
}

func TestSigilla_neverRepeatsItself(t *testing.T) {
	k := chiave(t, 1)
	uno, err := k.Sigilla(luogo(), []byte("x"))
	if err != nil {
		t.Fatal(err)
	}
	due, err := k.Sigilla(luogo(), []byte("x"))
	if err != nil {
		t.Fatal(err)
	}

	if bytes.Equal(uno, due) {
		t.Error("two seals of the same text are equal")
	}
}

func TestImpronta_tellsEqualsOfOneDoctorOnly(t *testing.T) {
	a, b := chiave(t, 1), chiave(t, 2)

	if chiave(t, 1).Impronta("cf", "x") != a.Impronta("cf", "x") {
		t.Error("not stable")
	}
	for nome, altra := range map[string]string{
		"value": a.Impronta("cf", "y"), "domain": a.Impronta("altro", "x"), "doctor": b.Impronta("cf", "x"), "boundary": a.Impronta("cfx", ""),
	} {
		if a.Impronta("cf", "x") == altra {
			t.Errorf("another %s gives the same index", nome)
		}
	}
}

func TestChiave_neverPrintsItself(t *testing.T) {
	k := chiave(t, 'K')

	for _, f := range []string{"%v", "%+v", "%#v", "%s"} {
		if s := fmt.Sprintf(f, k); s != "•••" {
			t.Errorf("%s prints %q", f, s)
		}
	}
}

func TestNewChiave_refusesAShortKey(t *testing.T) {
	_, err := cifra.NewChiave(make([]byte, 16), rand.Reader)

	if esenpat.CodeOf(err) != "cifra.chiave-non-valida" {
		t.Errorf("got %v", err)
	}
}

func FuzzApri_neverPanics(f *testing.F) {
	k := chiave(f, 1)
	f.Add([]byte{1, 2, 3})
	f.Fuzz(func(t *testing.T, cella []byte) {
		if _, err := k.Apri(luogo(), cella); err == nil {
			t.Error("a forged cell was accepted")
		}
	})
}
