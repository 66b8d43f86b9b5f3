package firma_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"image"
	"sync/atomic"
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/firma"
	"github.com/esenpat/esenpat-desktop/app/present/parti/partitest"
	"github.com/esenpat/esenpat-desktop/app/task/tasktest"
)

// fuori is everything outside the form; each func can be replaced by a test.
type fuori struct {
	vecchio     bool // the login is too old to sign with
	documento   func() ([]byte, error)
	cert        esenpat.Certificato
	firma       func(esenpat.RichiestaFirma) (esenpat.CertificatoFirmato, error)
	esito       func(esenpat.RichiestaFirma) (esenpat.CertificatoFirmato, error)
	otp         func(esenpat.RichiestaOTP) (esenpat.OTPInviato, error)
	pagine      func() ([]image.Image, error)
	provider    []esenpat.ProviderFirma
	alias       []string
	credenziali map[string]esenpat.CredenzialeFirma
	dimenticati []string
	aliasErr    error
	ricordato   []string
	ultimo      string
	modalita    string
	salvati     []string
	stampati    [][]byte
	aperte      int // the settings were shown
	scarto      time.Duration
	rapporto    esenpat.RapportoVerifica
	sessione    esenpat.Sessione

	firme, richieste atomic.Int32
}

func (f *fuori) Documento(context.Context, string, string) ([]byte, error) { return f.documento() }

func (f *fuori) Certificato(context.Context, string, string) (esenpat.Certificato, error) {
	return f.cert, nil
}

func (f *fuori) FirmaCertificato(_ context.Context, r esenpat.RichiestaFirma) (esenpat.CertificatoFirmato, error) {
	f.firme.Add(1)
	return f.firma(r)
}

func (f *fuori) FirmaAnnullamento(_ context.Context, r esenpat.RichiestaFirma) (esenpat.CertificatoFirmato, error) {
	f.firme.Add(1)
	return f.firma(r)
}

func (f *fuori) DocumentoAnnullativo(context.Context, esenpat.RiferimentoCertificato) ([]byte, error) {
	return f.documento()
}

func (f *fuori) RichiediOTP(_ context.Context, r esenpat.RichiestaOTP) (esenpat.OTPInviato, error) {
	f.richieste.Add(1)
	return f.otp(r)
}

func (f *fuori) VerificaFirma(_ context.Context, r esenpat.RichiestaFirma) (esenpat.CertificatoFirmato, error) {
	return f.esito(r)
}

func (f *fuori) VerificaFirmaAnnullamento(_ context.Context, r esenpat.RichiestaFirma) (esenpat.CertificatoFirmato, error) {
	return f.esito(r)
}

func (f *fuori) ProviderFirma(context.Context) ([]esenpat.ProviderFirma, error) {
	return f.provider, nil
}

func (f *fuori) Alias(context.Context, string) ([]string, error) { return f.alias, f.aliasErr }

func (f *fuori) CredenzialiFirma(_ context.Context, _, alias string) ([]esenpat.CredenzialeFirma, error) {
	if c, ok := f.credenziali[alias]; ok {
		return []esenpat.CredenzialeFirma{c}, nil
	}
	return nil, nuovoErr(esenpat.Firma, "firma.alias-sconosciuto")
}

func (f *fuori) RicordaAlias(_ context.Context, provider, alias string) error {
	f.ricordato = append(f.ricordato, provider+"="+alias)
	return f.aliasErr
}

func (f *fuori) DimenticaAlias(_ context.Context, provider, alias string) error {
	f.dimenticati = append(f.dimenticati, provider+"="+alias)
	return f.aliasErr
}

func (f *fuori) Pagine(context.Context, []byte, int) ([]image.Image, error) { return f.pagine() }

func (f *fuori) Salva(_ context.Context, nome string, _ []byte) (string, error) {
	f.salvati = append(f.salvati, nome)
	return "/tmp/" + nome, nil
}

func (f *fuori) RapportoVerifica(_ context.Context, r esenpat.RapportoVerifica) ([]byte, error) {
	f.rapporto = r
	return []byte("%PDF rapporto"), nil
}

func (f *fuori) Apri(context.Context, string, []byte) error { return nil }

func (f *fuori) Stampa(_ context.Context, _ string, pdf []byte) error {
	f.stampati = append(f.stampati, pdf)
	return nil
}

func (f *fuori) Leggi(_ context.Context, k string) (string, error) {
	if k == "firma.modalita" {
		return f.modalita, nil
	}
	return f.ultimo, nil
}

func (f *fuori) Scrivi(_ context.Context, k, v string) error {
	if k == "firma.modalita" {
		f.modalita = v
		return nil
	}
	f.ultimo = v
	return nil
}

func (f *fuori) Corrente() (esenpat.Sessione, bool) { return f.sessione, true }

func pdf() []byte { return []byte("%PDF-1.7 anteprima") }

func impronta() string {
	s := sha256.Sum256(pdf())
	return hex.EncodeToString(s[:])
}

