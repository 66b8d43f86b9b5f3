package nuovocertificato_test

import (
	"context"
	"os"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	pfirma "github.com/esenpat/esenpat-desktop/app/present/firma"
	pnuovo "github.com/esenpat/esenpat-desktop/app/present/nuovocertificato"
	"github.com/esenpat/esenpat-desktop/app/present/parti/partitest"
	"github.com/esenpat/esenpat-desktop/views/kit"
	"github.com/esenpat/esenpat-desktop/views/kit/kittest"
	"github.com/esenpat/esenpat-desktop/views/tema"
)

// foto writes a picture to the folder named by FOTO, for looking at it.
func (b *banco) foto(t *testing.T, nome string) {
	t.Helper()
	kittest.SalvaFoto(t, b.w, os.Getenv("FOTO"), nome)
}

// ctrlInvio presses Ctrl+Enter where the focus stands.
func (b *banco) ctrlInvio() {
	sc := &desktop.CustomShortcut{KeyName: fyne.KeyReturn, Modifier: fyne.KeyModifierControl}
	if s, ok := b.w.Canvas().Focused().(fyne.Shortcutable); ok {
		s.TypedShortcut(sc)
	}
	b.quieto()
}

// percorri drives the whole road with the keyboard and calls a at each step.
func (b *banco) percorri(t *testing.T, a func(nome string)) {
	t.Helper()
	b.mostra()
	a("1-vuoto")
	b.scrivi(string(b.mondo.Assistito.CodiceFiscale))
	b.tasto(fyne.KeyReturn)
	a("1-assistito")
	b.ctrlInvio()
	a("2-tipologia")
	b.tasto(fyne.KeySpace) // «Per malattia cronica» has the focus
	b.scrivi("048")
	a("3-combo")
	b.tasto(fyne.KeyReturn)
	b.vaiA(t, "Diagnosi")
	b.scrivi("174.9")
	b.tasto(fyne.KeyReturn)
	b.vaiA(t, "E' affetto dalla seguente patologia")
	b.scrivi("Carcinoma della mammella, in trattamento chemioterapico adiuvante.")
	b.vaiA(t, "Soggetto a leggi speciali")
	b.scrivi("n")
	b.vaiA(t, "Unità produttiva")
	b.scrivi("a")
	b.quieto()
	a("3-manca")
	b.vaiA(t, "Regime")
	b.tasto(fyne.KeySpace)
	a("3-dati")
	b.ctrlInvio()
	a("4-riepilogo")
	b.ctrlInvio()
	a("4-creato")
	b.ctrlInvio()
	a("5-firma")
	b.vaiA(t, "Provider di firma")
	b.scrivi("a")
	b.quieto()
	b.vaiA(t, "Richiedi OTP")
	b.tasto(fyne.KeySpace)
	b.vaiA(t, "Modalità di trasmissione OTP")
	b.scrivi("s")
	b.quieto()
	b.vaiA(t, "Pin")
	b.scrivi("12345678")
	b.vaiA(t, "Richiedi OTP")
	b.tab(2)
	b.tasto(fyne.KeySpace)
	b.vaiA(t, "OTP")
	b.scrivi("123456")
	a("5-pronto")
	b.tasto(fyne.KeyReturn)
	a("5-firmato")
	b.ctrlInvio()
	a("6-data")
	b.ctrlInvio()
	a("6-rilasciata")
}

// Manual: M49, G26, E1.
func TestWizard_wholeRoadByKeyboardAlone(t *testing.T) {
	b := nuovo(t, tema.Chiaro, 1)

	b.percorri(t, func(nome string) { b.foto(t, nome) })

	if b.mondo.Create != 1 || b.mondo.Firme != 1 || b.mondo.Rilasci != 1 {
		t.Errorf("created %d, signed %d, issued %d", b.mondo.Create, b.mondo.Firme, b.mondo.Rilasci)
	}
}

func TestWizard_tabOrderIsReadingOrder(t *testing.T) {
	b := nuovo(t, tema.Chiaro, 1)
	ordini := map[string][]string{}

	b.percorri(t, func(nome string) {
		if b.fuoco() == "-" {
			t.Errorf("%s: Enter goes nowhere", nome)
		}
		switch nome {
		case "1-vuoto", "3-manca", "5-firma":
			f := b.w.Canvas().Focused()
			ordini[nome] = kit.FocusOrder(b.w.Canvas())
			b.w.Canvas().Focus(f)
		}
	})

	for nome, vuole := range map[string][]string{
		"1-vuoto": {"Codice fiscale", "Cerca", "oppure cercare per cognome"},
		"3-manca": {
			"Esenzione", "Diagnosi", "E' affetto dalla seguente patologia", "Soggetto a leggi speciali", "Che cosa significa?",
			"Unità produttiva", "Regime",
		},
		"5-firma": {"Provider di firma", "Alias", "Ricorda alias", "Pin"},
	} {
		if ha := ordini[nome]; len(ha) < len(vuole) || !slices.Equal(ha[:len(vuole)], vuole) {
			t.Errorf("%s: %q", nome, ha)
		}
		if slices.Contains(ordini[nome], "?") {
			t.Errorf("%s: a control without a label in %q", nome, ordini[nome])
		}
	}
}

