//go:build linux

package stampa_test

import (
	"bytes"
	"net"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/stampa"
	"github.com/esenpat/esenpat-desktop/services/stampa/stampatest"
)

// documento is bigger than a pipe holds.
func documento() []byte {
	return append([]byte("%PDF-1.7\n% invented\n"), bytes.Repeat([]byte("0123456789\x00\n"), 40000)...)
}

// TestCups_theRealOnePrintsTheseBytesAsAsked: the whole way through lp and CUPS.
// lp has nowhere to put a copy (SE-11).
func TestCups_theRealOnePrintsTheseBytesAsAsked(t *testing.T) {
	cups := stampatest.Avvia(t,
		stampatest.Stampante{Nome: "Sala_Referti", Descrizione: "Sala referti, città", Predefinita: true, FronteRetro: true},
		stampatest.Stampante{Nome: "Accettazione", Descrizione: "Accettazione", Ferma: true},
		stampatest.Stampante{Nome: "Archivio", Descrizione: "Archivio", Rifiuta: true},
	)
	t.Setenv("TMPDIR", filepath.Join(t.TempDir(), "nowhere"))
	s := stampa.New(nil, nil)

	got, err := s.Stampanti(t.Context())
	want := []esenpat.Stampante{
		{Nome: "Accettazione", Descrizione: "Accettazione", Ferma: true},
		{Nome: "Archivio", Descrizione: "Archivio", Rifiuta: true},
		{Nome: "Sala_Referti", Descrizione: "Sala referti, città", Predefinita: true},
	}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("list %+v, %v", got, err)
	}
	for nome, want := range map[string]bool{"Sala_Referti": true, "Accettazione": false, "Mai_Vista": false} {
		if puo, err := s.FronteRetro(t.Context(), nome); err != nil || puo != want {
			t.Errorf("both sides on %s: %v, %v", nome, puo, err)
		}
	}

	pdf := documento()
	if err := s.Stampa(t.Context(), pdf, esenpat.OpzioniStampa{Stampante: "Sala_Referti", Copie: 3, FronteRetro: true}); err != nil {
		t.Fatal(err)
	}
	l := cups.Attendi(t)
	if l.Stampante != "Sala_Referti" || l.Titolo != "Documento" || l.Copie != "3" || !bytes.Equal(l.PDF, pdf) {
		t.Errorf("arrived on %q as %q, %s copies, %d bytes of %d", l.Stampante, l.Titolo, l.Copie, len(l.PDF), len(pdf))
	}
	if l.Opzioni["sides"] != "two-sided-long-edge" || l.Opzioni["Duplex"] != "DuplexNoTumble" || l.Opzioni["PageSize"] != "A4" {
		t.Errorf("options %v", l.Opzioni)
	}

	if err := s.Stampa(t.Context(), pdf, esenpat.OpzioniStampa{Stampante: "Sala_Referti", Copie: 1}); err != nil {
		t.Fatal(err)
	}
	if l := cups.Attendi(t); l.Copie != "1" || l.Opzioni["sides"] != "one-sided" || !bytes.Equal(l.PDF, pdf) {
		t.Errorf("one side: %s copies, %v", l.Copie, l.Opzioni)
	}

	for nome, want := range map[string]string{"Archivio": "stampa.non-riuscita", "Mai_Vista": "stampa.stampante-assente"} {
		err := s.Stampa(t.Context(), pdf, esenpat.OpzioniStampa{Stampante: nome, Copie: 1})
		if esenpat.CodeOf(err) != want || esenpat.AsError(err).Params["stampante"] != nome {
			t.Errorf("on %s: %v", nome, err)
		}
	}
}

func TestCups_withoutPrintersOrWithoutServerSaysSo(t *testing.T) {
	stampatest.Avvia(t)
	s := stampa.New(nil, nil)

	if got, err := s.Stampanti(t.Context()); err != nil || len(got) != 0 {
		t.Errorf("no printers: %v, %v", got, err)
	}
	t.Setenv("CUPS_SERVER", filepath.Join(t.TempDir(), "s"))
	if _, err := s.Stampanti(t.Context()); esenpat.CodeOf(err) != "stampa.non-risponde" {
		t.Errorf("no server: %v", err)
	}
	if err := s.Stampa(t.Context(), documento(), esenpat.OpzioniStampa{Stampante: "Sala", Copie: 1}); esenpat.CodeOf(err) != "stampa.non-risponde" {
		t.Errorf("no server, print: %v", err)
	}
	t.Setenv("PATH", t.TempDir())
	if _, err := s.Stampanti(t.Context()); esenpat.CodeOf(err) != "stampa.sistema-assente" {
		t.Errorf("not installed: %v", err)
	}
	if err := s.Stampa(t.Context(), documento(), esenpat.OpzioniStampa{Stampante: "Sala", Copie: 1}); esenpat.CodeOf(err) != "stampa.sistema-assente" {
		t.Errorf("not installed, print: %v", err)
	}
}

// TestCups_aMuteServerIsNotWaitedForForever: it takes the connection and says
// nothing. The limit ends the wait, and so does the user.
func TestCups_aMuteServerIsNotWaitedForForever(t *testing.T) {
	dir := t.TempDir()
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "unix", filepath.Join(dir, "s"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	t.Setenv("CUPS_SERVER", filepath.Join(dir, "s"))
	s := stampa.New(nil, nil).ConLimiti(time.Millisecond, time.Millisecond)

	_, err = s.Stampanti(t.Context())
	if esenpat.CodeOf(err) != "stampa.non-risponde" {
		t.Errorf("list: %v", err)
	}
	err = s.Stampa(t.Context(), documento(), esenpat.OpzioniStampa{Stampante: "Sala", Copie: 1})
	if esenpat.CodeOf(err) != "stampa.senza-risposta" || esenpat.KindOf(err) != esenpat.Uncertain {
		t.Errorf("print: %v", err)
	}
}
