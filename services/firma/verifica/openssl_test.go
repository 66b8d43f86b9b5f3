package verifica_test

import (
	"crypto/x509"
	"encoding/pem"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/firma/cms"
	"github.com/esenpat/esenpat-desktop/services/firma/firmatest"
)

// Signatures of other makers: openssl writes RSA-PSS, SHA-512 and the CAdES
// attribute. Its signing-time attribute is not of the PAdES baseline, hence the
// warning. SHA-1, also where only PSS uses it, is refused.
func TestVerifica_acceptsWhatOpensslSigns(t *testing.T) {
	ca := firmatest.NuovaCA(t, "CA")
	rsa := ca.Firmatario(t, firmatest.RSA(t, 2048), nil)
	ec := ca.Firmatario(t, firmatest.EC(t), nil)
	pss := []string{"-keyopt", "rsa_padding_mode:pss"}
	for nome, c := range map[string]struct {
		chi  cms.Firmatario
		arg  []string
		want esenpat.StatoVerifica
	}{
		"RSA-PSS SHA-256":           {rsa, append(pss, "-md", "sha256", "-cades"), esenpat.VerificaValidaAvvisi},
		"RSA-PSS SHA-512":           {rsa, append(pss, "-md", "sha512", "-cades"), esenpat.VerificaValidaAvvisi},
		"RSA SHA-384":               {rsa, []string{"-md", "sha384", "-cades"}, esenpat.VerificaValidaAvvisi},
		"ECDSA SHA-512":             {ec, []string{"-md", "sha512", "-cades"}, esenpat.VerificaValidaAvvisi},
		"key identifier":            {ec, []string{"-md", "sha256", "-cades", "-keyid"}, esenpat.VerificaValidaAvvisi},
		"without the CAdES binding": {rsa, []string{"-md", "sha256"}, esenpat.VerificaNonValida},
		"without attributes":        {rsa, []string{"-md", "sha256", "-noattr"}, esenpat.VerificaNonValida},
		"SHA-1":                     {rsa, []string{"-md", "sha1", "-cades"}, esenpat.VerificaNonValida},
		"RSA-PSS with MGF1 SHA-1":   {rsa, append(pss, "-md", "sha256", "-cades", "-keyopt", "rsa_mgf1_md:sha1"), esenpat.VerificaNonValida},
	} {
		pdf := ricuci(t, firmatest.Firma(t, firmatest.PDF(t, "uno"), c.chi), func(contenuto []byte) []byte {
			return conOpenssl(t, contenuto, c.chi, c.arg)
		})
		out := verificato(t, verificatore(ca), pdf)
		if out.Stato != c.want {
			t.Errorf("%s: %s: %+v", nome, out.Stato, out.Firme[0].Controlli)
		}
	}
}

func conOpenssl(t *testing.T, contenuto []byte, chi cms.Firmatario, arg []string) []byte {
	t.Helper()
	dir := t.TempDir()
	scrivi := func(nome string, b []byte) string {
		f := filepath.Join(dir, nome)
		if err := os.WriteFile(f, b, 0o600); err != nil {
			t.Fatal(err)
		}
		return f
	}
	pkcs8, err := x509.MarshalPKCS8PrivateKey(chi.Chiave)
	if err != nil {
		t.Fatal(err)
	}
	cert := scrivi("cert.pem", pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: chi.Certificato.Raw}))
	chiave := scrivi("key.pem", pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: pkcs8}))
	out := filepath.Join(dir, "out.p7s")
	arg = append([]string{"cms", "-sign", "-binary", "-in", scrivi("in", contenuto), "-signer", cert, "-inkey", chiave, "-outform", "DER", "-out", out}, arg...)
	if detto, fallito := exec.CommandContext(t.Context(), "openssl", arg...).CombinedOutput(); fallito != nil {
		t.Fatalf("openssl %v: %v\n%s", arg, fallito, detto)
	}
	b, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	return b
}
