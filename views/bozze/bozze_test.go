package bozze_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"github.com/esenpat/esenpat-desktop/app/bozze"
	"github.com/esenpat/esenpat-desktop/app/coda"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/evento"
	pb "github.com/esenpat/esenpat-desktop/app/present/bozze"
	"github.com/esenpat/esenpat-desktop/app/present/nuovocertificato"
	"github.com/esenpat/esenpat-desktop/app/present/parti/partitest"
	"github.com/esenpat/esenpat-desktop/app/task/tasktest"
	"github.com/esenpat/esenpat-desktop/services/store"
	viste "github.com/esenpat/esenpat-desktop/views/bozze"
	"github.com/esenpat/esenpat-desktop/views/kit"
	"github.com/esenpat/esenpat-desktop/views/kit/kittest"
)

type mondo struct{ ricordi map[string]string }

func (mondo) Corrente() (esenpat.Sessione, bool) {
	return esenpat.Sessione{Utente: esenpat.Utente{CodiceFiscale: "FRRNNA74C48L219C"}}, true
}

func (mondo) ConfrontaBozza(esenpat.DatiCertificato, esenpat.Data) (c esenpat.ConfrontoVoci) {
	return c
}

func (mondo) Voce(string) coda.Voce               { return coda.Voce{} }
func (mondo) Inviate() []coda.Inviata             { return nil }
func (mondo) InPausa() bool                       { return false }
func (mondo) Pausa(bool)                          {}
func (mondo) Riprova(string)                      {}
func (mondo) Togli(context.Context, string) error { return nil }
func (m mondo) Leggi(_ context.Context, k string) (string, error) {
	return m.ricordi[k], nil
}
func (m mondo) Scrivi(_ context.Context, k, v string) error { m.ricordi[k] = v; return nil }
func (mondo) Esporta(context.Context, []esenpat.Bozza, esenpat.Secret) (string, error) {
	return "", nil
}
func (mondo) Scegli(context.Context) ([]byte, error) { return nil, nil }
func (mondo) Apri(context.Context, []byte, esenpat.Secret) ([]esenpat.Bozza, error) {
	return nil, nil
}

// scena is the tab in a window of a small screen.
type scena struct {
	t      *testing.T
	q      *tasktest.Coda
	p      *pb.Presenter
	v      *viste.Vista
	w      fyne.Window
	arch   *bozze.Archivio
	aperte []string
}

func nuova(t *testing.T, interrotta string) *scena {
	t.Helper()
	kittest.App(t)
	m, tempo, txt := mondo{map[string]string{nuovocertificato.ChiaveInCorso: interrotta}}, kittest.Tempo(), partitest.Testi(t, "../..")
	s := &scena{t: t, q: tasktest.NewCoda()}
	s.arch = bozze.New(store.NewMemoria(), m, func() string { return "nuova" }, func() time.Time { return tempo.Adesso() })
	for id, stato := range map[string]esenpat.StatoBozza{"una": esenpat.BozzaAperta, "due": esenpat.BozzaInCoda} {
		b := esenpat.Bozza{ID: id, Stato: stato, Passo: "dati", Assistito: esenpat.Assistito{Cognome: "VERDI", Nome: id}}
		if _, err := s.arch.Salva(t.Context(), b); err != nil {
			t.Fatal(err)
		}
	}
	s.p = pb.New(t.Context(), pb.Params{
		UI: s.q.Dispatch, Testi: txt, Adesso: tempo.Adesso, Archivio: s.arch, Conservazione: s.arch, Coda: m, Comandi: m, Trasporto: m, Catalogo: m,
		Preferenze: m, Ascolto: &evento.Bus{},
	})
	t.Cleanup(s.p.Chiudi)
	s.p.Eventi.Apri = func(id string) { s.aperte = append(s.aperte, id) }
	s.w = kittest.Finestra(t, kit.Colonna(0), 1366, 640)
	s.v = viste.New(s.p, txt, s.w.Canvas(), kit.NewToast(tempo))
	s.w.SetContent(s.v.Contenuto())
	return s
}

func (s *scena) quieto() {
	s.q.Quieta(s.p.Wait)
	kittest.Assesta(s.w)
}

// vai presses Enter on the control of that name, reached with Tab only.
func (s *scena) vai(nome string) {
	s.t.Helper()
	for range 30 {
		if f := s.w.Canvas().Focused(); f != nil && kit.NomeDi(f) == nome {
			f.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
			s.quieto()
			return
		}
		s.w.Canvas().FocusNext()
	}
	s.t.Fatalf("%q cannot be reached: %q", nome, kit.FocusOrder(s.w.Canvas()))
}

func TestBozze_everythingByKeyboardAndDeletingAsks(t *testing.T) {
	s := nuova(t, "")
	s.v.Mostra()
	s.quieto()
	for i, r := range s.p.State().Righe {
		if r.ID == "una" {
			s.p.Scegli(i)
		}
	}
	want := []string{"Cerca per cognome, codice fiscale, esenzione o stato", "Esporta…", "Importa…", "Sospendi la coda", "Elenco delle bozze", "Elimina", "Duplica", "Apri"}
	if got := kit.FocusOrder(s.w.Canvas()); !slices.Equal(got, want) {
		t.Fatalf("tab order %q, want %q", got, want)
	}

	s.vai("Apri")
	s.vai("Elimina")
	if tutte, err := s.arch.Elenca(t.Context()); err != nil || len(tutte) != 2 {
		t.Fatalf("deleted without asking: %d, %v", len(tutte), err)
	}
	s.vai("Elimina la bozza")

	if tutte, err := s.arch.Elenca(t.Context()); err != nil || len(tutte) != 1 || !slices.Equal(s.aperte, []string{"una"}) {
		t.Errorf("%d left, opened %q, %v", len(tutte), s.aperte, err)
	}
}

func TestBozze_recoveryIsAskedAndEnterRecovers(t *testing.T) {
	s := nuova(t, "una")
	s.p.Avvia()
	s.quieto()
	if got := kit.FocusOrder(s.w.Canvas()); !slices.Equal(got, []string{"Decidi dopo", "Elimina", "Recupera"}) {
		t.Fatalf("offered %q", got)
	}
	s.vai("Recupera")
	if !slices.Equal(s.aperte, []string{"una"}) || s.w.Canvas().Overlays().Top() != nil {
		t.Errorf("opened %q", s.aperte)
	}
}
