// Package galleria shows every widget of the kit in its states: for the golden
// pictures and for whoever designs a screen.
package galleria

import (
	"image"
	"image/color"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/esenpat/esenpat-desktop/views/kit"
	"github.com/esenpat/esenpat-desktop/views/tema"
)

// Voci are three invented entries of a combo.
func Voci() []kit.Voce {
	return []kit.Voce{
		{Codice: "048", Descrizione: "Soggetti affetti da patologie neoplastiche maligne", Perche: "codice"},
		{Codice: "013.250", Descrizione: "Diabete mellito", Perche: "descrizione"},
		{Codice: "0A02.394", Descrizione: "Malattie del cuore e del circolo polmonare, altre malattie dell'endocardio", Perche: "riferimento"},
	}
}

// Bottoni are the buttons in all their looks and states.
func Bottoni() fyne.CanvasObject {
	niente := func() {}
	spento := kit.NewBottone(kit.Primario, "Firma Documento", tema.IconaFirma, niente)
	spento.Disabilita("Inserire il PIN di firma.")
	occupato := kit.NewBottone(kit.Primario, "Conferma", tema.IconaNessuna, niente)
	occupato.Occupa(true)
	fuoco := kit.NewBottone(kit.Primario, "Conferma", tema.IconaSpunta, niente)
	fuoco.FocusGained()
	fuoco2 := kit.NewBottone(kit.Secondario, "Indietro", tema.IconaNessuna, niente)
	fuoco2.FocusGained()
	return kit.Colonna(kit.Spazio12,
		kit.Riga(kit.Spazio8, kit.NewBottone(kit.Primario, "Nuovo Certificato", tema.IconaPiu, niente),
			kit.NewBottone(kit.Secondario, "Scarica Certificato", tema.IconaScarica, niente),
			kit.NewBottone(kit.Pericolo, "Annulla Certificato", tema.IconaNessuna, niente),
			kit.NewBottone(kit.Legame, "Azzera ricerca", tema.IconaNessuna, niente),
			kit.NewBottoneIcona(tema.IconaAggiorna, "Aggiorna", niente)),
		kit.RigaAlta(kit.Spazio8, spento, occupato, fuoco, fuoco2),
		kit.Riga(kit.Spazio8, kit.NewBadge("Da firmare", tema.IconaNessuna, kit.TonoAvviso), kit.NewBadge("Valido", tema.IconaNessuna, kit.TonoOK),
			kit.NewBadge("Annullato", tema.IconaNessuna, kit.TonoErrore), kit.NewBadge("Bozza", tema.IconaMatita, kit.TonoSecondario)),
	)
}

// Campi are the fields of a form, one with an error, one with the focus.
func Campi() fyne.CanvasObject {
	cognome := kit.NewTesto("")
	cognome.SetText("Ferraris")
	cf := kit.NewCampoCF("16 caratteri", nil)
	cf.SetText("VRDNNA80A41L219")
	campoCF := kit.NewCampo("Codice fiscale", true, cf)
	campoCF.Errore("Il codice fiscale ha 15 caratteri: ne mancano 1.")
	testo := kit.NewAreaTesto("", 3, 4000)
	testo.Imposta("Carcinoma duttale infiltrante della mammella sinistra, in trattamento.")
	pin := kit.NewSegreto("", true)
	pin.SetText("12345678")
	nascita := kit.NewDataEntry(func() time.Time { return time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC) })
	nascita.Imposta(time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC))
	campoData := kit.NewCampo("Data di nascita", false, nascita)
	campoData.Aiuto("Si può anche scrivere senza barre.")
	stato := kit.NewTendina("Tutti", []kit.Voce{{Codice: "", Descrizione: "Tutti"}, {Codice: "F", Descrizione: "Da firmare"}}, nil)
	stato.Imposta("F")
	leggi := kit.NewSiNo(nil)
	regime := kit.NewScelta(false, []kit.Opzione{
		{Valore: "SSN", Testo: "SSN", Descrizione: "documento prodotto in regime SSN"},
		{Valore: "SSR", Testo: "SSR", Descrizione: "documento prodotto in regime SSR"},
	}, nil)
	regime.Imposta("SSN")
	regime.FocusGained()
	return kit.Colonna(kit.Spazio16,
		kit.Colonne(240, kit.NewCampo("Cognome", false, cognome), campoCF),
		kit.NewCampo("È affetto dalla seguente patologia", true, testo),
		kit.Colonne(180, kit.NewCampo("Pin", true, pin), campoData, kit.NewCampo("Stato", false, stato)),
		kit.Colonne(240, kit.NewCampo("Soggetto a leggi speciali", true, leggi), kit.NewCampo("Regime", true, regime)),
	)
}

