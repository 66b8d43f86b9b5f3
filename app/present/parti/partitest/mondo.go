package partitest

import (
	"context"
	"image"
	"image/color"
	"image/draw"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// Mondo is a service where everything succeeds, for tests that look at screens:
// one adult patient, two units, one provider with an OTP, one certificate. A
// test changes the fields before it acts.
type Mondo struct {
	Assistito     esenpat.Assistito
	Trovati       []esenpat.AssistitoSintesi
	SchedaTrovata esenpat.SchedaAssistito
	Bozze         []esenpat.Bozza
	Proposta      esenpat.PropostaEsenzione
	Sessione      esenpat.Sessione
	Errore        error // what the next act answers, nil for success
	Firme         int
	Create        int
	Rilasci       int
}

// NewMondo returns the world on 22 November 2026.
func NewMondo() *Mondo {
	nascita := esenpat.NewData(1980, 1, 1)
	a := esenpat.Assistito{
		ID: "a1", Cognome: "VERDI", Nome: "ANNA", Sesso: esenpat.Femmina, TesseraRegionale: "80380001234567890123",
		CodiceFiscale: esenpat.ComponiCodiceFiscale("VERDI", "ANNA", nascita, esenpat.Femmina, "L219"),
		Anagrafica: esenpat.Anagrafica{
			DataNascita: nascita, Piemontese: true, ComuneNascita: esenpat.Comune{Denominazione: "TORINO", Provincia: "TO"},
			Residenza: esenpat.Residenza{Indirizzo: "VIA DELLA PROVA 12", CAP: "10100", Comune: esenpat.Comune{Denominazione: "TORINO", Provincia: "TO"}},
		},
		AslResidenza: esenpat.Azienda{Codice: "010301", Denominazione: "ASL Città di Torino"},
		Competenza:   esenpat.Competenza{PuoCertificare: true, PuoRilasciare: true},
	}
	m := &Mondo{
		Assistito: a,
		Sessione: esenpat.Sessione{
			Utente: esenpat.Utente{
				Cognome: "FERRARIS", Nome: "BICE", Titolo: "Dott.ssa",
				CodiceFiscale: esenpat.ComponiCodiceFiscale("FERRARIS", "BICE", esenpat.NewData(1975, 5, 5), esenpat.Femmina, "L219"),
			},
			Azioni: []esenpat.Azione{esenpat.AzioneMalattiaCronica, esenpat.AzioneMalattiaRara, esenpat.AzioneCreaValida, esenpat.AzioneRichiediEsenzione},
		},
		Proposta: esenpat.PropostaEsenzione{
			CodiceEsenzione: "048", CodiceDiagnosi: "174.9", DataInizio: esenpat.NewData(2026, 11, 22), DataFine: esenpat.NewData(2031, 11, 22),
			Durata: esenpat.Durata{Valore: 5, Unita: esenpat.DurataAnni}, Rilasciabile: true, Richiedibile: true,
			AslCompetente: a.AslResidenza,
		},
	}
	m.Trovati = []esenpat.AssistitoSintesi{{ID: "a1", CodiceFiscale: a.CodiceFiscale}}
	m.SchedaTrovata = esenpat.SchedaAssistito{
		Assistito: a,
		Certificati: []esenpat.CertificatoSintesi{{
			Numero: "2025000311", Stato: esenpat.Scaduto, StatoTesto: "Scaduto", Esenzione: esenpat.Voce{Codice: "0A31"},
			Diagnosi: esenpat.VoceDiagnosi{Codice: "401.9", Descrizione: "Ipertensione essenziale non specificata"}, Redattore: "Dott. NERI UGO",
			Date: esenpat.DateCertificato{CreatoIl: time.Date(2025, 3, 4, 9, 0, 0, 0, time.UTC)},
		}},
	}
	return m
}

// certificato returns the world's certificate in a state.
func (m *Mondo) certificato(stato esenpat.StatoCertificato) esenpat.Certificato {
	c := esenpat.Certificato{ID: "c1", Numero: "2026000012", ETag: `"1"`, Stato: stato, Assistito: m.Assistito}
	if stato == esenpat.Valido {
		c.Azioni = []esenpat.AzioneCertificato{esenpat.PuoRilascio, esenpat.PuoRichiesta, esenpat.PuoScaricare}
	}
	return c
}

// FindAssistiti returns Trovati.
func (m *Mondo) FindAssistiti(context.Context, esenpat.RicercaAssistito) ([]esenpat.AssistitoSintesi, error) {
	return m.Trovati, nil
}

// Scheda returns SchedaTrovata.
func (m *Mondo) Scheda(context.Context, string) (esenpat.SchedaAssistito, error) {
	return m.SchedaTrovata, nil
}

// Anteprima returns some PDF.
func (m *Mondo) Anteprima(context.Context, esenpat.Bozza) (esenpat.DocumentoCertificato, error) {
	return esenpat.DocumentoCertificato{PDF: []byte("%PDF")}, nil
}

// Crea makes the certificate.
func (m *Mondo) Crea(context.Context, esenpat.Bozza) (esenpat.Certificato, error) {
	m.Create++
	return m.certificato(esenpat.DaFirmare), m.Errore
}

// Salva keeps nothing.
func (m *Mondo) Salva(_ context.Context, b esenpat.Bozza) (esenpat.Bozza, error) { return b, nil }

// Elenca returns Bozze.
func (m *Mondo) Elenca(context.Context) ([]esenpat.Bozza, error) { return m.Bozze, nil }

// Bozza finds none.
func (m *Mondo) Bozza(context.Context, string) (esenpat.Bozza, error) {
	return esenpat.Bozza{}, esenpat.NewError(esenpat.NotFound, "bozza.assente", "prova")
}

// Elimina does nothing.
func (m *Mondo) Elimina(context.Context, string) error { return nil }

// UnitaProduttive returns two units.
func (m *Mondo) UnitaProduttive(context.Context) ([]esenpat.UnitaProduttiva, error) {
	return []esenpat.UnitaProduttiva{
		{Matricola: "U1", Descrizione: "Ambulatorio Oncologia", Struttura: "Ospedale di Prova"},
		{Matricola: "U2", Descrizione: "Day hospital", Struttura: "Ospedale di Prova"},
	}, nil
}

// Pagine draws one grey page with lines of text-like bars.
func (m *Mondo) Pagine(context.Context, []byte, int) ([]image.Image, error) {
	p := image.NewRGBA(image.Rect(0, 0, 620, 877))
	draw.Draw(p, p.Bounds(), image.White, image.Point{}, draw.Src)
	for y := 60; y < 800; y += 28 {
		draw.Draw(p, image.Rect(60, y, 560-(y%5)*40, y+10), image.NewUniform(color.Gray{Y: 190}), image.Point{}, draw.Src)
	}
	return []image.Image{p}, nil
}

// Leggi remembers nothing.
func (m *Mondo) Leggi(context.Context, string) (string, error) { return "", nil }

// Scrivi does nothing.
func (m *Mondo) Scrivi(context.Context, string, string) error { return nil }

// Corrente returns Sessione.
func (m *Mondo) Corrente() (esenpat.Sessione, bool) { return m.Sessione, true }

// Documento returns some PDF.
func (m *Mondo) Documento(context.Context, string, string) ([]byte, error) {
	return []byte("%PDF"), nil
}

// Certificato returns the certificate as not signed.
func (m *Mondo) Certificato(context.Context, string, string) (esenpat.Certificato, error) {
	return m.certificato(esenpat.DaFirmare), nil
}

// FirmaCertificato signs, or answers Errore.
func (m *Mondo) FirmaCertificato(context.Context, esenpat.RichiestaFirma) (esenpat.CertificatoFirmato, error) {
	m.Firme++
	if m.Errore != nil {
		return esenpat.CertificatoFirmato{}, m.Errore
	}
	quando := time.Date(2026, 11, 22, 10, 43, 5, 0, time.UTC)
	return esenpat.CertificatoFirmato{
		Esito: esenpat.EsitoFirma{Certificato: m.certificato(esenpat.Valido), FirmatoIl: quando}, PDF: []byte("%PDF firmato"), IdenticoAnteprima: true,
		Verifica: esenpat.Verifica{Stato: esenpat.VerificaValida, Firme: []esenpat.FirmaVerificata{
			{Firmatario: "FERRARIS BICE", Emittente: "CA di prova Esenpat", Data: quando, Stato: esenpat.VerificaValida},
		}},
	}, nil
}

// FirmaAnnullamento is FirmaCertificato.
func (m *Mondo) FirmaAnnullamento(ctx context.Context, r esenpat.RichiestaFirma) (esenpat.CertificatoFirmato, error) {
	return m.FirmaCertificato(ctx, r)
}

// VerificaFirma is FirmaCertificato.
func (m *Mondo) VerificaFirma(ctx context.Context, r esenpat.RichiestaFirma) (esenpat.CertificatoFirmato, error) {
	return m.FirmaCertificato(ctx, r)
}

// VerificaFirmaAnnullamento is FirmaCertificato.
func (m *Mondo) VerificaFirmaAnnullamento(ctx context.Context, r esenpat.RichiestaFirma) (esenpat.CertificatoFirmato, error) {
	return m.FirmaCertificato(ctx, r)
}

// DocumentoAnnullativo returns some PDF.
func (m *Mondo) DocumentoAnnullativo(context.Context, esenpat.RiferimentoCertificato) ([]byte, error) {
	return []byte("%PDF annullativo"), nil
}

// AnnullaCertificato makes the annulling document.
func (m *Mondo) AnnullaCertificato(context.Context, esenpat.RiferimentoCertificato, string) (esenpat.Annullativo, error) {
	return esenpat.Annullativo{ID: "x1", ETag: `"2"`}, m.Errore
}

// ScartaAnnullamento does nothing.
func (m *Mondo) ScartaAnnullamento(context.Context, esenpat.RiferimentoCertificato) error { return nil }

// RichiediOTP sends a code that lasts five minutes.
func (m *Mondo) RichiediOTP(context.Context, esenpat.RichiestaOTP) (esenpat.OTPInviato, error) {
	ora := time.Date(2026, 11, 22, 10, 42, 0, 0, time.UTC)
	return esenpat.OTPInviato{InviatoIl: ora, ScadeIl: ora.Add(5 * time.Minute), RiprovaDal: ora.Add(30 * time.Second), Modalita: "SMS", Destinazione: "••• ••• 42"}, m.Errore
}

// ProviderFirma returns a remote provider and an automatic one.
func (m *Mondo) ProviderFirma(context.Context) ([]esenpat.ProviderFirma, error) {
	return []esenpat.ProviderFirma{
		{
			Codice: "ARUBA", Descrizione: "Aruba PEC (prova)", OTP: esenpat.OTPSempre, Aiuto: "Per sbloccare il PIN usare il PUK sul portale del provider.",
			RegolaPIN:   esenpat.RegolaCodice{Obbligatorio: true, Espressione: `\d{8}`, Descrizione: "8 cifre"},
			RegolaOTP:   esenpat.RegolaCodice{Espressione: `\d{6,8}`, Descrizione: "da 6 a 8 cifre"},
			ModalitaOTP: []esenpat.Modalita{{Codice: "SMS", Descrizione: "SMS", Inviata: true}, {Codice: "ARUBACALL", Descrizione: "Chiamata vocale", Inviata: true}},
		},
		{Codice: "INFOCERT", Descrizione: "InfoCert (prova)", OTP: esenpat.OTPMai},
	}, nil
}

// Alias returns the remembered alias.
func (m *Mondo) Alias(context.Context, string) ([]string, error) {
	return []string{"FRRBCI75E45L219"}, nil
}

// RicordaAlias does nothing.
func (m *Mondo) RicordaAlias(context.Context, string, string) error { return nil }

// DimenticaAlias does nothing.
func (m *Mondo) DimenticaAlias(context.Context, string, string) error { return nil }

// PropostaEsenzione returns Proposta.
func (m *Mondo) PropostaEsenzione(context.Context, string, string) (esenpat.PropostaEsenzione, error) {
	return m.Proposta, nil
}

// RilasciaEsenzione issues, or answers Errore.
func (m *Mondo) RilasciaEsenzione(_ context.Context, r esenpat.RichiestaEsenzione) (esenpat.EsitoEsenzione, error) {
	m.Rilasci++
	fine := r.DataFine
	if r.DurataPredefinita {
		fine = m.Proposta.DataFine
	}
	return esenpat.EsitoEsenzione{Esito: "RILASCIATA", Esenzione: esenpat.Esenzione{
		ID: "e1", Numero: "202601030100000123", Stato: esenpat.EsenzioneValidata, StatoTesto: "Validata",
		Voce:     esenpat.VoceEsenzione{Codice: "048", Descrizione: "SOGGETTI AFFETTI DA PATOLOGIE NEOPLASTICHE MALIGNE"},
		Diagnosi: esenpat.VoceDiagnosi{Codice: "174.9"}, AslCompetente: m.Proposta.AslCompetente,
		Date: esenpat.DateEsenzione{Inizio: m.Proposta.DataInizio, Fine: fine},
	}}, m.Errore
}

// VerificaRilascio is RilasciaEsenzione.
func (m *Mondo) VerificaRilascio(ctx context.Context, r esenpat.RichiestaEsenzione) (esenpat.EsitoEsenzione, error) {
	return m.RilasciaEsenzione(ctx, r)
}

// Promemoria returns some PDF.
func (m *Mondo) Promemoria(context.Context, string, string) ([]byte, error) {
	return []byte("%PDF"), nil
}

// Attestato returns some PDF.
func (m *Mondo) Attestato(context.Context, string) ([]byte, error) { return []byte("%PDF"), nil }

// Uscita is a way out that writes nothing.
type Uscita struct{ Carta }

// Salva names the file.
func (Uscita) Salva(_ context.Context, nome string, _ []byte) (string, error) {
	return "/documenti/" + nome, nil
}

// Apri does nothing.
func (Uscita) Apri(context.Context, string, []byte) error { return nil }

// Scarti is a service that drops no certificate without a signature.
func (m *Mondo) Scarti() interface {
	Elimina(ctx context.Context, r esenpat.RiferimentoCertificato) error
} {
	return scarti{}
}

type scarti struct{}

func (scarti) Elimina(context.Context, esenpat.RiferimentoCertificato) error {
	return esenpat.NewError(esenpat.Conflict, "certificato.firma-richiesta", "prova")
}
