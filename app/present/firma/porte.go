package firma

import (
	"context"
	"image"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/avviso"
	"github.com/esenpat/esenpat-desktop/app/task"
)

// Documenti reads the very bytes that the server will sign. Both may be
// repeated; a cancelled context leaves nothing behind.
type Documenti interface {
	// Documento returns the PDF of a certificate, its hash already checked.
	Documento(ctx context.Context, assistitoID, id string) ([]byte, error)
	// Certificato returns the certificate as the server knows it now.
	Certificato(ctx context.Context, assistitoID, id string) (esenpat.Certificato, error)
}

// Firme performs the signature. An error of Kind Uncertain means that the
// request left and its answer was lost: it must not be sent again.
type Firme interface {
	FirmaCertificato(ctx context.Context, r esenpat.RichiestaFirma) (esenpat.CertificatoFirmato, error)
	FirmaAnnullamento(ctx context.Context, r esenpat.RichiestaFirma) (esenpat.CertificatoFirmato, error)
	DocumentoAnnullativo(ctx context.Context, r esenpat.RiferimentoCertificato) ([]byte, error)
	RichiediOTP(ctx context.Context, r esenpat.RichiestaOTP) (esenpat.OTPInviato, error)
}

// Esiti finds out what became of a signature whose answer was lost. Uncertain
// means: still not known; Offline with code "atto.mai-arrivato": it never took
// place. The secrets of the request are not looked at.
type Esiti interface {
	VerificaFirma(ctx context.Context, r esenpat.RichiestaFirma) (esenpat.CertificatoFirmato, error)
	VerificaFirmaAnnullamento(ctx context.Context, r esenpat.RichiestaFirma) (esenpat.CertificatoFirmato, error)
}

// Credenziali knows the providers and the remembered aliases. The key ring may
// be absent or locked: then Alias returns an error of Kind Keyring, within
// seconds.
type Credenziali interface {
	ProviderFirma(ctx context.Context) ([]esenpat.ProviderFirma, error)
	// Alias returns what is remembered at a provider, the last used first.
	Alias(ctx context.Context, provider string) ([]string, error)
	RicordaAlias(ctx context.Context, provider, alias string) error
	DimenticaAlias(ctx context.Context, provider, alias string) error
}

// Regole tells what one credential asks for and until when it is good. A read;
// any error means that only the provider's general rules are known.
type Regole interface {
	CredenzialiFirma(ctx context.Context, provider, alias string) ([]esenpat.CredenzialeFirma, error)
}

// Immagini draws the pages of exactly these bytes.
type Immagini interface {
	Pagine(ctx context.Context, pdf []byte, dpi int) ([]image.Image, error)
}

// Uscita hands a document to the user. Salva asks where; an error of Kind
// Canceled means that the user changed their mind.
type Uscita interface {
	Salva(ctx context.Context, nome string, pdf []byte) (percorso string, err error)
	Apri(ctx context.Context, nome string, pdf []byte) error
	Stampa(ctx context.Context, nome string, pdf []byte) error
}

// Preferenze remembers harmless choices (here: the last provider) per doctor.
// An unknown key reads as "".
type Preferenze interface {
	Leggi(ctx context.Context, chiave string) (string, error)
	Scrivi(ctx context.Context, chiave, valore string) error
}

// Sessioni knows who is working.
type Sessioni interface {
	Corrente() (esenpat.Sessione, bool)
}

// Porte are the outside of the presenter.
type Porte struct {
	Documenti   Documenti
	Firme       Firme
	Esiti       Esiti
	Credenziali Credenziali
	Regole      Regole // nil: the provider's rules are all there is
	Immagini    Immagini
	Uscita      Uscita
	Preferenze  Preferenze
	Sessioni    Sessioni
	Rapporti    Rapporti // nil: no report of a failed verification
}

// Params is what New needs. Nothing may be nil except the functions at the end.
type Params struct {
	UI     task.Dispatch
	Dopo   task.Later
	Adesso func() time.Time
	Testi  avviso.Testi
	Porte  Porte

	// PostazioneCondivisa keeps aliases out of the key ring: none is read, none
	// is written.
	PostazioneCondivisa bool
	// Scarto is the service's clock minus ours; nil: not known.
	Scarto func() time.Duration
	// Riconferma reports whether who signs must log in again first (SE-24); nil:
	// never.
	Riconferma func() bool
	// Impostazioni shows the settings of the connection; nil: no shortcut.
	Impostazioni func()
}

// Eventi is what happens outside the form because of it. Nil fields are
// skipped; all are called on the UI thread.
type Eventi struct {
	// SessioneScaduta shows the login over the form; riprendi goes on after it.
	SessioneScaduta func(riprendi func())
	// Firmato is called once when the signature is known to exist.
	Firmato func(esenpat.Certificato)
	// Home closes everything and shows the home page.
	Home func()
	// Rimanda goes on to send the request back to the ASL.
	Rimanda func(esenpat.Certificato)
	// Esenzione goes on to issue or request the exemption.
	Esenzione func(esenpat.Certificato, esenpat.ModalitaEsenzione)
}
