//go:build cgo

package identita_test

import (
	"context"
	"crypto"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/ThalesGroup/crypto11"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/identita"
)

const pinCarta = "12345"

// carta makes a card in SoftHSM with these certificates, one key each.
func carta(t *testing.T, certificati ...*x509.Certificate) (dir string) {
	t.Helper()
	dir = t.TempDir()
	gettoni := filepath.Join(dir, "gettoni")
	if err := os.Mkdir(gettoni, 0o700); err != nil {
		t.Fatal(err)
	}
	conf := filepath.Join(dir, "softhsm2.conf")
	if err := os.WriteFile(conf, []byte("directories.tokendir = "+gettoni+"\nobjectstore.backend = file\nlog.level = ERROR\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("SOFTHSM2_CONF", conf)
	if certificati == nil {
		return dir
	}
	if out, err := exec.CommandContext(t.Context(), "softhsm2-util", "--init-token", "--free", "--label", "CNS di prova", "--so-pin", "87654321", "--pin", pinCarta).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	c, err := crypto11.Configure(&crypto11.Config{Path: modulo, TokenLabel: "CNS di prova", Pin: pinCarta})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close() }()
	for i, m := range certificati {
		id := []byte{byte(i + 1)}
		k, err := c.GenerateECDSAKeyPairWithLabel(id, []byte("CNS"), elliptic.P256())
		if err == nil {
			err = c.ImportCertificate(id, certificato(t, m, k))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestCarta_signsWithTheLoginCertificateOnly(t *testing.T) {
	ora := time.Now()
	firma := modello(ora.Add(-time.Hour), ora.Add(100*time.Hour))
	firma.KeyUsage = x509.KeyUsageContentCommitment // for signatures: never for logins
	firma.Subject.CommonName = "firma"
	carta(t, firma, modello(ora.Add(-time.Hour), ora.Add(time.Hour), x509.ExtKeyUsageClientAuth))

	id, err := identita.Carta(t.Context(), modulo, esenpat.NewSecret(pinCarta), ora)
	if err != nil {
		t.Fatal(err)
	}
	defer id.Chiudi()
	somma := sha256.Sum256([]byte("sfida"))
	if _, err := id.Chiave.Sign(rand.Reader, somma[:], crypto.SHA256); err != nil || id.Intestatario != "Luisa Prova" {
		t.Errorf("%q: %v", id.Intestatario, err)
	}
}

func TestCarta_saysWhatIsWrong(t *testing.T) {
	ora := time.Now()
	buona := modello(ora.Add(-time.Hour), ora.Add(time.Hour), x509.ExtKeyUsageClientAuth)
	scaduta := modello(ora.Add(-2*time.Hour), ora.Add(-time.Hour), x509.ExtKeyUsageClientAuth)
	deFirma := modello(ora.Add(-time.Hour), ora.Add(time.Hour))
	deFirma.KeyUsage = x509.KeyUsageContentCommitment
	for codice, prova := range map[string]struct {
		certificati []*x509.Certificate
		pin, modulo string
	}{
		"carta.pin-errato":        {[]*x509.Certificate{buona}, "99999", modulo},
		"carta.assente":           {nil, pinCarta, modulo},
		"carta.senza-certificato": {[]*x509.Certificate{deFirma}, pinCarta, modulo},
		"identita.scaduta":        {[]*x509.Certificate{scaduta}, pinCarta, modulo},
		"carta.modulo":            {nil, pinCarta, "/usr/lib/assente.so"},
	} {
		t.Run(codice, func(t *testing.T) {
			carta(t, prova.certificati...)

			_, err := identita.Carta(t.Context(), prova.modulo, esenpat.NewSecret(prova.pin), ora)

			if esenpat.CodeOf(err) != codice {
				t.Errorf("%v", err)
			}
		})
	}
}

func TestCarta_takenOutMidway(t *testing.T) {
	ora := time.Now()
	dir := carta(t, modello(ora.Add(-time.Hour), ora.Add(time.Hour), x509.ExtKeyUsageClientAuth))
	id, err := identita.Carta(t.Context(), modulo, esenpat.NewSecret(pinCarta), ora)
	if err != nil {
		t.Fatal(err)
	}
	defer id.Chiudi()
	if err = os.RemoveAll(filepath.Join(dir, "gettoni")); err != nil { // SoftHSM's way of losing a card
		t.Fatal(err)
	}
	somma := sha256.Sum256([]byte("sfida"))

	if _, err = id.Chiave.Sign(rand.Reader, somma[:], crypto.SHA256); err == nil {
		t.Fatal("signed without the card")
	}

	if codice := esenpat.CodeOf(id.Guasto()); codice != "carta.rimossa" {
		t.Errorf("%s: %v", codice, id.Guasto())
	}
}

func TestCarta_hangingModuleIsLeftBehind(t *testing.T) {
	dir := t.TempDir()
	c, so := filepath.Join(dir, "muto.c"), filepath.Join(dir, "muto.so")
	sorgente := "#include <unistd.h>\nunsigned long C_GetFunctionList(void *p) { for (;;) pause(); }\n"
	if err := os.WriteFile(c, []byte(sorgente), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.CommandContext(t.Context(), "gcc", "-shared", "-fPIC", "-o", so, c).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	ctx, smetti := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer smetti()

	_, err := identita.Carta(ctx, so, esenpat.NewSecret(pinCarta), time.Now())

	if codice := esenpat.CodeOf(err); codice != "carta.lenta" {
		t.Errorf("%v", err)
	}
}
