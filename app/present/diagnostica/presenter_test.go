package diagnostica_test

import (
	"archive/zip"
	"bytes"
	"context"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/app/diagnostica"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
	presenter "github.com/esenpat/esenpat-desktop/app/present/diagnostica"
	"github.com/esenpat/esenpat-desktop/app/present/parti/partitest"
	"github.com/esenpat/esenpat-desktop/app/task/tasktest"
)

type mondo struct {
	salvati map[string][]byte
	guasto  error
}

func (*mondo) Raccogli(context.Context) (diagnostica.Rapporto, []diagnostica.File, error) {
	quando := time.Date(2026, 11, 22, 10, 30, 0, 0, time.UTC)
	passo := func(ms int64) time.Time {
		quando = quando.Add(time.Duration(ms) * time.Millisecond)
		return quando
	}
	r := diagnostica.Rapporto{Generata: quando, Versioni: diagnostica.Versioni{Versione: "0.1.0", Schema: 3}}
	r.Portachiavi.Controllo = diagnostica.Prova(func() time.Time { return passo(7) }, func() error {
		return esenpat.NewError(esenpat.Keyring, "keyring.assente", "test")
	})
	r.Schermo.Controllo = diagnostica.Prova(func() time.Time { return passo(1) }, func() error { return nil })
	r.Connessione.Passi = []diagnostica.Passo{{Nome: "tls", Controllo: r.Schermo.Controllo, Dettaglio: "Radice di prova"}}
	return r, []diagnostica.File{{Nome: "log/esenpat.log", Testo: []byte(strings.Repeat("riga\n", 1000) + "ultima\n")}}, nil
}

func (m *mondo) Salva(_ context.Context, nome string, b []byte) (string, error) {
	m.salvati[nome] = b
	return "/casa/" + nome, m.guasto
}

func apri(t *testing.T, m *mondo) (*presenter.Presenter, *tasktest.Coda) {
	t.Helper()
	q := tasktest.NewCoda()
	p := presenter.New(t.Context(), q.Dispatch, partitest.Testi(t, "../../.."), m, m)
	p.Apri()
	p.Salva() // not before there is something to see
	q.Fino(t, func() bool { return !p.State().InCorso })
	if len(m.salvati) != 0 {
		t.Error("saved before it was shown")
	}
	return p, q
}

// TestSalva_theFileIsWhatWasShown guards SE-22.
func TestSalva_theFileIsWhatWasShown(t *testing.T) {
	m := &mondo{salvati: map[string][]byte{}}
	p, q := apri(t, m)
	s := p.State()
	if len(s.File) != 2 || !strings.Contains(s.File[0].Testo, "Il portachiavi del sistema non c'è. [keyring.assente]") || !strings.Contains(s.File[0].Testo, "(7 ms)") {
		t.Fatalf("got %+v", s.File[0])
	}
	if !strings.HasPrefix(s.File[1].Testo, "(le ultime 200 righe di 1001") || !strings.HasSuffix(s.File[1].Testo, "ultima") {
		t.Errorf("log: %.80q", s.File[1].Testo)
	}

	p.Salva()
	q.Fino(t, func() bool { return p.State().Fatto != "" })

	b := m.salvati["diagnostica-esenpat-20261122-1030.zip"]
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil || len(z.File) != 3 {
		t.Fatalf("%d bytes: %v", len(b), err)
	}
	f, err := z.Open("diagnostica.txt")
	if err != nil {
		t.Fatal(err)
	}
	testo, err := io.ReadAll(f)
	if err != nil || string(testo) != s.File[0].Testo {
		t.Errorf("the file says something else: %v", err)
	}
}

func TestSalva_whoChangesTheirMindIsToldNothing(t *testing.T) {
	m := &mondo{salvati: map[string][]byte{}, guasto: esenpat.NewError(esenpat.Canceled, "operazione.annullata", "test")}
	p, q := apri(t, m)
	p.Salva()
	q.Fino(t, func() bool { return !p.State().Salva })
	if s := p.State(); s.Fatto != "" || !s.Avviso.Vuoto() || len(s.File) != 2 {
		t.Errorf("cancelled: %+v", s.Avviso)
	}
	m.guasto = esenpat.NewError(esenpat.Storage, "documento.non-salvato", "test")
	p.Salva()
	q.Fino(t, func() bool { return !p.State().Avviso.Vuoto() })
}
