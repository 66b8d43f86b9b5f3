package codici_test

import (
	"io/fs"
	"os"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"github.com/esenpat/esenpat-desktop/app/catalogo"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/codici"
	"github.com/esenpat/esenpat-desktop/app/task/tasktest"
	"github.com/esenpat/esenpat-desktop/app/testi"
	"github.com/esenpat/esenpat-desktop/assets"
	viste "github.com/esenpat/esenpat-desktop/views/codici"
	"github.com/esenpat/esenpat-desktop/views/kit"
	"github.com/esenpat/esenpat-desktop/views/kit/kittest"
)

func apri(t *testing.T) (fyne.Window, *codici.Presenter, *viste.Vista) {
	t.Helper()
	kittest.App(t)
	texts, err := testi.Load(assets.Locale, "locale/it")
	if err != nil {
		t.Fatal(err)
	}
	radice, err := fs.Sub(assets.Catalogo, "catalogo")
	if err != nil {
		t.Fatal(err)
	}
	d, err := catalogo.Leggi(radice)
	if err != nil {
		t.Fatal(err)
	}
	oggi := func() esenpat.Data { return esenpat.NewData(2026, 11, 22) }
	c := catalogo.New(d, texts, oggi)
	p := codici.New(t.Context(), codici.Params{
		UI: tasktest.NewCoda().Dispatch, Testi: texts, Codici: c, Calcoli: c, Regole: d.Regole329, Oggi: oggi,
	})
	v := viste.New(p, texts, kit.NewTempoFermo(time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)))
	w := kittest.Finestra(t, v.Oggetto(), 1366, 700)
	kittest.Assesta(w)
	return w, p, v
}

func TestCodici_typingFindsAndKeepsTheFocus(t *testing.T) {
	w, p, v := apri(t)
	v.Focalizza()

	for _, r := range "invalidi civ" {
		w.Canvas().Focused().TypedRune(r)
	}
	kittest.Assesta(w)

	if s := p.State(); s.Filtri.Testo != "invalidi civ" || len(s.Righe) < 5 {
		t.Fatalf("%q: %d lines", s.Filtri.Testo, len(s.Righe))
	}
	kittest.SalvaFoto(t, w, os.Getenv("ESENPAT_FOTO"), "codici-scheda")
	p.Cerca(codici.Filtri{Testo: "C02"})
	p.Mostra(codici.Confronto)
	kittest.Assesta(w)
	kittest.SalvaFoto(t, w, os.Getenv("ESENPAT_FOTO"), "codici-confronto")
	p.Mostra(codici.Gravidanza)
	p.CalcolaGravidanza(codici.ModuloGravidanza{Modo: "settimana", Settimana: "12"})
	kittest.Assesta(w)
	kittest.SalvaFoto(t, w, os.Getenv("ESENPAT_FOTO"), "codici-gravidanza")
}

func TestCodici_everyControlHasALabelAndAPlaceInTheTabOrder(t *testing.T) {
	w, _, _ := apri(t)

	order := kit.FocusOrder(w.Canvas())

	if slices.Contains(order, "?") || len(order) < 8 || order[0] != "Codice, parola o legge" {
		t.Errorf("%q", order)
	}
}
