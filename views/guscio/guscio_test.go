package guscio_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/evento"
	"github.com/esenpat/esenpat-desktop/app/present/guscio"
	"github.com/esenpat/esenpat-desktop/app/present/parti/partitest"
	"github.com/esenpat/esenpat-desktop/app/rete"
	"github.com/esenpat/esenpat-desktop/app/task/tasktest"
	viste "github.com/esenpat/esenpat-desktop/views/guscio"
	"github.com/esenpat/esenpat-desktop/views/kit"
	"github.com/esenpat/esenpat-desktop/views/kit/kittest"
)

// mondo is who works here, and what waits.
type mondo struct{ uscite int }

func (m *mondo) Corrente() (esenpat.Sessione, bool) { return sessione(), true }
func (m *mondo) Esci(context.Context) error         { m.uscite++; return nil }

func (m *mondo) FindCertificati(context.Context, esenpat.FiltroCertificati) (esenpat.Pagina[esenpat.CertificatoSintesi], error) {
	return esenpat.Pagina[esenpat.CertificatoSintesi]{Totale: 3}, nil
}

func (m *mondo) Elenca(context.Context) ([]esenpat.Bozza, error) { return nil, nil }

func sessione(azioni ...esenpat.Azione) esenpat.Sessione {
	return esenpat.Sessione{
		Utente: esenpat.Utente{Titolo: "Dott.ssa", Nome: "Anna", Cognome: "Ferraris"},
		Ruolo:  esenpat.Ruolo{Codice: "R1", Descrizione: "Medico specialista"}, Collocazione: esenpat.Collocazione{Codice: "C1", Descrizione: "Oncologia"},
		Azienda: esenpat.Azienda{Denominazione: "ASL"}, Prova: true, Azioni: azioni,
	}
}

func tutte() []esenpat.Azione {
	return []esenpat.Azione{esenpat.AzioneRicercaCertificati, esenpat.AzioneRicercaEsenzioni, esenpat.AzioneNuovoCertificato, esenpat.AzioneMalattiaCronica}
}

type banco struct {
	*mondo
	p     *guscio.Presenter
	v     *viste.Vista
	w     fyne.Window
	coda  *tasktest.Coda
	fatti []string
}

// nuovo shows the frame to a doctor with these rights.
func nuovo(t *testing.T, azioni ...esenpat.Azione) *banco {
	t.Helper()
	kittest.App(t)
	b := &banco{mondo: &mondo{}, coda: tasktest.NewCoda()}
	txt, tempo := partitest.Testi(t, "../.."), kittest.Tempo()
	b.p = guscio.New(t.Context(), guscio.Params{
		UI: b.coda.Dispatch, Testi: txt, Adesso: tempo.Adesso, Sessioni: b.mondo, Certificati: b.mondo, Bozze: b.mondo,
		Ascolto: &evento.Bus{}, Catalogo: "2026-11-12+76f4", Rete: func() rete.Stato { return rete.Stato{Noto: true, InLinea: true, Dal: tempo.Adesso()} },
	})
	t.Cleanup(b.p.Chiudi)
	b.p.Entra(sessione(azioni...))
	if slices.Contains(azioni, esenpat.AzioneRicercaCertificati) {
		b.coda.Fino(t, func() bool { return b.p.State().DaFirmare == 3 })
	}
	b.w = kittest.Finestra(t, kit.Molla(), 1366, 740)
	fa := func(cosa string) func() { return func() { b.fatti = append(b.fatti, cosa) } }
	foglio := func(testo string) fyne.CanvasObject { return kit.NewEtichetta(testo, kit.Corpo, kit.Neutro) }
	b.v = viste.New(b.p, txt, b.w.Canvas(), kit.NewToast(tempo), viste.Parti{
		Certificati: foglio("corpo dei certificati"), Esenzioni: foglio("corpo delle esenzioni"), Bozze: foglio("corpo delle bozze"), Codici: foglio("corpo dei codici"),
	}, viste.Comandi{
		Nuovo: fa("nuovo"), Aggiorna: fa("aggiorna"), Filtri: fa("filtri"), Stampa: fa("stampa"), Impostazioni: fa("impostazioni"), Informazioni: fa("informazioni"),
		Verifica: fa("verifica"), Blocca: fa("blocca"), Diagnostica: fa("diagnostica"), Guida: fa("guida"), Rimuovi: fa("rimuovi"), Indietro: fa("indietro"),
		Copiato: func() {}, Scheda: func(string) {}, Ruolo: fa("ruolo"),
	})
	b.w.SetContent(b.v.Oggetto())
	kittest.Assesta(b.w)
	return b
}

