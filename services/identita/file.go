package identita

import (
	"crypto"
	"crypto/x509"
	"errors"
	"io"
	"os"
	"time"

	"software.sslmate.com/src/go-pkcs12"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// maxFile of a PKCS#12 file: a key and a chain take a few KiB.
const maxFile = 1 << 20

// DaFile opens a PKCS#12 file. Errors: "identita.file-illeggibile",
// "identita.password-errata" (field "password"), "identita.senza-chiave",
// "identita.scaduta", all Invalid.
func DaFile(nome string, password esenpat.Secret, ora time.Time) (esenpat.Identita, error) {
	b, err := leggi(nome)
	if err != nil {
		return esenpat.Identita{}, errore(esenpat.Invalid, "identita.file-illeggibile", err).At("file")
	}
	chiave, foglia, altri, err := pkcs12.DecodeChain(b, password.Reveal())
	switch {
	case errors.Is(err, pkcs12.ErrIncorrectPassword):
		return esenpat.Identita{}, errore(esenpat.Invalid, "identita.password-errata", err).At("password")
	case err != nil:
		return esenpat.Identita{}, errore(esenpat.Invalid, "identita.file-illeggibile", err).At("file")
	}
	firma, ok := chiave.(crypto.Signer)
	if !ok || foglia == nil {
		return esenpat.Identita{}, errore(esenpat.Invalid, "identita.senza-chiave", nil).At("file")
	}
	if err := inCorso(foglia, ora); err != nil {
		return esenpat.Identita{}, err
	}
	catena := append([]*x509.Certificate{foglia}, altri...)
	return nuova(catena, firma, func(err error) error { return errore(esenpat.Internal, "errore.imprevisto", err) }, func() {}), nil
}

func leggi(nome string) ([]byte, error) {
	f, err := os.Open(nome)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	b, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err == nil && len(b) > maxFile {
		err = errors.New("too large for a PKCS#12 file")
	}
	return b, err
}