// senzaRicordi is a key ring in which no alias was ever kept.
type senzaRicordi struct{ *partitest.Mondo }

func (senzaRicordi) Alias(context.Context, string) ([]string, error) { return nil, nil }

func TestWizard_firstSignatureBeginsAtTheProvider(t *testing.T) {
	b := nuovo(t, tema.Chiaro, 1, func(p *pfirma.Porte) { p.Credenziali = senzaRicordi{partitest.NewMondo()} })

	b.percorriFinoA(t, "5-firma")

	if b.fuoco() != "Provider di firma" {
		t.Errorf("what is typed goes to %q", b.fuoco())
	}
}

func TestWizard_escClosesAndKeepsEverything(t *testing.T) {
	b := nuovo(t, tema.Chiaro, 1)
	b.mostra()
	b.scrivi("VRDNNA")

	b.tasto(fyne.KeyEscape)
	if b.v.Aperta() {
		t.Fatal("Esc does not close")
	}
	b.mostra()

	if s := b.p.State(); s.Passo != pnuovo.PassoAssistito || s.Assistito.CodiceFiscale != "VRDNNA" {
		t.Errorf("%+v", s.Assistito)
	}
	if b.fuoco() != "Codice fiscale" {
		t.Errorf("focus on %q", b.fuoco())
	}
}

func TestWizard_wrongCheckCharacterIsSaidUnderTheField(t *testing.T) {
	b := nuovo(t, tema.Chiaro, 1)
	b.mostra()
	cf := []byte(b.mondo.Assistito.CodiceFiscale)
	cf[15] = 'A' + (cf[15]-'A'+1)%26

	b.scrivi(string(cf))
	b.tasto(fyne.KeyReturn)
	b.foto(t, "1-errore")

	if b.p.State().Assistito.ErroreCF == "" || b.fuoco() != "Codice fiscale" {
		t.Errorf("focus on %q", b.fuoco())
	}
}

func TestWizard_cardSwipedInAnyFieldSearches(t *testing.T) {
	b := nuovo(t, tema.Chiaro, 1)
	b.mostra()
	b.vaiA(t, "oppure cercare per cognome")
	b.tasto(fyne.KeyReturn)
	b.vaiA(t, "Cognome")

	b.scrivi("%" + string(b.mondo.Assistito.CodiceFiscale) + "^VERDI  ANNA^?")
	b.tasto(fyne.KeyReturn)
	b.tempo.Avanza(300e6)
	b.quieto()

	s := b.p.State()
	if s.Scheda == nil || s.Assistito.Persona.Cognome != "" || s.Assistito.CodiceFiscale != string(b.mondo.Assistito.CodiceFiscale) {
		t.Errorf("%+v", s.Assistito)
	}
}

func TestWizard_darkLargeAndWithMuchToSay(t *testing.T) {
	b := nuovo(t, tema.Scuro, 1.5)
	m := b.mondo
	m.Assistito = m.SchedaTrovata.Assistito
	m.Assistito.Cognome = "DELLA ROVERE MONTEFELTRO DI SANTA MARIA MAGGIORE"
	m.Assistito.Anagrafica.DataNascita = esenpat.NewData(2012, 2, 29)
	m.SchedaTrovata.Assistito = m.Assistito
	m.SchedaTrovata.EsenzioniAURA = []esenpat.EsenzioneAURA{{Codice: "048", Attiva: true, DataEmissione: esenpat.NewData(2022, 1, 1), DataScadenza: esenpat.NewData(2027, 1, 1)}}
	m.Bozze = []esenpat.Bozza{{ID: "vecchia", Passo: "dati", ModificataIl: b.tempo.Adesso(), Dati: esenpat.DatiCertificato{Esenzione: esenpat.VoceEsenzione{Codice: "048"}}}}
	b.mostra()
	b.foto(t, "s-bozze")
	b.scrivi(string(m.Assistito.CodiceFiscale))
	b.tasto(fyne.KeyReturn)
	b.foto(t, "s-assistito")
	b.ctrlInvio()
	b.tasto(fyne.KeySpace)
	b.scrivi("048")
	b.tasto(fyne.KeyReturn)
	b.vaiA(t, "E' affetto dalla seguente patologia")
	b.scrivi(strings.Repeat("Neoplasia maligna della mammella. ", 20))
	b.quieto()
	b.foto(t, "s-dati")

	s := b.p.State()
	if !s.Lavoro.Dati.Oscurato.Visibile || s.Lavoro.Dati.Doppione == "" || s.Navigazione.Attivo {
		t.Errorf("%+v", s.Lavoro.Dati)
	}
}

