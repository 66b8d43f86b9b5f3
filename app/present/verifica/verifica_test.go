package verifica_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/fascicolo"
	"github.com/esenpat/esenpat-desktop/app/present/verifica"
	"github.com/esenpat/esenpat-desktop/app/task/tasktest"
	"github.com/esenpat/esenpat-desktop/app/testi"
	"github.com/esenpat/esenpat-desktop/assets"
	"github.com/esenpat/esenpat-desktop/services/anteprima"
	"github.com/esenpat/esenpat-desktop/services/documento"
	"github.com/esenpat/esenpat-desktop/services/firma/firmatest"
	motore "github.com/esenpat/esenpat-desktop/services/firma/verifica"
)

// banco is the presenter with the product's own parts: only the disk and the
// clipboard are played.
type banco struct {
	coda    *tasktest.Coda
	p       *verifica.Presenter
	porte   verifica.Porte
	gen     *documento.Generatore
	ca      *firmatest.CA
	testi   *testi.Catalogo
	mu      sync.Mutex // Salva runs in the background
	salvati map[string][]byte
	nonSalv error
	copiato string
}

func (b *banco) Salva(_ context.Context, nome string, c []byte) (string, error) {
	if b.nonSalv != nil {
		return "", b.nonSalv
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.salvati[nome] = c
	return "/home/medico/" + nome, nil
}

func (b *banco) salvato(nome string) []byte {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.salvati[nome]
}

func (b *banco) quanti() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return len(b.salvati)
}

func (b *banco) Copia(s string) { b.copiato = s }

func nuovo(t *testing.T) *banco {
	t.Helper()
	texts, err := testi.Load(assets.Locale, "locale/it")
	if err != nil {
		t.Fatal(err)
	}
	leggi := func(nome string) []byte {
		f, errFile := fs.ReadFile(assets.Terzi, "terzi/"+nome)
		if errFile != nil {
			t.Fatal(errFile)
		}
		return f
	}
	b := &banco{coda: tasktest.NewCoda(), ca: firmatest.NuovaCA(t, "CA di prova"), testi: texts, salvati: map[string][]byte{}}
	caratteri, err := documento.LeggiCaratteri(assets.Terzi)
	if err != nil {
		t.Fatal(err)
	}
	if b.gen, err = documento.New(caratteri, texts, documento.Opzioni{}); err != nil {
		t.Fatal(err)
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		cache = t.TempDir()
	}
	immagini := anteprima.New(anteprima.Opzioni{Wasm: leggi("pdfium.wasm"), Cache: filepath.Join(cache, "esenpat-desktop-test", "anteprima"), Tempo: time.Hour})
	if err = immagini.Prepara(t.Context()); err != nil { // compiling takes longer than a test waits for an answer
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = immagini.Chiudi(context.Background()) })
	v := motore.Nuovo(motore.Opzioni{
		Orologio: firmatest.Ora,
		MedicoDi: func(pdf []byte) (esenpat.CodiceFiscale, bool) {
			c, errCDA := documento.LettoreCDA{}.Contenuto(context.Background(), pdf)
			return c.Medico.CodiceFiscale, errCDA == nil
		},
	})
	b.porte = verifica.Porte{Verificatore: v, Lettore: b.gen, Immagini: immagini, Rapporti: b.gen, Uscita: b, Appunti: b}
	b.p = verifica.New(t.Context(), verifica.Params{
		UI: b.coda.Dispatch, Testi: texts, Adesso: func() time.Time { return firmatest.Ora() },
		Porte: b.porte,
	})
	t.Cleanup(b.p.Wait)
	return b
}