// premi presses a control by its words, reached by Tab.
func (b *banco) premi(t *testing.T, nome string) {
	t.Helper()
	for range 40 {
		if f := b.w.Canvas().Focused(); f != nil && strings.HasPrefix(kit.NomeDi(f), nome) {
			f.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
			kittest.Assesta(b.w)
			return
		}
		b.w.Canvas().FocusNext()
	}
	t.Fatalf("%q is not reached by Tab: %q", nome, kit.FocusOrder(b.w.Canvas()))
}

// Manual: M03, M06, M13, M14, M15, M49.
func TestCornice_threeAreasAndTheWayHome(t *testing.T) {
	b := nuovo(t, tutte()...)

	testi := kittest.Scritte(b.w)
	for _, v := range []string{
		"Esenzioni per patologia", "Dott.ssa Anna Ferraris · Medico specialista · ASL · Oncologia", "AMBIENTE DI PROVA",
		"Certificati (3)", "Esenzioni", "Nuovo Certificato", "corpo dei certificati",
	} {
		if !slices.Contains(testi, v) {
			t.Errorf("%q is not on the screen: %q", v, testi)
		}
	}
	b.premi(t, "Nuovo Certificato")
	b.v.Mostra(viste.SchedaEsenzioni)
	if !kittest.Mostra(b.w, "corpo delle esenzioni") {
		t.Fatal("the tab «Esenzioni» shows nothing")
	}
	b.premi(t, "Esenzioni per patologia")

	if b.v.Scheda() != viste.SchedaCertificati || !kittest.Mostra(b.w, "corpo dei certificati") {
		t.Errorf("the heading leads to %q, not to the home page", b.v.Scheda())
	}
	if !slices.Equal(b.fatti, []string{"nuovo"}) {
		t.Errorf("pressed: %q", b.fatti)
	}
}

// Manual: M16.
func TestCornice_withoutTheRightThereIsNoTabAndNoButton(t *testing.T) {
	b := nuovo(t, esenpat.AzioneRicercaEsenzioni)

	testi := kittest.Scritte(b.w)
	for _, v := range []string{"Certificati", "Nuovo Certificato", "Bozze"} {
		if slices.Contains(testi, v) {
			t.Errorf("%q is shown without its right", v)
		}
	}
	b.tasto(fyne.KeyN, fyne.KeyModifierControl)

	if len(b.fatti) != 0 || !slices.Contains(testi, "corpo delle esenzioni") {
		t.Errorf("Ctrl+N did %q; texts %q", b.fatti, testi)
	}
}

// tasto presses a shortcut with the focus on some control.
func (b *banco) tasto(k fyne.KeyName, mod fyne.KeyModifier) {
	if b.w.Canvas().Focused() == nil {
		b.w.Canvas().FocusNext()
	}
	if f, ok := b.w.Canvas().Focused().(fyne.Shortcutable); ok {
		f.TypedShortcut(&desktop.CustomShortcut{KeyName: k, Modifier: mod})
	}
	kittest.Assesta(b.w)
}

