package kit_test

import (
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"github.com/esenpat/esenpat-desktop/views/kit"
	"github.com/esenpat/esenpat-desktop/views/kit/galleria"
	"github.com/esenpat/esenpat-desktop/views/kit/kittest"
	"github.com/esenpat/esenpat-desktop/views/tema"
)

// premi sends a key as the window does: to the focused control, else above.
func premi(w fyne.Window, k fyne.KeyName) {
	ev := &fyne.KeyEvent{Name: k}
	if f := w.Canvas().Focused(); f != nil {
		f.TypedKey(ev)
		return
	}
	if f := w.Canvas().OnTypedKey(); f != nil {
		f(ev)
	}
}

// combina sends a shortcut as the window does.
func combina(w fyne.Window, k fyne.KeyName, m fyne.KeyModifier) {
	sc := &desktop.CustomShortcut{KeyName: k, Modifier: m}
	if f, ok := w.Canvas().Focused().(fyne.Shortcutable); ok {
		f.TypedShortcut(sc)
		return
	}
}

func TestCampi_ognunoHaUnNomeENellOrdineDiLettura(t *testing.T) {
	kittest.App(t)
	w := kittest.Finestra(t, galleria.Foglio(galleria.Campi()), 760, 560)

	got := kit.FocusOrder(w.Canvas())

	want := []string{"Cognome", "Codice fiscale", "È affetto dalla seguente patologia", "Pin", "Data di nascita", "Stato", "Soggetto a leggi speciali", "Regime"}
	if !slices.Equal(got, want) {
		t.Errorf("ordine del Tab %q, atteso %q", got, want)
	}
}

func TestGalleria_ogniControlloHaUnNome(t *testing.T) {
	kittest.App(t)
	for _, o := range []fyne.CanvasObject{galleria.Bottoni(), galleria.Combo(), galleria.Avvisi(), galleria.Cornice()} {
		w := kittest.Finestra(t, o, 1366, 740)
		if nomi := kit.FocusOrder(w.Canvas()); len(nomi) == 0 || slices.Contains(nomi, "?") {
			t.Errorf("controlli senza nome: %q", nomi)
		}
	}
}

func TestBottone_siPremeConInvioESpazio(t *testing.T) {
	kittest.App(t)
	n := 0
	b := kit.NewBottone(kit.Primario, "Conferma", tema.IconaNessuna, func() { n++ })
	w := kittest.Finestra(t, b, 200, 60)
	w.Canvas().FocusNext()

	premi(w, fyne.KeyReturn)
	premi(w, fyne.KeySpace)
	b.Occupa(true)
	premi(w, fyne.KeyReturn)
	b.Occupa(false)
	b.Disabilita("Manca il PIN.")
	test.Tap(b)

	if n != 2 {
		t.Errorf("premuto %d volte, atteso 2: occupato o spento non conta", n)
	}
	if b.Motivo() != "Manca il PIN." {
		t.Errorf("motivo %q", b.Motivo())
	}
}

func TestDialogo_escInvioEFuocoRestituito(t *testing.T) {
	kittest.App(t)
	campo := kit.NewTesto("")
	w := kittest.Finestra(t, galleria.Foglio(campo), 800, 600)
	w.Canvas().Focus(campo)
	confermati := 0
	d := kit.NewConferma("Annullare il certificato?", "Serve la firma.", "No", "Sì", true, func() { confermati++ })

	d.Mostra(w.Canvas())
	if got := kit.NomeDi(w.Canvas().Focused()); got != "No" {
		t.Errorf("il fuoco è su %q, atteso il bottone innocuo", got)
	}
	if got := kit.FocusOrder(w.Canvas()); !slices.Equal(got, []string{"No", "Sì"}) {
		t.Errorf("il Tab esce dal dialogo: %q", got)
	}
	premi(w, fyne.KeyEscape)
	if d.Aperto() || confermati != 0 {
		t.Error("Esc deve chiudere senza confermare")
	}
	if w.Canvas().Focused() != fyne.Focusable(campo) {
		t.Error("il fuoco non torna al campo")
	}

	d.Mostra(w.Canvas())
	w.Canvas().Unfocus()
	premi(w, fyne.KeyReturn)
	if d.Aperto() || confermati != 1 {
		t.Errorf("Invio conferma: %d, aperto %v", confermati, d.Aperto())
	}
}

