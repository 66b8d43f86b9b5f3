// Package certificati holds the use cases of the Certificato di Condizione o
// Malattia: writing and creating one, reading the ones that exist, signing and
// annulling them. It exists so that one place guarantees that a draft becomes
// one certificate, that what is signed is what was shown, and that no act is
// ever sent twice.
package certificati

import (
	"context"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// Creazione is the server's side of a new certificate.
type Creazione interface {
	// CreaCertificato may be repeated with the same key: the server answers the
	// same. "certificato.id-client-esistente" (Conflict) means that the draft
	// has already become a certificate, under another key; Uncertain that the
	// answer was lost at every try.
	CreaCertificato(ctx context.Context, chiave string, n esenpat.NuovoCertificato) (esenpat.Certificato, error)
	// CertificatoDiBozza finds the certificate that a draft has become by its
	// id_client; NotFound when there is none. A read.
	CertificatoDiBozza(ctx context.Context, assistitoID, idClient string) (esenpat.Certificato, error)
}

// Lettura reads certificates; everything in it may be repeated.
type Lettura interface {
	FindCertificati(ctx context.Context, f esenpat.FiltroCertificati) (esenpat.Pagina[esenpat.CertificatoSintesi], error)
	Certificato(ctx context.Context, assistitoID, id string) (esenpat.Certificato, error)
	StoricoCertificato(ctx context.Context, assistitoID, id string) ([]esenpat.EventoStorico, error)
}

// Documenti downloads PDF files, whole and with their hash checked.
type Documenti interface {
	DocumentoCertificato(ctx context.Context, assistitoID, id string) ([]byte, error)
	DocumentoAnnullativo(ctx context.Context, assistitoID, id string) ([]byte, error)
}

// Cancellazioni drop documents that nobody has signed. Each is sent once; a
// stale ETag is "versione.superata" (Conflict), a lost answer Uncertain.
type Cancellazioni interface {
	EliminaCertificato(ctx context.Context, rif esenpat.RiferimentoCertificato) error
	ScartaAnnullamento(ctx context.Context, rif esenpat.RiferimentoCertificato) error
}

// AttiRemoti are the acts. Each is sent once under the given Idempotency-Key
// and never repeated by the adapter; Uncertain means that the answer was lost.
type AttiRemoti interface {
	FirmaCertificato(ctx context.Context, chiave string, r esenpat.RichiestaFirma) (esenpat.EsitoFirma, error)
	FirmaAnnullamento(ctx context.Context, chiave string, r esenpat.RichiestaFirma) (esenpat.EsitoFirma, error)
	AnnullaCertificato(ctx context.Context, chiave string, rif esenpat.RiferimentoCertificato, motivo string) (esenpat.Annullativo, error)
}

// ServizioFirma is what comes before a signature.
type ServizioFirma interface {
	// ProviderFirma is a read.
	ProviderFirma(ctx context.Context) ([]esenpat.ProviderFirma, error)
	// CredenzialiFirma is a read; provider and alias are both given or both empty.
	CredenzialiFirma(ctx context.Context, provider, alias string) ([]esenpat.CredenzialeFirma, error)
	// RichiediOTP is sent once: a lost answer may be a code on its way.
	RichiediOTP(ctx context.Context, chiave string, r esenpat.RichiestaOTP) (esenpat.OTPInviato, error)
}

// Generatore renders a certificate.
type Generatore interface {
	// Genera is pure: the same content gives the same bytes.
	Genera(ctx context.Context, c esenpat.ContenutoCertificato) (esenpat.DocumentoCertificato, error)
}

// LettoreCDA reads back what a PDF of ours says.
type LettoreCDA interface {
	// Contenuto returns the content of the CDA inside pdf.
	Contenuto(ctx context.Context, pdf []byte) (esenpat.ContenutoCertificato, error)
}

// Norma judges documents by the rules of the national health record. What breaks
// one is Invalid "documento.non-conforme": Field is the form field at fault,
// Params campo, regola and motivo say it in words.
type Norma interface {
	// ContenutoConforme reports whether a document for c could be made.
	ContenutoConforme(c esenpat.ContenutoCertificato) error
	// DocumentoConforme judges the CDA inside pdf, whoever made it.
	DocumentoConforme(pdf []byte) error
}

// Verificatore verifies the signatures of a PDF, locally.
type Verificatore interface {
	// Verifica returns an error only when pdf cannot be read at all; a bad
	// signature is a verdict.
	Verifica(ctx context.Context, pdf []byte) (esenpat.Verifica, error)
}

// Bozze makes the key of a creation durable before it is used.
type Bozze interface {
	SalvaBozza(ctx context.Context, proprietario string, b esenpat.Bozza) error
	// Bozza returns NotFound for a draft that was never saved.
	Bozza(ctx context.Context, proprietario, id string) (esenpat.Bozza, error)
	EliminaBozza(ctx context.Context, proprietario, id string) error
}

// Sessione says who works here.
type Sessione interface {
	// Corrente never fails; false when nobody is logged in.
	Corrente() (esenpat.Sessione, bool)
}

// Portachiavi is the key ring of the operating system, for aliases only.
type Portachiavi interface {
	// Get returns NotFound for what was never set. All three answer within
	// seconds or fail with Kind Keyring.
	Get(ctx context.Context, service, user string) (string, error)
	Set(ctx context.Context, service, user, value string) error
	Delete(ctx context.Context, service, user string) error
}