// Manual: G26.
func TestCornice_everyKeyOfTheSheetWorksFromAnywhere(t *testing.T) {
	b := nuovo(t, tutte()...)
	ctrl := fyne.KeyModifierControl

	b.tasto(fyne.KeyN, ctrl)
	b.tasto(fyne.KeyF, ctrl)
	b.tasto(fyne.KeyP, ctrl)
	b.tasto(fyne.KeyL, ctrl)
	b.v.Tasto(&fyne.KeyEvent{Name: fyne.KeyF5})
	b.v.Tasto(&fyne.KeyEvent{Name: fyne.KeyF1})
	b.tasto(fyne.KeyLeft, fyne.KeyModifierAlt)
	b.v.Tasto(&fyne.KeyEvent{Name: fyne.KeyEscape})
	b.tasto(fyne.Key4, ctrl)

	if want := []string{"nuovo", "filtri", "stampa", "blocca", "aggiorna", "guida", "indietro", "indietro"}; !slices.Equal(b.fatti, want) {
		t.Errorf("done %q, want %q", b.fatti, want)
	}
	if b.v.Scheda() != viste.SchedaCodici {
		t.Errorf("Ctrl+4 shows %q", b.v.Scheda())
	}
	b.tasto(fyne.KeySlash, ctrl|fyne.KeyModifierShift)
	testi := kittest.Scritte(b.w)
	for _, v := range []string{"Ctrl+N", "Ctrl+P", "Ctrl+1…4", "F5", "Ctrl+Invio", "Alt+←"} {
		if !slices.Contains(testi, v) {
			t.Errorf("the sheet does not name %q", v)
		}
	}
}

// What waits to be signed stands on its tab, until it is done (M33).
// Manual: M33.
func TestCornice_theCounterAndTheFootTellHowThingsStand(t *testing.T) {
	b := nuovo(t, tutte()...)

	testi := strings.Join(kittest.Scritte(b.w), "|")

	for _, v := range []string{"|Certificati (3)|", "In linea", "Catalogo del 12/11/2026"} {
		if !strings.Contains("|"+testi+"|", v) {
			t.Errorf("%q is not shown: %s", v, testi)
		}
	}
	b.v.Annuncia("Certificato firmato.")
	if !kittest.Mostra(b.w, "Certificato firmato.") {
		t.Error("the announcement is not seen")
	}
}

// postazione knows one password.
type postazione struct{ uscite int }

func (p *postazione) Riconosce(s esenpat.Secret) bool { return s.Reveal() == "giusta" }

func (p *postazione) Metodo() (esenpat.MetodoAccesso, string) { return esenpat.AccessoCredenziali, "" }

func (p *postazione) Conferma(context.Context) error { return nil }

func (p *postazione) inattivo(context.Context) (time.Duration, error) { return 0, nil }

// Manual: G15.
func TestBlocco_coversEverythingAndOpensWithThePassword(t *testing.T) {
	b, p, tempo := nuovo(t, tutte()...), &postazione{}, kittest.Tempo()
	blocco := guscio.NewBlocco(t.Context(), guscio.ParamsBlocco{
		UI: b.coda.Dispatch, Dopo: tempo.Dopo, Testi: partitest.Testi(t, "../.."), Chi: p, Inattivo: p.inattivo,
		Acceso: func() time.Duration { return 0 }, Attesa: func() time.Duration { return time.Hour },
		Prima: func() {}, Accaduto: func(string) {}, Esci: func() { p.uscite++ },
	})
	t.Cleanup(blocco.Chiudi)
	viste.NewBlocco(blocco, partitest.Testi(t, "../.."), b.w.Canvas())
	blocco.Avvia("a.ferraris")

	blocco.Blocca()
	b.svuota()
	o := kit.FocusOrder(b.w.Canvas())
	if slices.Contains(o, "Nuovo Certificato") || !slices.Contains(o, "Sblocca") {
		t.Fatalf("behind the lock one reaches %q", o)
	}
	if !kittest.Mostra(b.w, "a.ferraris") {
		t.Error("the lock does not say whose session it is")
	}
	b.scrivi(t, "Password", "sbagliata")
	b.premi(t, "Sblocca")
	b.svuota()
	if !blocco.State().Bloccato || blocco.State().Avviso.Vuoto() {
		t.Fatal("a wrong password opens, or says nothing")
	}
	b.scrivi(t, "Password", "giusta")
	b.premi(t, "Sblocca")
	b.svuota()

	if blocco.State().Bloccato || !slices.Contains(kit.FocusOrder(b.w.Canvas()), "Nuovo Certificato *") && !slices.Contains(kit.FocusOrder(b.w.Canvas()), "Nuovo Certificato") {
		t.Errorf("locked %v, reached %q", blocco.State().Bloccato, kit.FocusOrder(b.w.Canvas()))
	}
}