func TestDialogo_ilTestoLasciaSalireEscEInvio(t *testing.T) {
	kittest.App(t)
	w := kittest.Finestra(t, galleria.Foglio(kit.NewTesto("")), 800, 600)
	campo := kit.NewTesto("")
	premuti := 0
	var d *kit.Dialogo
	d = kit.NewDialogo("Motivo", kit.NewCampo("Motivo", true, campo), 460,
		kit.NewBottone(kit.Secondario, "Esci", tema.IconaNessuna, func() { d.Annulla() }),
		kit.NewBottone(kit.Primario, "Conferma", tema.IconaNessuna, func() { premuti++ }))
	d.Mostra(w.Canvas())

	if got := kit.NomeDi(w.Canvas().Focused()); got != "Motivo" {
		t.Fatalf("il fuoco è su %q, atteso il primo campo", got)
	}
	premi(w, fyne.KeyReturn)
	combina(w, fyne.KeyReturn, fyne.KeyModifierControl)
	premi(w, fyne.KeyEscape)

	if premuti != 2 || d.Aperto() {
		t.Errorf("premuti %d (Invio e Ctrl+Invio), aperto %v", premuti, d.Aperto())
	}
}

func TestScorciatoie_unCampoNonLeInghiotteEUnDialogoLeZittisce(t *testing.T) {
	kittest.App(t)
	campo := kit.NewTesto("")
	w := kittest.Finestra(t, galleria.Foglio(campo), 800, 600)
	nuovi := 0
	s := kit.NewScorciatoie(w.Canvas())
	w.SetContent(kit.NewRadice(galleria.Foglio(campo), s))
	kittest.Assesta(w)
	s.Aggiungi(kit.Scorciatoia{Tasto: fyne.KeyN, Mod: fyne.KeyModifierControl, Nome: "Ctrl+N", Cosa: "Nuovo Certificato", Fai: func() { nuovi++ }})
	w.Canvas().Focus(campo)

	combina(w, fyne.KeyN, fyne.KeyModifierControl)
	if nuovi != 1 {
		t.Fatalf("da dentro un campo Ctrl+N vale %d volte", nuovi)
	}
	s.Foglio().Mostra(w.Canvas())
	if s.Esegui(&desktop.CustomShortcut{KeyName: fyne.KeyN, Modifier: fyne.KeyModifierControl}) {
		t.Error("con un dialogo aperto la finestra non deve rispondere")
	}
	combina(w, fyne.KeyN, fyne.KeyModifierControl)
	if nuovi != 1 {
		t.Error("con un dialogo aperto la finestra non deve rispondere")
	}
}

// Enter that chooses goes on to the next field; what is typed over a choice
// takes its place instead of mixing with it.
func TestCombo_invioProsegueEDigitandoSiSostituisce(t *testing.T) {
	kittest.App(t)
	c, dopo := kit.NewCombo(""), kit.NewTesto("")
	cercati := []string{}
	c.OnSearch = func(s string) []kit.Voce { cercati = append(cercati, s); return galleria.Voci() }
	w := kittest.Finestra(t, galleria.Foglio(kit.Colonna(kit.Spazio8, kit.NewCampo("Esenzione", true, c), kit.NewCampo("Nota", false, dopo))), 700, 500)
	c.Focalizza()
	test.Type(c.Entrata(), "ma")
	premi(w, fyne.KeyReturn)
	if _, ok := c.Scelta(); !ok || w.Canvas().Focused() != fyne.Focusable(c.Entrata()) {
		t.Fatal("senza un campo dopo il fuoco resta")
	}

	test.Type(c.Entrata(), "0")
	if _, ok := c.Scelta(); ok || c.Entrata().Text != "0" || cercati[len(cercati)-1] != "0" {
		t.Errorf("sopra una scelta si legge %q", c.Entrata().Text)
	}
	c.Poi = func() { kit.Focalizza(dopo) }
	premi(w, fyne.KeyReturn)

	if w.Canvas().Focused() != fyne.Focusable(dopo) {
		t.Errorf("dopo Invio il fuoco è su %q", kit.NomeDi(w.Canvas().Focused()))
	}
}

func TestCombo_frecceInvioEscECancellazione(t *testing.T) {
	kittest.App(t)
	c := kit.NewCombo("Inserire l'esenzione")
	c.OnSearch = func(string) []kit.Voce { return galleria.Voci() }
	scelte, tolte := []string{}, 0
	c.OnChosen = func(v kit.Voce) { scelte = append(scelte, v.Codice) }
	c.OnCleared = func() { tolte++ }
	w := kittest.Finestra(t, galleria.Foglio(kit.NewCampo("Esenzione", true, c)), 700, 500)
	c.Focalizza()

	test.Type(c.Entrata(), "ma")
	if !c.Aperta() || w.Canvas().Focused() != fyne.Focusable(c.Entrata()) {
		t.Fatal("digitando si apre l'elenco e il fuoco resta nel campo")
	}
	premi(w, fyne.KeyDown)
	premi(w, fyne.KeyReturn)
	if v, ok := c.Scelta(); !ok || v.Codice != "013.250" || c.Aperta() {
		t.Errorf("scelta %v %v, aperta %v", v, ok, c.Aperta())
	}
	premi(w, fyne.KeyBackspace)
	if _, ok := c.Scelta(); ok || tolte != 1 || c.Entrata().Text != "" {
		t.Errorf("Backspace toglie la scelta intera: tolte %d, testo %q", tolte, c.Entrata().Text)
	}
	premi(w, fyne.KeyDown)
	if !c.Aperta() {
		t.Error("freccia giù apre l'elenco intero")
	}
	premi(w, fyne.KeyEscape)
	if c.Aperta() {
		t.Error("Esc chiude l'elenco")
	}
	test.Type(c.Entrata(), "048")
	w.Canvas().Unfocus()
	if !slices.Equal(scelte, []string{"013.250", "048"}) {
		t.Errorf("uscendo dopo il codice esatto si sceglie: %q", scelte)
	}
}

