package identita_test

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"path/filepath"
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/identita"
)

func TestDaFile_opensAndSigns(t *testing.T) {
	ora := time.Now()
	id, err := identita.DaFile(p12(t, modello(ora.Add(-time.Hour), ora.Add(time.Hour))), esenpat.NewSecret("parola"), ora)
	if err != nil {
		t.Fatal(err)
	}
	defer id.Chiudi()
	somma := sha256.Sum256([]byte("sfida"))

	firma, err := id.Chiave.Sign(rand.Reader, somma[:], crypto.SHA256)

	c, errC := x509.ParseCertificate(id.Catena[0])
	if err != nil || errC != nil {
		t.Fatal(err, errC)
	}
	k, ok := c.PublicKey.(*ecdsa.PublicKey)
	if !ok || !ecdsa.VerifyASN1(k, somma[:], firma) || id.Intestatario != "Luisa Prova" || id.Guasto() != nil {
		t.Errorf("%q, %v", id.Intestatario, id.Guasto())
	}
}

func TestDaFile_saysWhatIsWrong(t *testing.T) {
	ora := time.Now()
	buono := p12(t, modello(ora.Add(-time.Hour), ora.Add(time.Hour)))
	for codice, prova := range map[string]struct {
		file, password string
	}{
		"identita.password-errata":   {buono, "altra"},
		"identita.scaduta":           {p12(t, modello(ora.Add(-2*time.Hour), ora.Add(-time.Hour))), "parola"},
		"identita.file-illeggibile":  {scrivi(t, []byte("testo qualsiasi")), "parola"},
		"identita.file-illeggibile ": {filepath.Join(t.TempDir(), "assente.p12"), "parola"},
		"identita.file-illeggibile=": {scrivi(t, bytes.Repeat([]byte{0x30}, 2<<20)), "parola"},
	} {
		_, err := identita.DaFile(prova.file, esenpat.NewSecret(prova.password), ora)
		if got := esenpat.CodeOf(err); got != codice[:len(got)] || esenpat.KindOf(err) != esenpat.Invalid {
			t.Errorf("%s: %v", codice, err)
		}
	}
}
