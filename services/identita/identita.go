// Package identita holds the means to prove who logs in besides a password: a
// certificate in a PKCS#12 file, a smart card (CNS, TS-CNS) by PKCS#11, the
// system's browser with an identity provider. It exists so that no other
// package touches a key, and that no key leaves its file or card (spec 4,
// SE-32). It also applies to it: what is typed to open a key is used once.
package identita

import (
	"crypto"
	"crypto/x509"
	"io"
	"sync"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// nuova returns an identity over a key; chiudi lets go of it.
func nuova(catena []*x509.Certificate, chiave crypto.Signer, traduci func(error) error, chiudi func()) esenpat.Identita {
	o := &osservata{Signer: chiave, traduci: traduci}
	id := esenpat.Identita{
		Chiave: o, Intestatario: catena[0].Subject.CommonName, Scade: catena[0].NotAfter,
		Chiudi: sync.OnceFunc(chiudi), Guasto: o.guasto,
	}
	for _, c := range catena {
		id.Catena = append(id.Catena, c.Raw)
	}
	return id
}

// osservata remembers why its key failed: crypto/tls keeps only the text.
type osservata struct {
	crypto.Signer
	traduci func(error) error

	mu  sync.Mutex
	err error
}

// Sign implements crypto.Signer.
func (o *osservata) Sign(caso io.Reader, somma []byte, opzioni crypto.SignerOpts) ([]byte, error) {
	firma, err := o.Signer.Sign(caso, somma, opzioni)
	if err != nil {
		o.mu.Lock()
		defer o.mu.Unlock()
		o.err = o.traduci(err)
	}
	return firma, err
}

func (o *osservata) guasto() error {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.err
}

// inCorso refuses a certificate whose dates are over, before it is shown to
// anybody.
func inCorso(c *x509.Certificate, ora time.Time) error {
	if ora.After(c.NotAfter) || ora.Before(c.NotBefore) {
		return errore(esenpat.Invalid, "identita.scaduta", nil).With("data", c.NotAfter.In(ora.Location()).Format("02/01/2006"))
	}
	return nil
}

func errore(kind esenpat.Kind, codice string, causa error) *esenpat.Error {
	return esenpat.NewError(kind, codice, "identita").Because(causa)
}
