package kit_test

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/esenpat/esenpat-desktop/views/kit"
	"github.com/esenpat/esenpat-desktop/views/kit/galleria"
	"github.com/esenpat/esenpat-desktop/views/kit/kittest"
	"github.com/esenpat/esenpat-desktop/views/tema"
)

func TestLista_tastieraApreERestaAlSuoPosto(t *testing.T) {
	kittest.App(t)
	aperte := []int{}
	l := kit.NewLista("Certificati", func(n int) { aperte = append(aperte, n) })
	voci := make([]kit.VoceLista, 10000)
	for i := range voci {
		voci[i] = kit.VoceLista{Codice: "048", Titolo: "Titolo", Azione: "Gestisci"}
	}
	l.Imposta(voci)
	w := kittest.Finestra(t, l, 800, 400)
	w.Canvas().FocusNext()

	premi(w, fyne.KeyDown)
	premi(w, fyne.KeyReturn)
	premi(w, fyne.KeyEnd)
	premi(w, fyne.KeyReturn)
	l.Imposta(voci)

	if !slices.Equal(aperte, []int{1, 9999}) || l.Cursore() != 9999 {
		t.Errorf("aperte %v, cursore %d", aperte, l.Cursore())
	}
}

func TestTabella_cursoreEOrdine(t *testing.T) {
	kittest.App(t)
	tab := galleria.Tabella()
	var ordine string
	var mosse, aperte []int
	tab.OnOrdina = func(id string, dec bool) { ordine = id }
	tab.OnMossa = func(n int) { mosse = append(mosse, n) }
	tab.OnAperta = func(n int) { aperte = append(aperte, n) }
	w := kittest.Finestra(t, tab, 800, 400)

	w.Canvas().FocusNext()
	premi(w, fyne.KeyReturn) // title «Cognome»
	w.Canvas().FocusNext()
	premi(w, fyne.KeyEnd)
	premi(w, fyne.KeyHome)
	premi(w, fyne.KeyReturn)

	if ordine != "cognome" || !slices.Equal(mosse, []int{0, 79, 0}) || !slices.Equal(aperte, []int{0}) {
		t.Errorf("ordine %q, mosse %v, aperte %v", ordine, mosse, aperte)
	}
}

func TestSchede_tastiera(t *testing.T) {
	kittest.App(t)
	s := kit.NewSchede([]kit.VoceScheda{
		{ID: "a", Titolo: "Certificati", Contenuto: kit.NewTesto("")}, {ID: "b", Titolo: "Esenzioni", Contenuto: kit.NewTesto("")},
	}, nil)
	w := kittest.Finestra(t, s, 600, 300)
	w.Canvas().FocusNext()

	premi(w, fyne.KeyRight)
	if s.Scelta() != "b" {
		t.Errorf("freccia destra mostra %q", s.Scelta())
	}
	s.Avanti(1)
	if s.Scelta() != "a" {
		t.Errorf("il giro torna a %q", s.Scelta())
	}
}

func TestProcedura_escAltSinistraECtrlInvio(t *testing.T) {
	kittest.App(t)
	w := kittest.Finestra(t, galleria.Cornice(), 1366, 740)
	p := galleria.Procedura(kittest.Tempo())
	chiusa, indietro, premuti, mancante := 0, 0, 0, ""
	p.OnChiudi = func() { chiusa++; p.Chiudi() }
	p.OnIndietro = func() { indietro++ }
	p.OnMancante = func(id string) { mancante = id }
	p.Bottoni(kit.NewBottone(kit.Primario, "Conferma", tema.IconaNessuna, func() { premuti++ }))
	p.Mostra(w.Canvas(), nil)

	ordine := kit.FocusOrder(w.Canvas())
	if slices.Contains(ordine, "?") || ordine[0] != "Cognome" || ordine[len(ordine)-1] != "Chiudi la procedura" {
		t.Errorf("ordine del Tab %q", ordine)
	}
	w.Canvas().FocusNext()
	combina(w, fyne.KeyReturn, fyne.KeyModifierControl)
	combina(w, fyne.KeyLeft, fyne.KeyModifierAlt)
	for kit.NomeDi(w.Canvas().Focused()) != "leggi speciali" {
		w.Canvas().FocusNext()
	}
	premi(w, fyne.KeyReturn)
	premi(w, fyne.KeyEscape)

	if premuti != 1 || indietro != 1 || mancante != "leggi" || chiusa != 1 || p.Aperta() {
		t.Errorf("premuti %d, indietro %d, mancante %q, chiusa %d", premuti, indietro, mancante, chiusa)
	}
}