// Combo is an open and a filled combo.
func Combo() fyne.CanvasObject {
	aperto := kit.NewCombo("Inserire l'esenzione")
	aperto.OnSearch = func(string) []kit.Voce { return Voci() }
	aperto.Entrata().SetText("ma")
	scelto := kit.NewCombo("Inserire la diagnosi")
	scelto.Imposta(kit.Voce{Codice: "174.9", Descrizione: "Tumori maligni della mammella (della donna), non specificata"})
	vuoto := kit.NewCombo("Inserire la diagnosi")
	return kit.Colonna(kit.Spazio16, kit.NewCampo("Diagnosi", true, scelto), kit.NewCampo("Esenzione", true, aperto), kit.NewCampo("Unità produttiva", true, vuoto))
}

// Avvisi are banners, waits and an empty state.
func Avvisi() fyne.CanvasObject {
	errore := kit.NewAvviso()
	errore.Mostra(kit.Notizia{
		Tono: kit.TonoErrore, Titolo: "Codice OTP scaduto", Causa: "Il codice vale pochi minuti.",
		Rimedio: "Richiedere un nuovo OTP e ripetere la firma.", Dettagli: "Codice di assistenza 3f0c", Chiudibile: true,
		Azioni: []kit.Azione{{Testo: "Richiedi OTP", Fai: func() {}}},
	})
	avviso := kit.NewAvviso()
	avviso.Mostra(kit.Notizia{Tono: kit.TonoAvviso, Titolo: "Non c'è collegamento", Causa: "I dati mostrati sono del 22/11/2026 alle 09:30."})
	vuoto := kit.NewStatoVuoto(tema.IconaDocumento, "Nessun certificato", "Non ci sono certificati che corrispondono ai filtri. Cambiare i filtri o azzerare la ricerca.",
		kit.NewBottone(kit.Secondario, "Azzera ricerca", tema.IconaNessuna, func() {}))
	return kit.Colonna(kit.Spazio12, errore, avviso, kit.NewScheda(vuoto))
}

// Lista is a list of cards.
func Lista() *kit.Lista {
	l := kit.NewLista("Certificati", nil)
	var voci []kit.VoceLista
	for range 30 {
		voci = append(voci,
			kit.VoceLista{Codice: "048", Titolo: "Soggetti affetti da patologie neoplastiche maligne", Seconda: "174.9 Tumori maligni della mammella · VERDI ANNA · creato il 22/11/2026", Stato: "Da firmare", Tono: kit.TonoAvviso, Azione: "Gestisci"},
			kit.VoceLista{Codice: "013.250", Titolo: "Diabete mellito", Seconda: "250.0 Diabete mellito senza menzione di complicazioni · BIANCHI LUCA · emesso il 20/11/2026", Stato: "Valido", Tono: kit.TonoOK, Azione: "Gestisci"})
	}
	l.Imposta(voci)
	return l
}

// Tabella is a table of people.
func Tabella() *kit.Tabella {
	t := kit.NewTabella("Assistiti", []kit.ColonnaTabella{
		{ID: "cognome", Titolo: "Cognome", Peso: 2, Ordina: true},
		{ID: "nome", Titolo: "Nome", Peso: 2},
		{ID: "cf", Titolo: "Codice fiscale", Peso: 3, Codice: true},
		{ID: "sesso", Titolo: "Sesso", Peso: 1},
		{ID: "nascita", Titolo: "Nascita", Peso: 2},
	})
	var righe [][]string
	for range 40 {
		righe = append(righe, []string{"VERDI", "ANNA", "VRDNNA80A41L219X", "F", "01/01/1980"}, []string{"BIANCHI", "LUCA MARIA", "BNCLMR75B02L219Z", "M", "02/02/1975"})
	}
	t.Imposta(righe)
	t.ImpostaOrdine("cognome", false)
	return t
}

