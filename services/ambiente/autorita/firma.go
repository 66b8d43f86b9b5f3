package autorita

import (
	"context"
	"crypto"
	"crypto/sha256"
	"crypto/x509"
	"database/sql"
	"encoding/hex"
	"io"
	"math/big"
	"strings"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/firma/cms"
	"github.com/esenpat/esenpat-desktop/services/firma/marca"
	"github.com/esenpat/esenpat-desktop/services/firma/pades"
)

// RichiestaFirma asks for the signature of one document.
type RichiestaFirma struct {
	Provider, Alias string
	PIN, OTP        esenpat.Secret
	Medico          esenpat.CodiceFiscale // who is logged in: must own the credential
	SHA256          string                // hex, of the document that was shown
	Quando          time.Time             // goes to /M with its offset (Europe/Rome)
	Motivo, Luogo   string
	ConMarca        bool // B-T instead of B-B

	// Altri are the SHA-256 of further documents that the same PIN and OTP are to
	// sign afterwards; FirmaPDF then returns an authorisation for them.
	Altri []string
	// Autorizzazione of an earlier signature stands in for PIN and OTP.
	Autorizzazione esenpat.Secret
}

// Firmatario is who signed, as the certificate says.
type Firmatario struct {
	Nome          string
	CodiceFiscale esenpat.CodiceFiscale
	Emittente     string
	Seriale       string // hex
	Dal, Fino     time.Time
}

// FirmaPDF signs pdf (PAdES B-B, or B-T) and spends the OTP, all in tx. The
// checks run in this order: provider answers, document is the one shown,
// credential exists, is the doctor's, certificate state, PIN, OTP. Refusals
// are [*Errore]: see the package comment for commit and rollback.
func (a *Autorita) FirmaPDF(ctx context.Context, tx *sql.Tx, r RichiestaFirma, pdf []byte) ([]byte, Firmatario, error) {
	firmato, f, _, err := a.FirmaPDFAutorizzando(ctx, tx, r, pdf)
	return firmato, f, err
}

// FirmaPDFAutorizzando is FirmaPDF for the first of several documents: it also
// returns the authorisation for r.Altri, zero when there are none.
func (a *Autorita) FirmaPDFAutorizzando(ctx context.Context, tx *sql.Tx, r RichiestaFirma, pdf []byte) ([]byte, Firmatario, Autorizzazione, error) {
	h := sha256.Sum256(pdf)
	hash := hex.EncodeToString(h[:])
	if !strings.EqualFold(hash, r.SHA256) {
		return nil, Firmatario{}, Autorizzazione{}, rifiuto(ContenutoCambiato, "")
	}
	c, err := a.titolare(ctx, tx, r.Provider, r.Alias, r.Medico)
	if err != nil {
		return nil, Firmatario{}, Autorizzazione{}, err
	}
	if p, _ := a.profilo(c.provider); len(r.Altri) >= max(p.MassimoFirme, 1) {
		return nil, Firmatario{}, Autorizzazione{}, rifiuto(TroppiDocumenti, "altri")
	}
	dati, err := a.autorizza(ctx, tx, c, r, hash)
	if err != nil {
		return nil, Firmatario{}, Autorizzazione{}, err
	}
	firmato, err := a.apponi(ctx, c, dati, r, pdf)
	if err != nil || len(r.Altri) == 0 || !r.Autorizzazione.Empty() {
		return firmato, a.firmatario(c), Autorizzazione{}, err
	}
	aut, err := a.apriSessione(c, dati, r.Altri, -1)
	return firmato, a.firmatario(c), aut, err
}

// apponi makes the signature itself.
func (a *Autorita) apponi(ctx context.Context, c *credenziale, dati []byte, r RichiestaFirma, pdf []byte) ([]byte, error) {
	chiave, err := a.chiaveDi(c, dati)
	if err != nil {
		return nil, err
	}
	if r.ConMarca && a.guasti.laTSAGiu() {
		return nil, rifiuto(TSAGiu, "")
	}
	chi := cms.Firmatario{Certificato: c.cert, Catena: []*x509.Certificate{a.intermi[c.provider].cert}, Chiave: chiave}
	o := pades.Opzioni{Nome: c.cert.Subject.CommonName, Motivo: r.Motivo, Luogo: r.Luogo, Quando: r.Quando, Caso: a.o.Caso}
	if r.ConMarca {
		o.Marca = a.Marca
	}
	return pades.Firma(ctx, pdf, chi, o)
}

// chiaveDi opens the private key; an injected fault makes it sign wrong.
func (a *Autorita) chiaveDi(c *credenziale, dati []byte) (crypto.Signer, error) {
	chiave, err := c.chiavePrivata(dati)
	if err != nil {
		return nil, err
	}
	if leggi(a.guasti, &a.guasti.hashErrato, c.provider) {
		return hsmGuasto{chiave}, nil
	}
	return chiave, nil
}

func (a *Autorita) firmatario(c *credenziale) Firmatario {
	return Firmatario{
		Nome: c.cert.Subject.CommonName, CodiceFiscale: esenpat.CodiceFiscale(c.cf), Emittente: c.cert.Issuer.CommonName,
		Seriale: c.cert.SerialNumber.Text(16), Dal: c.cert.NotBefore, Fino: c.cert.NotAfter,
	}
}

// Credenziale says whose a credential is and how it stands, for pages and
// lists; it needs no PIN.
func (a *Autorita) Credenziale(ctx context.Context, tx *sql.Tx, provider, alias string) (f Firmatario, modo ModoOTP, bloccata bool, err error) {
	c, err := a.credenziale(ctx, tx, provider, alias)
	if err != nil {
		return Firmatario{}, "", false, err
	}
	return a.firmatario(c), c.modo, c.bloccata, nil
}

// Marca returns a time stamp token over firma from the environment's own
// authority.
func (a *Autorita) Marca(ctx context.Context, firma []byte) ([]byte, error) {
	h := sha256.Sum256(firma)
	return a.timbra(ctx, marca.Richiesta{Hash: crypto.SHA256, Impronta: h[:]})
}

func (a *Autorita) timbra(ctx context.Context, r marca.Richiesta) ([]byte, error) {
	if a.guasti.laTSAGiu() {
		return nil, rifiuto(TSAGiu, "")
	}
	n, err := a.seriale()
	if err != nil {
		return nil, err
	}
	return marca.Emetti(ctx, a.o.Caso, marca.Emissione{
		Firmatario: cms.Firmatario{Certificato: a.tsa.cert, Catena: []*x509.Certificate{a.radice.cert}, Chiave: a.tsa.chiave},
		Quando:     a.o.Orologio(), Seriale: new(big.Int).Set(n), Politica: politicaTSA,
	}, r)
}

// UltimoOTP is the telephone's, for the embedded panel and for `prova`.
func (a *Autorita) UltimoOTP(alias string) (string, bool) { return a.telefono.UltimoOTP(alias) }

// hsmGuasto signs another digest than the one it is given (SB-05).
type hsmGuasto struct{ crypto.Signer }

// Sign implements crypto.Signer.
func (g hsmGuasto) Sign(caso io.Reader, digest []byte, o crypto.SignerOpts) ([]byte, error) {
	altro := append([]byte{}, digest...)
	altro[0] ^= 1
	return g.Signer.Sign(caso, altro, o)
}