func TestVistaPDF_tastiera(t *testing.T) {
	kittest.App(t)
	v := kit.NewVistaPDF()
	v.Pagine(nil)
	if v.PaginaCorrente() != 0 {
		t.Error("senza pagine la pagina è 0")
	}
	v.Pagine(galleria.Pagine(3))
	w := kittest.Finestra(t, v, 500, 500)
	w.Canvas().Focus(v)

	premi(w, fyne.KeyEnd)
	if v.PaginaCorrente() != 3 {
		t.Errorf("Fine porta a pagina %d", v.PaginaCorrente())
	}
	premi(w, fyne.KeyHome)
	v.TypedRune('+')
	premi(w, fyne.KeyPageDown)
	if v.PaginaCorrente() < 1 {
		t.Error("pagina persa")
	}
}

// premiBottone presses the button with that name.
func premiBottone(t *testing.T, o fyne.CanvasObject, nome string) {
	t.Helper()
	for _, x := range test.LaidOutObjects(o) {
		if b, ok := x.(*kit.Bottone); ok && b.AccessibilityLabel() == nome {
			b.Premi()
			return
		}
	}
	t.Fatalf("no button %q", nome)
}

func TestVistaPDF_chiLeggeRestaDoveEra(t *testing.T) {
	kittest.App(t)
	v := kit.NewVistaPDF()
	v.Pagine(galleria.Pagine(3))
	w := kittest.Finestra(t, v, 500, 500)
	w.Canvas().Focus(v)

	premiBottone(t, v, "Pagina successiva")
	if v.PaginaCorrente() != 2 {
		t.Fatalf("› porta a pagina %d", v.PaginaCorrente())
	}
	v.Pagine(galleria.Pagine(3)) // the same draft, written on
	if v.PaginaCorrente() != 2 {
		t.Errorf("la bozza aggiornata riporta a pagina %d", v.PaginaCorrente())
	}
	premiBottone(t, v, "Pagina precedente")
	if v.PaginaCorrente() != 1 {
		t.Errorf("‹ porta a pagina %d", v.PaginaCorrente())
	}
	v.Vai(3)
	v.Pagine(galleria.Pagine(2)) // another document
	if v.PaginaCorrente() != 1 {
		t.Errorf("un altro documento si apre a pagina %d", v.PaginaCorrente())
	}
}

func TestLista_laBarraSpaziatriceSceglieDoveSiPuo(t *testing.T) {
	kittest.App(t)
	var aperte, scelte []int
	l := kit.NewLista("Certificati", func(n int) { aperte = append(aperte, n) })
	l.OnSelezionata = func(n int) { scelte = append(scelte, n) }
	l.Imposta([]kit.VoceLista{{Titolo: "A", Selezionabile: true}, {Titolo: "B"}})
	w := kittest.Finestra(t, l, 800, 400)
	w.Canvas().FocusNext()

	premi(w, fyne.KeySpace)
	premi(w, fyne.KeyDown)
	premi(w, fyne.KeySpace)

	if !slices.Equal(scelte, []int{0}) || !slices.Equal(aperte, []int{1}) {
		t.Errorf("scelte %v, aperte %v", scelte, aperte)
	}
}