func (b *banco) svuota() {
	b.coda.Svuota()
	kittest.Assesta(b.w)
}

// scrivi types into a field by its name.
func (b *banco) scrivi(t *testing.T, campo, testo string) {
	t.Helper()
	for range 40 {
		if f := b.w.Canvas().Focused(); f != nil && strings.HasPrefix(kit.NomeDi(f), campo) {
			test.Type(f, testo)
			return
		}
		b.w.Canvas().FocusNext()
	}
	t.Fatalf("%q is not reached: %q", campo, kit.FocusOrder(b.w.Canvas()))
}

// conAccesso logs in again.
type conAccesso struct {
	*mondo
	credenziali []string
	errore      error
}

func (a *conAccesso) Accedi(_ context.Context, c esenpat.CredenzialiAccesso) (esenpat.ScelteAccesso, error) {
	a.credenziali = append(a.credenziali, c.NomeUtente+"/"+c.Password.Reveal()+"/"+c.PIN.Reveal())
	return esenpat.ScelteAccesso{}, a.errore
}

func (a *conAccesso) Apri(context.Context, string, string) (esenpat.Sessione, error) {
	return sessione(tutte()...), nil
}

func (a *conAccesso) Metodo() (esenpat.MetodoAccesso, string) { return esenpat.AccessoCredenziali, "" }

// Manual: G15.
func TestRientro_asksOverTheFormAndGoesOn(t *testing.T) {
	b := nuovo(t, tutte()...)
	a := &conAccesso{mondo: b.mondo, errore: esenpat.NewError(esenpat.Unauthenticated, "accesso.credenziali", "prova")}
	r := guscio.NewRientro(t.Context(), b.coda.Dispatch, partitest.Testi(t, "../.."), a)
	viste.NewRientro(r, partitest.Testi(t, "../.."), kittest.Tempo(), b.w.Canvas())
	r.Chi("a.ferraris")
	ripreso := 0

	r.Chiedi(func() { ripreso++ })
	b.svuota()
	if got := kit.NomeDi(b.w.Canvas().Focused()); got != "Password" {
		t.Fatalf("the focus begins on %q", got)
	}
	test.Type(b.w.Canvas().Focused(), "p")
	b.invio()
	test.Type(b.w.Canvas().Focused(), "123")
	b.invio()
	b.coda.Fino(t, func() bool { return !r.State().Avviso.Vuoto() })
	kittest.Assesta(b.w)
	if ripreso != 0 || b.w.Canvas().Overlays().Top() == nil {
		t.Fatal("a refused login goes on")
	}
	a.errore = nil
	test.Type(b.w.Canvas().Focused(), "q")
	b.invio()
	test.Type(b.w.Canvas().Focused(), "456")
	b.invio()
	b.coda.Fino(t, func() bool { return ripreso == 1 })
	kittest.Assesta(b.w)

	if !slices.Equal(a.credenziali, []string{"a.ferraris/p/123", "a.ferraris/q/456"}) || b.w.Canvas().Overlays().Top() != nil {
		t.Errorf("sent %q", a.credenziali)
	}
}

func (b *banco) invio() { b.w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn}) }
