package accesso_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/accesso"
	"github.com/esenpat/esenpat-desktop/app/present/parti/partitest"
	"github.com/esenpat/esenpat-desktop/app/task/tasktest"
	viste "github.com/esenpat/esenpat-desktop/views/accesso"
	"github.com/esenpat/esenpat-desktop/views/kit"
	"github.com/esenpat/esenpat-desktop/views/kit/kittest"
)

type sessioni struct{ accessi []string }

func (s *sessioni) Accedi(_ context.Context, c esenpat.CredenzialiAccesso) (esenpat.ScelteAccesso, error) {
	s.accessi = append(s.accessi, c.NomeUtente+"/"+c.Password.Reveal()+"/"+c.PIN.Reveal())
	r := esenpat.RuoloCollocazioni{Ruolo: esenpat.Ruolo{Codice: "M", Descrizione: "Medico"}, Collocazioni: []esenpat.Collocazione{
		{Codice: "A", Descrizione: "Oncologia"}, {Codice: "B", Descrizione: "Diabetologia"},
	}}
	return esenpat.ScelteAccesso{Ruoli: []esenpat.RuoloCollocazioni{r}}, nil
}

func (s *sessioni) Apri(_ context.Context, ruolo, luogo string) (esenpat.Sessione, error) {
	return esenpat.Sessione{ID: ruolo + luogo}, nil
}

type banco struct {
	s       *sessioni
	p       *accesso.Presenter
	coda    *tasktest.Coda
	w       fyne.Window
	v       *viste.Vista
	entrato string

	impostazioni int
}

func nuovo(t *testing.T) *banco {
	t.Helper()
	kittest.App(t)
	b := &banco{s: &sessioni{}, coda: tasktest.NewCoda()}
	txt := partitest.Testi(t, "../..")
	b.p = accesso.New(t.Context(), accesso.Params{UI: b.coda.Dispatch, Testi: txt, Sessioni: b.s, Demo: []esenpat.UtenteDimostrativo{
		{Nome: "Dott. Aldo Conti", Credenziali: esenpat.CredenzialiAccesso{NomeUtente: "aldo", Password: esenpat.NewSecret("segreta"), PIN: esenpat.NewSecret("12345")}},
	}})
	b.p.Entrato = func(s esenpat.Sessione, _ string) { b.entrato = s.ID }
	b.v = viste.New(b.p, txt, kittest.Tempo(), viste.Comandi{Impostazioni: func() { b.impostazioni++ }, ServizioWeb: func() {}})
	b.w = kittest.Finestra(t, b.v.Contenuto(), 1366, 740)
	return b
}

func (b *banco) quieto() {
	b.coda.Quieta(b.p.Wait)
	kittest.Assesta(b.w)
}

func (b *banco) invio() { b.w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn}) }

// Manual: M02, C01.
func TestAccesso_soloTastiera(t *testing.T) {
	b := nuovo(t)
	b.v.Focalizza()

	test.Type(b.w.Canvas().Focused(), "aldo")
	b.invio()
	test.Type(b.w.Canvas().Focused(), "segreta")
	b.invio()
	test.Type(b.w.Canvas().Focused(), "12345")
	b.invio()
	b.quieto()
	if !slices.Equal(b.s.accessi, []string{"aldo/segreta/12345"}) {
		t.Fatalf("accessi %q", b.s.accessi)
	}
	if got := kit.NomeDi(b.w.Canvas().Focused()); got != "Collocazione" {
		t.Fatalf("il fuoco è su %q, atteso ciò che resta da scegliere", got)
	}
	b.w.Canvas().Focused().TypedRune('d')
	b.w.Canvas().FocusNext()
	b.invio()
	b.quieto()

	if b.entrato != "MB" {
		t.Errorf("entrato %q", b.entrato)
	}
}

func TestAccesso_unMedicoDiProvaRiempieICampi(t *testing.T) {
	b := nuovo(t)
	b.v.Focalizza()
	for kit.NomeDi(b.w.Canvas().Focused()) != "Usa Dott. Aldo Conti" {
		b.w.Canvas().FocusNext()
	}

	b.invio()
	if got := kit.NomeDi(b.w.Canvas().Focused()); got != "Accedi" {
		t.Fatalf("il fuoco è su %q", got)
	}
	b.invio()
	b.quieto()

	if !slices.Equal(b.s.accessi, []string{"aldo/segreta/12345"}) {
		t.Errorf("accessi %q", b.s.accessi)
	}
}

// Manual: M04, M05, C01.
func TestAccesso_ordineEParoleDelManuale(t *testing.T) {
	b := nuovo(t)

	got := kit.FocusOrder(b.w.Canvas())

	want := []string{"Nome utente", "Password", "PIN", "Accedi", "Impostazioni di connessione", "Verifica un documento", "Apri il servizio web", "Usa Dott. Aldo Conti"}
	if !slices.Equal(got, want) {
		t.Errorf("ordine %q, atteso %q", got, want)
	}
	testi := kittest.Scritte(b.w)
	for _, v := range []string{"Esenzione per patologie e invalidità", "Servizio on line per la gestione e il rilascio delle esenzioni per patologia"} {
		if !strings.Contains(strings.Join(testi, " "), v) {
			t.Errorf("manca %q: %q", v, testi)
		}
	}
}

func TestAccesso_cioCheMancaPrendeIlFuoco(t *testing.T) {
	b := nuovo(t)
	b.p.Accedi("aldo", esenpat.Secret{}, esenpat.Secret{})

	if got := kit.NomeDi(b.w.Canvas().Focused()); got != "Password" || len(b.s.accessi) != 0 {
		t.Errorf("il fuoco è su %q", got)
	}
}

// premi presses what is called nome, by keyboard.
func (b *banco) premi(nome string) {
	for kit.NomeDi(b.w.Canvas().Focused()) != nome {
		b.w.Canvas().FocusNext()
	}
	b.invio()
	b.quieto()
}

// Spec 4, table 1.6: CLOCK_SKEW.
func TestAccesso_lOrologioSbagliatoSiDiceEPortaAlleImpostazioni(t *testing.T) {
	b := nuovo(t)
	b.p.Orologio(2 * time.Minute)
	if !b.p.State().Avviso.Vuoto() {
		t.Fatal("two minutes are told")
	}
	b.p.Orologio(2 * time.Hour)
	b.quieto()

	b.premi("Dettagli")
	b.premi("Impostazioni di connessione")

	if a := b.p.State().Avviso; !a.DiOrologio() || b.impostazioni != 1 {
		t.Errorf("%+v, %d", a, b.impostazioni)
	}
}
