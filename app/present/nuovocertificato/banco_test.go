package nuovocertificato_test

import (
	"context"
	"image"
	"io/fs"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/app/catalogo"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/firma"
	"github.com/esenpat/esenpat-desktop/app/present/nuovocertificato"
	"github.com/esenpat/esenpat-desktop/app/present/parti/partitest"
	"github.com/esenpat/esenpat-desktop/app/present/rilascio"
	"github.com/esenpat/esenpat-desktop/app/task/tasktest"
)

// fuori is the service and the disk; each func can be replaced by a test.
type fuori struct {
	mu       sync.Mutex
	ricerche []esenpat.RicercaAssistito
	bozze    map[string]esenpat.Bozza
	salvate  int
	create   int

	trova    func(esenpat.RicercaAssistito) ([]esenpat.AssistitoSintesi, error)
	scheda   func(id string) (esenpat.SchedaAssistito, error)
	crea     func(esenpat.Bozza) (esenpat.Certificato, error)
	salva    func(esenpat.Bozza) error
	vero     nuovocertificato.Bozze // instead of the map, if any
	leggi    error                  // what reading providers and documents answers
	accodate []esenpat.Bozza
	staccata bool
	rilascia error // what the issue answers

	senzaUnita error
	unita      []esenpat.UnitaProduttiva
	ricordi    map[string]string
	sessione   esenpat.Sessione
}

func (f *fuori) FindAssistiti(_ context.Context, r esenpat.RicercaAssistito) ([]esenpat.AssistitoSintesi, error) {
	f.mu.Lock()
	f.ricerche = append(f.ricerche, r)
	f.mu.Unlock()
	return f.trova(r)
}

func (f *fuori) Scheda(_ context.Context, id string) (esenpat.SchedaAssistito, error) {
	return f.scheda(id)
}

func (f *fuori) Anteprima(context.Context, esenpat.Bozza) (esenpat.DocumentoCertificato, error) {
	return esenpat.DocumentoCertificato{PDF: []byte("%PDF")}, nil
}

func (f *fuori) Crea(_ context.Context, b esenpat.Bozza) (esenpat.Certificato, error) {
	f.mu.Lock()
	f.create++
	f.mu.Unlock()
	return f.crea(b)
}