func firmato() esenpat.CertificatoFirmato {
	return esenpat.CertificatoFirmato{
		Esito: esenpat.EsitoFirma{
			Certificato: esenpat.Certificato{
				ID: "c1", Numero: "12", Stato: esenpat.Valido,
				Azioni: []esenpat.AzioneCertificato{esenpat.PuoRilascio, esenpat.PuoRichiesta},
			},
			FirmatoIl: time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC),
		},
		PDF: append(pdf(), " firma"...), IdenticoAnteprima: true,
		Verifica: esenpat.Verifica{Stato: esenpat.VerificaValida, Firme: []esenpat.FirmaVerificata{{Firmatario: "BICE FERRARIS", Emittente: "CA di prova"}}},
	}
}

type banco struct {
	*fuori
	coda *tasktest.Coda
	ora  *tasktest.Orologio
	p    *firma.Presenter
	s    firma.State
}

func nuovo(t *testing.T) *banco {
	t.Helper()
	return nuovoCon(t, func(f *fuori) firma.Porte {
		return firma.Porte{Documenti: f, Firme: f, Esiti: f, Credenziali: f, Regole: f, Immagini: f, Uscita: f, Preferenze: f, Sessioni: f, Rapporti: f}
	})
}

// nuovoCon is nuovo with other ports.
func nuovoCon(t *testing.T, porte func(*fuori) firma.Porte) *banco {
	t.Helper()
	f := &fuori{
		documento: func() ([]byte, error) { return pdf(), nil },
		firma:     func(esenpat.RichiestaFirma) (esenpat.CertificatoFirmato, error) { return firmato(), nil },
		esito: func(esenpat.RichiestaFirma) (esenpat.CertificatoFirmato, error) {
			return esenpat.CertificatoFirmato{}, nuovoErr(esenpat.Uncertain, "firma.esito-incerto")
		},
		otp:    func(esenpat.RichiestaOTP) (esenpat.OTPInviato, error) { return esenpat.OTPInviato{}, nil },
		pagine: func() ([]image.Image, error) { return []image.Image{image.NewGray(image.Rect(0, 0, 8, 8))}, nil },
		cert:   esenpat.Certificato{ID: "c1", ETag: `"2"`, Stato: esenpat.DaFirmare, Azioni: []esenpat.AzioneCertificato{esenpat.PuoFirmare}},
		provider: []esenpat.ProviderFirma{
			{
				Codice: "ARUBA", Descrizione: "Aruba", RegolaPIN: esenpat.RegolaCodice{Obbligatorio: true, Espressione: `\d{8}`, Descrizione: "8 cifre"},
				RegolaOTP: esenpat.RegolaCodice{Espressione: `\d{6,8}`}, OTP: esenpat.OTPSempre, Aiuto: "Sblocco con il PUK.",
				ModalitaOTP: []esenpat.Modalita{{Codice: "SMS", Descrizione: "SMS", Inviata: true}, {Codice: "ARUBACALL", Descrizione: "Chiamata", Inviata: true}}, PINPerRichiestaOTP: true,
			},
			{Codice: "AUTO", Descrizione: "Automatica", RegolaPIN: esenpat.RegolaCodice{Obbligatorio: true}, OTP: esenpat.OTPMai},
		},
		sessione: esenpat.Sessione{Azioni: []esenpat.Azione{esenpat.AzioneCreaValida, esenpat.AzioneRichiediEsenzione}},
	}
	txt := partitest.Testi(t, "../../..")
	b := &banco{fuori: f, coda: tasktest.NewCoda(), ora: tasktest.NewOrologio(time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC))}
	b.p = firma.New(t.Context(), firma.Params{
		UI: b.coda.Dispatch, Dopo: b.ora.Dopo, Adesso: b.ora.Adesso, Testi: txt,
		Porte: porte(f), Scarto: func() time.Duration { return f.scarto }, Impostazioni: func() { f.aperte++ },
		Riconferma: func() bool { return f.vecchio },
	})
	b.p.Render = func(s firma.State) { b.s = s }
	return b
}

func nuovoErr(k esenpat.Kind, code string) *esenpat.Error { return esenpat.NewError(k, code, "prova") }

// apri opens the form and waits for providers and document.
func (b *banco) apri(t *testing.T) {
	t.Helper()
	b.p.Apri(firma.Documento{Numero: "12", DocumentoID: "c1", Riferimento: esenpat.RiferimentoCertificato{AssistitoID: "a1", ID: "c1", ETag: `"1"`}})
	b.coda.Fino(t, func() bool { return len(b.s.Modulo.Provider) == 2 && len(b.s.Documento.Pagine) > 0 })
}

// compila fills the form completely.
func (b *banco) compila(t *testing.T) {
	t.Helper()
	b.apri(t)
	b.p.SetProvider("ARUBA")
	b.p.SetAlias("FRRBCI")
	b.p.SetPIN("12345678")
	b.p.SetOTP("1234 5678")
	b.p.PaginaMostrata()
}

func (b *banco) fermo() bool { return b.s.Attesa == "" }