// certificato is what an invented doctor certifies and signs.
func (b *banco) certificato(t *testing.T, ritocca func(*esenpat.ContenutoCertificato)) []byte {
	t.Helper()
	comune := esenpat.Comune{CodiceIstat: "001272", CodiceCatastale: "L219", Denominazione: "Torino", Provincia: "TO"}
	nascita := esenpat.NewData(1968, 3, 12)
	c := esenpat.ContenutoCertificato{
		Identita: esenpat.IdentitaDocumento{ID: "010301.ESENPAT.20261116103000.7F3A91C2", SetID: "010301.ESENPAT.20261116103000.7F3A91C2", Versione: 1, Incontro: "AMB-1", Numero: "42"},
		Assistito: esenpat.Assistito{
			Cognome: "Provetti", Nome: "Ada", Sesso: esenpat.Femmina, CodiceFiscale: esenpat.ComponiCodiceFiscale("Provetti", "Ada", nascita, esenpat.Femmina, "L219"),
			Anagrafica: esenpat.Anagrafica{DataNascita: nascita, ComuneNascita: comune, StatoNascita: "100", Residenza: esenpat.Residenza{Indirizzo: "Via dell'Esempio 12", CAP: "10121", Comune: comune, Regione: "010"}},
		},
		Medico:  esenpat.Utente{CodiceFiscale: firmatest.CodiceFiscale(), Cognome: "Prova", Nome: "Ada", Titolo: "Dott.ssa"},
		Azienda: esenpat.Azienda{Codice: "010301", Denominazione: "ASL Città di Torino", Telefono: "011 555 0100"},
		Dati: esenpat.DatiCertificato{
			Tipologia: esenpat.MalattiaCronica,
			Esenzione: esenpat.VoceEsenzione{Codifica: esenpat.CodificaNazionale, Codice: "048", Descrizione: "Soggetti affetti da patologie neoplastiche maligne", Tipologia: esenpat.MalattiaCronica},
			Diagnosi:  esenpat.VoceDiagnosi{Codice: "174.4", Descrizione: "Tumori maligni del quadrante supero-esterno", CodiceEsenzione: "048"},
			Patologia: "Carcinoma duttale infiltrante: «accenti» àèìòù, 漢 e 😀, e\u0301; tensione post-\noperatoria e così via.", LeggiSpeciali: esenpat.No, Regime: esenpat.RegimeSSN,
			UnitaProduttiva: esenpat.UnitaProduttiva{Matricola: "010301.000123.64", Descrizione: "Ambulatorio di Oncologia", Struttura: "Presidio di Esempio", STS11: "010301000123"},
		},
		Emesso: time.Date(2026, 11, 16, 9, 30, 0, 0, time.UTC), Prova: true,
	}
	if ritocca != nil {
		ritocca(&c)
	}
	d, err := b.gen.Genera(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	return d.PDF
}

func (b *banco) firmato(t *testing.T, pdf []byte) []byte {
	t.Helper()
	return firmatest.Firma(t, pdf, b.ca.Firmatario(t, firmatest.EC(t), nil))
}

func (b *banco) apri(t *testing.T, pdf []byte) verifica.State {
	t.Helper()
	b.p.Apri("/home/medico/Scaricati/certificato.pdf", pdf)
	b.coda.Fino(t, func() bool { return b.p.State().Attesa == "" })
	return b.p.State()
}

func TestVerifica_showsEveryCheckAndWhatTheRecordSays(t *testing.T) {
	b := nuovo(t)

	s := b.apri(t, b.firmato(t, b.certificato(t, nil)))

	if s.Verdetto.Stato != esenpat.VerificaNonVerificabile { // its authority is unknown here
		t.Fatalf("%+v", s.Verdetto)
	}
	if !strings.HasPrefix(s.File, "certificato.pdf, ") || len(s.Firme) != 1 || len(s.Firme[0].Controlli) < 10 || s.DiProva != "" {
		t.Fatalf("%+v", s)
	}
	if !s.Fascicolo.Presente || !s.Fascicolo.Confrontato || s.Fascicolo.Diverso {
		t.Fatalf("%+v", s.Fascicolo)
	}
	for _, v := range s.Fascicolo.Voci {
		if strings.Contains(v.Nome, "⟦") || strings.Contains(v.Valore, "⟦") || strings.Contains(v.Parola, "⟦") {
			t.Errorf("without a text: %+v", v)
		}
	}
}

type verdetto esenpat.Verifica

func (v verdetto) Verifica(context.Context, []byte) (esenpat.Verifica, error) {
	return esenpat.Verifica(v), nil
}

func TestVerifica_greenSaysThatRevocationIsOpen(t *testing.T) {
	b := nuovo(t)
	pdf := b.certificato(t, nil)
	for esito, want := range map[esenpat.EsitoControllo]bool{esenpat.ControlloND: true, esenpat.ControlloOK: false} {
		b.porte.Verificatore = verdetto{Stato: esenpat.VerificaValida, Firme: []esenpat.FirmaVerificata{{
			Stato: esenpat.VerificaValida, Controlli: []esenpat.Controllo{{ID: "revoca", Esito: esito, Testo: "verifica.controllo.revoca." + string(esito)}},
		}}}
		b.p = verifica.New(t.Context(), verifica.Params{UI: b.coda.Dispatch, Testi: b.testi, Adesso: func() time.Time { return firmatest.Ora() }, Porte: b.porte})

		s := b.apri(t, pdf)

		if got := strings.Contains(s.Verdetto.Spiegazione, "revoca"); got != want || s.Verdetto.Stato != esenpat.VerificaValida {
			t.Errorf("%s: %q", esito, s.Verdetto.Spiegazione)
		}
	}
}

func TestVerifica_textsOverPagesAndMissingDiagnosisAreTheSame(t *testing.T) {
	b := nuovo(t)
	for nome, ritocca := range map[string]func(*esenpat.ContenutoCertificato){
		"long": func(c *esenpat.ContenutoCertificato) {
			c.Dati.Patologia = strings.Repeat("Quadro clinico articolato, vedi post-operatorio. ", 80)
		},
		"words":   func(c *esenpat.ContenutoCertificato) { c.Dati.Patologia = strings.Repeat("supercalifragilistico", 180) },
		"special": func(c *esenpat.ContenutoCertificato) { c.Dati.LeggiSpeciali = esenpat.Si },
		"000": func(c *esenpat.ContenutoCertificato) {
			c.Dati.Diagnosi = esenpat.VoceDiagnosi{CodiceEsenzione: "048", Fittizia: true}
		},
		"annuls": func(c *esenpat.ContenutoCertificato) {
			c.Identita.Annulla = esenpat.RiferimentoDocumento{ID: "x.1", SetID: c.Identita.SetID, Versione: 1, Numero: "41", Motivo: "errore di persona"}
			c.Identita.ID, c.Identita.Versione = "010301.ESENPAT.20261117103000.00000002", 2
		},
	} {
		t.Run(nome, func(t *testing.T) {
			s := b.apri(t, b.certificato(t, ritocca))

			if !s.Fascicolo.Confrontato || s.Fascicolo.Diverso || s.Verdetto.Stato != esenpat.VerificaNonFirmato {
				t.Errorf("%+v %+v", s.Verdetto, s.Fascicolo)
			}
		})
	}
}

func TestConfronta_tellsAPageThatShowsSomethingElse(t *testing.T) {
	b := nuovo(t)
	voci, err := b.gen.Fascicolo(t.Context(), b.certificato(t, nil))
	if err != nil {
		t.Fatal(err)
	}
	pagine := []string{""}
	for _, v := range voci {
		if v.Campo != "diagnosi" {
			pagine[0] += strings.Join(v.SuCarta, "\r\n") + "\r\n"
		}
	}

	righe := fascicolo.Confronta(voci, append(pagine, "174.9 altro"))

	if fascicolo.Diversi(righe) != 1 {
		t.Fatalf("%+v", righe)
	}
}

func TestVerifica_aTamperedFileIsNeverGreen(t *testing.T) {
	b := nuovo(t)
	pdf := b.firmato(t, b.certificato(t, nil))

	coda := b.apri(t, append(bytes.Clone(pdf), "\n% dopo\n"...))
	pdf[len(pdf)/3] ^= 1
	dentro := b.apri(t, pdf)

	if coda.Verdetto.Stato != esenpat.VerificaModificato || dentro.Verdetto.Stato != esenpat.VerificaNonValida {
		t.Errorf("%v %v", coda.Verdetto, dentro.Verdetto)
	}
}

func TestVerifica_whatIsNoPDFIsAnError(t *testing.T) {
	b := nuovo(t)

	s := b.apri(t, []byte("ciao"))

	if s.Avviso.Codice != "verifica.non-pdf" || s.Verificato || s.PuoSalvare {
		t.Errorf("%+v", s)
	}
}

func TestVerifica_reportsAreSavedAndSayTheSame(t *testing.T) {
	b := nuovo(t)
	b.apri(t, b.firmato(t, b.certificato(t, nil)))

	b.p.SalvaJSON()
	b.coda.Fino(t, func() bool { return b.p.State().Fatto != "" })
	b.p.SalvaPDF()
	b.coda.Fino(t, func() bool { return b.quanti() == 2 })
	b.p.Copia()

	var r fascicolo.Rapporto
	if err := json.Unmarshal(b.salvato("Rapporto_verifica_certificato.json"), &r); err != nil {
		t.Fatal(err)
	}
	if r.Stato != esenpat.VerificaNonVerificabile || len(r.Firme) != 1 || r.Fascicolo == nil || len(r.SHA256) != 64 {
		t.Errorf("%+v", r)
	}
	pdf := b.salvato("Rapporto_verifica_certificato.pdf")
	if !bytes.HasPrefix(pdf, []byte("%PDF-")) {
		t.Error("no PDF")
	}
	if dir := os.Getenv("FOTO"); dir != "" {
		if err := os.WriteFile(filepath.Join(dir, "rapporto.pdf"), pdf, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if !strings.Contains(b.copiato, "Documento integro") || strings.Contains(b.copiato, "Provetti") {
		t.Error(b.copiato)
	}
}

func TestVerifica_aReportThatCannotBeSavedIsSaidAndACancelledOneIsNot(t *testing.T) {
	b := nuovo(t)
	b.apri(t, b.certificato(t, nil))

	b.nonSalv = esenpat.NewError(esenpat.Canceled, "operazione.annullata", "prova")
	b.p.SalvaJSON()
	b.coda.Fino(t, func() bool { return b.p.State().PuoSalvare })
	if s := b.p.State(); !s.Avviso.Vuoto() || s.Fatto != "" {
		t.Errorf("%+v", s)
	}
	b.nonSalv = esenpat.NewError(esenpat.Storage, "documento.non-salvato", "prova").Because(errors.New("disk full"))
	b.p.SalvaJSON()
	b.coda.Fino(t, func() bool { return b.p.State().PuoSalvare })
	if b.p.State().Avviso.Codice != "documento.non-salvato" {
		t.Errorf("%+v", b.p.State())
	}
}

func TestVerifica_aNewerFileTakesThePlaceOfTheOlder(t *testing.T) {
	b := nuovo(t)
	pdf := b.certificato(t, nil)
	b.p.Apri("vecchio.pdf", pdf)

	b.p.Apri(`C:\Users\medico\nuovo.pdf`, pdf)
	b.coda.Fino(t, func() bool { return b.p.State().Verificato })

	if s := b.p.State(); !strings.HasPrefix(s.File, "nuovo.pdf") {
		t.Error(s.File)
	}
	b.p.Chiudi()
	if s := b.p.State(); s.Verificato || s.File != "" {
		t.Errorf("%+v", s)
	}
}