func (f *fuori) Salva(ctx context.Context, b esenpat.Bozza) (esenpat.Bozza, error) {
	if f.vero != nil {
		return f.vero.Salva(ctx, b)
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := f.salva(b); err != nil {
		return b, err
	}
	f.salvate++
	b.Sequenza = int64(f.salvate)
	f.bozze[b.ID] = b
	return b, nil
}

func (f *fuori) Elenca(context.Context) ([]esenpat.Bozza, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	var tutte []esenpat.Bozza
	for _, b := range f.bozze {
		tutte = append(tutte, b)
	}
	return tutte, nil
}

func (f *fuori) Bozza(ctx context.Context, id string) (esenpat.Bozza, error) {
	if f.vero != nil {
		return f.vero.Bozza(ctx, id)
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	b, ok := f.bozze[id]
	if !ok {
		return b, esenpat.NewError(esenpat.NotFound, "bozza.assente", "prova")
	}
	return b, nil
}

func (f *fuori) Elimina(_ context.Context, id string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	delete(f.bozze, id)
	return nil
}

func (f *fuori) UnitaProduttive(context.Context) ([]esenpat.UnitaProduttiva, error) {
	if f.senzaUnita != nil {
		return nil, f.senzaUnita
	}
	return f.unita, nil
}

func (f *fuori) Pagine(context.Context, []byte, int) ([]image.Image, error) {
	return []image.Image{image.NewGray(image.Rect(0, 0, 8, 8))}, nil
}

func (f *fuori) Leggi(_ context.Context, k string) (string, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.ricordi[k], nil
}

func (f *fuori) Scrivi(_ context.Context, k, v string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.ricordi[k] = v
	return nil
}

func (f *fuori) Accoda(ctx context.Context, b esenpat.Bozza, _ error) (esenpat.Bozza, error) {
	b.Stato, b.Coda = esenpat.BozzaInCoda, 1
	b, err := f.Salva(ctx, b)
	f.accodate = append(f.accodate, b)
	return b, err
}
func (f *fuori) Corrente() (esenpat.Sessione, bool) { return f.sessione, true }

func (f *fuori) Documento(context.Context, string, string) ([]byte, error) {
	return []byte("%PDF"), f.leggi
}

func (f *fuori) Certificato(context.Context, string, string) (esenpat.Certificato, error) {
	return esenpat.Certificato{}, nil
}

func (f *fuori) FirmaCertificato(_ context.Context, r esenpat.RichiestaFirma) (esenpat.CertificatoFirmato, error) {
	return esenpat.CertificatoFirmato{
		Verifica: esenpat.Verifica{Stato: esenpat.VerificaValida},
		Esito: esenpat.EsitoFirma{Certificato: esenpat.Certificato{
			ID: r.Riferimento.ID, Numero: "12", Stato: esenpat.Valido,
			Azioni: []esenpat.AzioneCertificato{esenpat.PuoRilascio, esenpat.PuoRichiesta},
		}},
	}, nil
}

func (f *fuori) FirmaAnnullamento(context.Context, esenpat.RichiestaFirma) (esenpat.CertificatoFirmato, error) {
	return esenpat.CertificatoFirmato{}, nil
}

func (f *fuori) DocumentoAnnullativo(context.Context, esenpat.RiferimentoCertificato) ([]byte, error) {
	return nil, nil
}

func (f *fuori) RichiediOTP(context.Context, esenpat.RichiestaOTP) (esenpat.OTPInviato, error) {
	return esenpat.OTPInviato{}, nil
}

func (f *fuori) ProviderFirma(context.Context) ([]esenpat.ProviderFirma, error) {
	return []esenpat.ProviderFirma{{Codice: "AUTO", OTP: esenpat.OTPMai}}, f.leggi
}

func (f *fuori) Alias(context.Context, string) ([]string, error) {
	return []string{"ALIAS"}, nil
}

func (f *fuori) RicordaAlias(context.Context, string, string) error   { return nil }
func (f *fuori) DimenticaAlias(context.Context, string, string) error { return nil }
func (f *fuori) PropostaEsenzione(context.Context, string, string) (esenpat.PropostaEsenzione, error) {
	return esenpat.PropostaEsenzione{CodiceEsenzione: "048", CodiceDiagnosi: "174.9", Rilasciabile: true}, nil
}

func (f *fuori) RilasciaEsenzione(context.Context, esenpat.RichiestaEsenzione) (esenpat.EsitoEsenzione, error) {
	return esenpat.EsitoEsenzione{Esito: "RILASCIATA", Esenzione: esenpat.Esenzione{ID: "e1", Numero: "2026"}}, f.rilascia
}

type banco struct {
	esenti esenti
	*fuori
	coda *tasktest.Coda
	ora  *tasktest.Orologio
	p    *nuovocertificato.Presenter
	fir  *firma.Presenter
	ril  *rilascio.Presenter
	cat  *catalogo.Certificabili
	s    nuovocertificato.State
}

func paziente(nascita esenpat.Data) esenpat.Assistito {
	return esenpat.Assistito{
		ID: "a1", Cognome: "VERDI", Nome: "ANNA", Sesso: esenpat.Femmina,
		CodiceFiscale: esenpat.ComponiCodiceFiscale("VERDI", "ANNA", nascita, esenpat.Femmina, "L219"),
		Anagrafica:    esenpat.Anagrafica{DataNascita: nascita, Piemontese: true},
		AslResidenza:  esenpat.Azienda{Denominazione: "ASL Città di Torino"},
		Competenza:    esenpat.Competenza{PuoCertificare: true, PuoRilasciare: true},
	}
}

func adulta() esenpat.Assistito { return paziente(esenpat.NewData(1980, 1, 1)) }

func medico(cognome string) esenpat.Utente {
	return esenpat.Utente{Cognome: cognome, CodiceFiscale: esenpat.ComponiCodiceFiscale(cognome, "BICE", esenpat.NewData(1975, 5, 5), esenpat.Femmina, "L219")}
}

func catalogoVero(t *testing.T) *catalogo.Certificabili {
	t.Helper()
	radice, err := fs.Sub(os.DirFS("../../../assets"), "catalogo")
	if err != nil {
		t.Fatal(err)
	}
	d, err := catalogo.LeggiCertificabili(radice, true)
	if err != nil {
		t.Fatal(err)
	}
	return catalogo.NewCertificabili(d, func() esenpat.Data { return esenpat.NewData(2026, 11, 22) })
}

func nuovo(t *testing.T, prima ...func(*fuori)) *banco {
	t.Helper()
	return nuovoCon(t, nil, prima...)
}

// nuovoCon opens the wizard; prima changes the world before it asks anything.
func nuovoCon(t *testing.T, m nuovocertificato.Modelli, prima ...func(*fuori)) *banco {
	t.Helper()
	f := &fuori{
		bozze: map[string]esenpat.Bozza{}, ricordi: map[string]string{},
		trova: func(r esenpat.RicercaAssistito) ([]esenpat.AssistitoSintesi, error) {
			return []esenpat.AssistitoSintesi{{ID: "a1", CodiceFiscale: r.CodiceFiscale}}, nil
		},
		scheda: func(string) (esenpat.SchedaAssistito, error) {
			return esenpat.SchedaAssistito{Assistito: adulta()}, nil
		},
		crea: func(b esenpat.Bozza) (esenpat.Certificato, error) {
			return esenpat.Certificato{ID: "c1", Numero: "12", ETag: `"1"`, Stato: esenpat.DaFirmare, Dati: b.Dati}, nil
		},
		salva: func(esenpat.Bozza) error { return nil },
		unita: []esenpat.UnitaProduttiva{{Matricola: "U1", Descrizione: "Amb. Oncologia"}, {Matricola: "U2", Descrizione: "Day hospital"}},
		sessione: esenpat.Sessione{Utente: medico("FERRARIS"), Azioni: []esenpat.Azione{
			esenpat.AzioneMalattiaCronica, esenpat.AzioneMalattiaRara, esenpat.AzioneCreaValida, esenpat.AzioneRichiediEsenzione,
		}},
	}
	for _, cambia := range prima {
		cambia(f)
	}
	txt := partitest.Testi(t, "../../..")
	b := &banco{fuori: f, coda: tasktest.NewCoda(), ora: tasktest.NewOrologio(time.Date(2026, 11, 22, 10, 42, 7, 0, time.UTC)), cat: catalogoVero(t)}
	b.fir = firma.New(t.Context(), firma.Params{
		UI: b.coda.Dispatch, Dopo: b.ora.Dopo, Adesso: b.ora.Adesso, Testi: txt,
		Porte: firma.Porte{Documenti: f, Firme: f, Credenziali: f, Immagini: f, Preferenze: f, Sessioni: f},
	})
	b.ril = rilascio.New(t.Context(), rilascio.Params{
		UI: b.coda.Dispatch, Adesso: b.ora.Adesso, Testi: txt, Porte: rilascio.Porte{Rilasci: f, Sessioni: f},
	})
	n := 0
	b.p = nuovocertificato.New(t.Context(), nuovocertificato.Params{
		UI: b.coda.Dispatch, Dopo: b.ora.Dopo, Adesso: b.ora.Adesso, Testi: txt, Firma: b.fir, Rilascio: b.ril,
		NuovoID: func() string { n++; return "b" + strconv.Itoa(n) },
		Porte: nuovocertificato.Porte{
			Prestazioni: &b.esenti,
			Registro:    f, Catalogo: b.cat, Redazione: f, Bozze: f, Ambulatori: f, Immagini: f, Preferenze: f, Sessioni: f, Modelli: m, Coda: f,
		},
		InLinea: func() bool { return !f.staccata },
		NonStampabili: func(s string) []rune {
			var fuori []rune
			for _, r := range "漢\u202E" {
				if strings.ContainsRune(s, r) {
					fuori = append(fuori, r)
				}
			}
			return fuori
		},
	})
	b.p.Render = func(s nuovocertificato.State) { b.s = s }
	b.p.Apri()
	return b
}

// quieto drains everything that is under way.
func (b *banco) quieto() {
	b.coda.Quieta(b.p.Wait, b.fir.Wait, b.ril.Wait)
}

// alPasso2 finds the patient and confirms.
func (b *banco) alPasso2(t *testing.T) {
	t.Helper()
	b.p.SetCodiceFiscale(string(adulta().CodiceFiscale))
	b.p.Cerca()
	b.quieto()
	b.p.ConfermaAssistito()
	if b.s.Passo != nuovocertificato.PassoTipologia {
		t.Fatalf("step %v, %+v %+v", b.s.Passo, b.s.Avviso, b.s.Assistito)
	}
}

func (b *banco) alPasso3(t *testing.T) {
	t.Helper()
	b.alPasso2(t)
	b.p.ScegliTipologia(esenpat.MalattiaCronica)
	b.quieto()
}

// compila fills step 3 for 048.
func (b *banco) compila(t *testing.T) {
	t.Helper()
	b.alPasso3(t)
	b.p.ScegliEsenzione("048")
	b.p.ScegliDiagnosi(b.p.CercaDiagnosi("174.9")[0].Codice)
	b.p.SetPatologia("Carcinoma della mammella")
	b.p.SetLeggiSpeciali(esenpat.No)
	b.p.SetUnita("U1")
	b.p.SetRegime("SSN")
}

func (b *banco) alPasso4(t *testing.T) {
	t.Helper()
	b.compila(t)
	b.p.ConfermaDati()
	b.quieto()
	if b.s.Passo != nuovocertificato.PassoRiepilogo {
		t.Fatalf("step %v, missing %v", b.s.Passo, b.s.Lavoro.Dati.Mancano)
	}
}
