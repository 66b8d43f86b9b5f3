package autorita_test

import (
	"bytes"
	"os"
	"testing"

	"github.com/esenpat/esenpat-desktop/services/ambiente/autorita"
)

// Manual: M10, E3.
func TestFirmaPDF_isAPureUpdateOfWhatWasShown(t *testing.T) {
	for _, p := range []string{autorita.Aruba, autorita.InfoCert, autorita.Namirial} {
		b := nuovoBanco(t)
		b.credenziale(t, p, autorita.OTPInvio)
		pdf := documento(t, "prova")

		firmato := b.firmato(t, p, pdf)

		if !bytes.HasPrefix(firmato, pdf) {
			t.Errorf("%s: the signed file does not start with the previewed bytes", p)
		}
		if d := os.Getenv("FIRMA_SCRATCH"); d != "" {
			_ = os.WriteFile(d+"/"+p+".pdf", firmato, 0o600)
			_ = os.WriteFile(d+"/"+p+".pem", b.RadicePEM(), 0o600)
		}
	}
}