func TestWizard_unknownOutcomeOfTheCreationOffersOnlyVerifica(t *testing.T) {
	b := nuovo(t, tema.Chiaro, 1)
	b.mondo.Errore = esenpat.NewError(esenpat.Uncertain, "certificato.esito-incerto", "prova")

	b.percorriFinoA(t, "4-creato")
	b.foto(t, "4-incerto")

	if o := kit.FocusOrder(b.w.Canvas()); !slices.Contains(o, "Verifica") || slices.Contains(o, "Conferma") {
		t.Errorf("%q", o)
	}
}

func TestWizard_refusedSignatureStaysOnTheForm(t *testing.T) {
	b := nuovo(t, tema.Chiaro, 1)
	b.percorriFinoA(t, "5-pronto")
	b.mondo.Errore = esenpat.NewError(esenpat.Firma, "firma.pin-errato", "prova").With("tentativi", "1")

	b.tasto(fyne.KeyReturn)
	b.foto(t, "5-pin")
	if b.fuoco() != "Pin" || b.mondo.Firme != 1 {
		t.Errorf("focus on %q, %d sent", b.fuoco(), b.mondo.Firme)
	}
	b.mondo.Errore = esenpat.NewError(esenpat.Uncertain, "firma.esito-incerto", "prova")
	b.scrivi("12345678")
	b.tasto(fyne.KeyReturn)
	b.foto(t, "5-incerta")
	if o := kit.FocusOrder(b.w.Canvas()); !slices.Contains(o, "Verifica") || slices.Contains(o, "Firma Documento") || slices.Contains(o, "Pin") {
		t.Errorf("%q", o)
	}
}

// percorriFinoA drives the road and stops at a step.
func (b *banco) percorriFinoA(t *testing.T, fine string) {
	t.Helper()
	type basta struct{}
	defer func() {
		if r := recover(); r != nil {
			if _, ok := r.(basta); !ok {
				panic(r)
			}
		}
	}()
	b.percorri(t, func(nome string) {
		if nome == fine {
			panic(basta{})
		}
	})
}

// The lists of the patient have the manual's columns, and the regime says why
// private practice is not there.
// Manual: M49, M50, M51, M52, M53, M54, M68, M69, G22.
func TestWizard_colonneEParoleDelManuale(t *testing.T) {
	b := nuovo(t, tema.Chiaro, 1)
	b.mondo.SchedaTrovata.Esenzioni = []esenpat.EsenzioneSintesi{{Numero: "2026301", Asl: "ASL TO3", Compilatore: "ANNA FERRARIS", StatoTesto: "Inviata all'ASL", Esenzione: esenpat.Voce{Codice: "013"}}}
	b.mostra()
	for _, v := range []string{"Nuovo Certificato", "Codice fiscale", "Cerca"} {
		if !kittest.Mostra(b.w, v) {
			t.Errorf("%q is not on the first step: %q", v, kittest.Scritte(b.w))
		}
	}
	b.scrivi(string(b.mondo.Assistito.CodiceFiscale))
	b.tasto(fyne.KeyReturn)

	testi := kittest.Scritte(b.w)
	for _, v := range []string{
		"Conferma", "Certificati già creati", "Diagnosi", "Esenzione", "Data inserimento", "Medico", "Dott. NERI UGO",
		"Esenzioni già richieste", "N. pratica", "ASL", "Compilatore", "ANNA FERRARIS", "Codice", "Stato pratica", "Data richiesta", "Valida dal", "Data scadenza",
	} {
		if !slices.Contains(testi, v) {
			t.Errorf("%q is not with the patient: %q", v, testi)
		}
	}
	b.ctrlInvio()
	b.tasto(fyne.KeySpace)
	testi = kittest.Scritte(b.w)
	tutto := strings.Join(testi, " ")
	for _, v := range []string{
		"Documento prodotto in regime di SSN (in seguito a impegnativa SSN o screening)", "Documento prodotto in regime SSR (all'interno di progettualità regionali)",
		"In libera professione (NOSSN)", "E' affetto dalla seguente patologia", "Soggetto a leggi speciali", "Unità produttiva", "Regime",
	} {
		if !strings.Contains(tutto, v) {
			t.Errorf("%q is not among the data: %q", v, testi)
		}
	}
	if strings.Contains(tutto, "Oscurato al genitore") {
		t.Error("an adult is asked about the parent")
	}
}

// Seen in the window: after a signed certificate the next one began with the
// card of the patient before, under an empty fiscal code.
func TestWizard_ilPazienteDiPrimaNonSiVedePiu(t *testing.T) {
	b := nuovo(t, tema.Chiaro, 1)
	b.percorri(t, func(string) {})
	b.v.Chiudi()
	b.quieto()

	b.mostra()

	cf := string(b.mondo.Assistito.CodiceFiscale)
	for _, x := range kittest.Scritte(b.w) {
		if strings.Contains(x, "VERDI") || strings.Contains(x, cf) || strings.Contains(x, "Certificati già creati") {
			t.Errorf("the patient of before: %q", x)
		}
	}
}