func TestScelta_nessunaRispostaIniziale(t *testing.T) {
	kittest.App(t)
	var got []string
	s := kit.NewSiNo(func(v string) { got = append(got, v) })
	w := kittest.Finestra(t, galleria.Foglio(kit.NewCampo("Soggetto a leggi speciali", true, s)), 400, 200)
	w.Canvas().FocusNext()

	if s.Valore() != "" {
		t.Fatalf("valore iniziale %q", s.Valore())
	}
	premi(w, fyne.KeySpace)
	premi(w, fyne.KeyRight)
	w.Canvas().Focused().TypedRune('s')

	if !slices.Equal(got, []string{"si", "no", "si"}) {
		t.Errorf("risposte %q", got)
	}
}

func TestDataEntry_metteLeBarreERifiutaLeDateImpossibili(t *testing.T) {
	kittest.App(t)
	d := kit.NewDataEntry(func() time.Time { return time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC) })
	var giorni []string
	d.OnData = func(t time.Time) { giorni = append(giorni, t.Format("2006-01-02")) }
	kittest.Finestra(t, galleria.Foglio(kit.NewCampo("Data", false, d)), 300, 120)

	test.Type(d, "31122027")
	if d.Text != "31/12/2027" || !slices.Equal(giorni, []string{"2027-12-31"}) {
		t.Errorf("testo %q, giorni %q", d.Text, giorni)
	}
	d.SetText("31/02/2027")
	if _, ok := d.Giorno(); ok {
		t.Error("il 31 febbraio non esiste")
	}
	d.SetText("")
	if g, ok := d.Giorno(); !ok || !g.IsZero() {
		t.Error("vuoto è nessuna data")
	}
}

func TestDataEntry_ilCalendarioSceglieDaTastiera(t *testing.T) {
	kittest.App(t)
	d := kit.NewDataEntry(func() time.Time { return time.Date(2027, 1, 31, 0, 0, 0, 0, time.UTC) })
	w := kittest.Finestra(t, galleria.Foglio(kit.NewCampo("Data", false, d)), 500, 500)
	w.Canvas().Focus(d)

	combina(w, fyne.KeyDown, fyne.KeyModifierAlt)
	premi(w, fyne.KeyPageDown) // 28 febbraio
	premi(w, fyne.KeyLeft)
	premi(w, fyne.KeyReturn)

	if d.Text != "27/02/2027" {
		t.Errorf("scelto %q", d.Text)
	}
	if w.Canvas().Focused() != fyne.Focusable(d) {
		t.Error("il fuoco torna alla data")
	}
}

func TestAreaTesto_fermaAlLimite(t *testing.T) {
	kittest.App(t)
	a := kit.NewAreaTesto("", 2, 5)
	c := kit.NewCampo("Patologia", true, a)
	kittest.Finestra(t, galleria.Foglio(c), 300, 160)

	test.Type(a, "àèìòùXYZ")

	if a.Text != "àèìòù" {
		t.Errorf("testo %q", a.Text)
	}
	if a.AcceptsTab() {
		t.Error("Tab deve uscire dal campo")
	}
}

func TestSegreto_nonSiCopia(t *testing.T) {
	a := kittest.App(t)
	s := kit.NewSegreto("", true)
	w := kittest.Finestra(t, galleria.Foglio(kit.NewCampo("Pin", true, s)), 300, 120)
	w.Canvas().Focus(s)
	test.Type(s, "12a34")
	appunti := a.Clipboard()
	appunti.SetContent("prima")

	s.TypedShortcut(&fyne.ShortcutSelectAll{})
	s.TypedShortcut(&fyne.ShortcutCopy{Clipboard: appunti})
	s.TypedShortcut(&fyne.ShortcutCut{Clipboard: appunti})

	if s.Text != "1234" || appunti.Content() != "prima" {
		t.Errorf("testo %q, appunti %q", s.Text, appunti.Content())
	}
}