// Pagina is a blank invented page.
func Pagina() image.Image {
	img := image.NewNRGBA(image.Rect(0, 0, 210*3, 297*3))
	for y := range img.Rect.Dy() {
		for x := range img.Rect.Dx() {
			c := color.NRGBA{R: 255, G: 255, B: 255, A: 255}
			if x > 60 && x < 570 && y > 80 && y%28 < 8 && y < 700 {
				c = color.NRGBA{R: 0xC0, G: 0xC8, B: 0xD0, A: 255}
			}
			img.SetNRGBA(x, y, c)
		}
	}
	return img
}

// Pagine are n blank pages.
func Pagine(n int) []image.Image {
	p := make([]image.Image, n)
	for i := range p {
		p[i] = Pagina()
	}
	return p
}

// Procedura is the frame of a wizard at its third step.
func Procedura(t kit.Tempo) *kit.Procedura {
	p := kit.NewProcedura("Nuovo Certificato", t)
	p.Paziente("VERDI ANNA · 46 anni · VRDNNA80A41L219X · ASL Città di Torino")
	p.Passi([]kit.Passo{
		{ID: "assistito", Titolo: "Assistito", Stato: kit.PassoFatto},
		{ID: "tipologia", Titolo: "Tipologia", Stato: kit.PassoFatto},
		{ID: "dati", Titolo: "Dati", Stato: kit.PassoCorrente},
		{ID: "riepilogo", Titolo: "Riepilogo"},
		{ID: "firma", Titolo: "Firma"},
		{ID: "esenzione", Titolo: "Esenzione"},
	})
	p.Corpo(kit.Colonna(kit.Spazio16, kit.NewEtichetta("Diagnosi ed esenzione", kit.Sezione, kit.Neutro), Campi()))
	v := kit.NewVistaPDF()
	v.Pagine(Pagine(2))
	v.Marchio("ANTEPRIMA - NON FIRMATO")
	p.Anteprima(v)
	p.Mancano([]kit.Mancante{{ID: "leggi", Nome: "leggi speciali"}, {ID: "unita", Nome: "unità produttiva"}})
	p.Salvato("Salvato alle 10:42:07")
	conferma := kit.NewBottone(kit.Primario, "Conferma", tema.IconaNessuna, func() {})
	conferma.Disabilita("")
	p.Bottoni(kit.NewBottone(kit.Secondario, "Indietro", tema.IconaNessuna, func() {}), conferma)
	return p
}

// Cornice is the frame of the main window around the list.
func Cornice() fyne.CanvasObject {
	testa := kit.NewIntestazione("Esenzioni per patologia", func() {})
	testa.Ambiente("AMBIENTE DI PROVA")
	testa.Utente("Dr.ssa Bice Ferraris · Medico specialista · ASL Città di Torino · Amb. Oncologia", []kit.VoceMenu{{Testo: "Esci", Fai: func() {}}})
	stato := kit.NewBarraStato()
	stato.Rete(true, "In linea")
	stato.Altro("Catalogo 12/11/2026 · 0 in coda")
	stato.Salvato("Salvato alle 10:42:07")
	s := kit.NewSchede([]kit.VoceScheda{
		{ID: "c", Titolo: "Certificati", Contenuto: kit.NewMargine(Lista(), kit.Spazio24, kit.Spazio16), Conta: 3},
		{ID: "e", Titolo: "Esenzioni", Contenuto: kit.NewMargine(kit.NewScheda(Tabella()), kit.Spazio24, kit.Spazio16)},
	}, kit.NewBottone(kit.Primario, "Nuovo Certificato", tema.IconaPiu, func() {}))
	return container.NewStack(kit.NewFondo(tema.Sfondo), kit.Telaio(testa, s, stato))
}

// Foglio puts a part of the gallery on the window's colour with margins.
func Foglio(o fyne.CanvasObject) fyne.CanvasObject {
	return container.NewStack(kit.NewFondo(tema.Sfondo), kit.NewMargine(kit.Colonna(0, o), kit.Spazio24, kit.Spazio24))
}

// Tutto is the whole gallery in one scroll.
func Tutto() fyne.CanvasObject {
	return container.NewVScroll(Foglio(kit.Colonna(kit.Spazio32, Bottoni(), kit.NewScheda(Campi()), Combo(), Avvisi())))
}
