package impostazioni_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/impostazioni"
	"github.com/esenpat/esenpat-desktop/app/task/tasktest"
	"github.com/esenpat/esenpat-desktop/app/testi"
	"github.com/esenpat/esenpat-desktop/assets"
	viste "github.com/esenpat/esenpat-desktop/views/impostazioni"
	"github.com/esenpat/esenpat-desktop/views/kit"
	"github.com/esenpat/esenpat-desktop/views/kit/kittest"
)

type memoria map[string]string

func (m memoria) Leggi(_ context.Context, k string) (string, error) { return m[k], nil }

func (m memoria) Scrivi(_ context.Context, k, v string) error { m[k] = v; return nil }

func apri(t *testing.T) (fyne.Window, *impostazioni.Presenter, *tasktest.Coda, memoria) {
	t.Helper()
	kittest.App(t)
	texts, err := testi.Load(assets.Locale, "locale/it")
	if err != nil {
		t.Fatal(err)
	}
	q, m := tasktest.NewCoda(), memoria{}
	p := impostazioni.New(t.Context(), impostazioni.Params{UI: q.Dispatch, Testi: texts, Preferenze: m})
	w := kittest.Finestra(t, canvas.NewRectangle(nil), 1024, 720)
	v := viste.New(p, texts, kit.NewTempoFermo(time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)))
	v.Mostra(w.Canvas())
	q.Fino(t, func() bool { return p.State().Valori.Tema != "" })
	kittest.Assesta(w)
	return w, p, q, m
}

func TestImpostazioni_everyControlHasALabelAndAPlaceInTheTabOrder(t *testing.T) {
	w, _, _, _ := apri(t)

	order := kit.FocusOrder(w.Canvas())

	want := []string{"Tema", "Dimensione dei testi", "Lingua", "Lavora con", "Prova connessione", "Apri il servizio web", "Ricorda l'alias di firma su questa postazione", "Blocca la postazione se nessuno la usa per", "Chiudi", "Salva"}
	if len(order) != len(want) {
		t.Fatalf("got %q", order)
	}
	for i := range want {
		if order[i] != want[i] {
			t.Errorf("place %d: got %q, want %q", i, order[i], want[i])
		}
	}
}

func TestImpostazioni_aBadAddressIsSaidAtItsFieldAndKept(t *testing.T) {
	w, p, q, m := apri(t)
	p.Salva(impostazioni.Valori{Tema: "chiaro", Scala: "100", Indirizzo: "http://x"}, esenpat.Secret{})
	q.Svuota()
	kittest.Assesta(w)

	if len(m) != 0 || p.State().ErroreIndirizzo == "" {
		t.Fatalf("a bad address was saved: %v", m)
	}
	f := w.Canvas().Focused()
	if f == nil || kit.NomeDi(f) != "Indirizzo dell'API" {
		t.Errorf("the focus is on %v", f)
	}
}

// fisse are settings of an administrator.
type fisse map[string]bool

func (f fisse) Bloccata(k string) bool { return f[k] }

func TestImpostazioni_theProxyShowsWhatItsModeNeedsAndWhatIsFixedCannotBeTouched(t *testing.T) {
	kittest.App(t)
	texts, err := testi.Load(assets.Locale, "locale/it")
	if err != nil {
		t.Fatal(err)
	}
	q := tasktest.NewCoda()
	m := memoria{impostazioni.ChiaveAmbiente: "https://api.example/v1", impostazioni.ChiaveProxy: "manuale", impostazioni.ChiaveProxyIndirizzo: "proxy.example:8080"}
	p := impostazioni.New(t.Context(), impostazioni.Params{UI: q.Dispatch, Testi: texts, Preferenze: m, Regole: fisse{impostazioni.ChiaveProxyIndirizzo: true}})
	w := kittest.Finestra(t, canvas.NewRectangle(nil), 1024, 720)
	viste.New(p, texts, kit.NewTempoFermo(time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC))).Mostra(w.Canvas())
	q.Fino(t, func() bool { return p.State().Valori.Rete.Proxy == "manuale" })
	kittest.Assesta(w)

	order := kit.FocusOrder(w.Canvas())

	for nome, atteso := range map[string]bool{
		texts.T("impostazioni.proxy"): true, texts.T("impostazioni.proxy.indirizzo"): false, texts.T("impostazioni.proxy.esclusioni"): true,
		texts.T("impostazioni.proxy.script"): false, texts.T("impostazioni.proxy.password"): true,
	} {
		if slices.Contains(order, nome) != atteso {
			t.Errorf("%s in the tab order: %v", nome, !atteso)
		}
	}
}
