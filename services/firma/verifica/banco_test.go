package verifica_test

import (
	"bytes"
	"crypto/x509"
	"encoding/hex"
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/firma/firmatest"
	"github.com/esenpat/esenpat-desktop/services/firma/verifica"
)

// verificatore trusts prova as a test environment, at the tests' time.
func verificatore(prova ...*firmatest.CA) *verifica.Verificatore {
	return verifica.Nuovo(verifica.Opzioni{Radici: verifica.Radici{Prova: certificati(prova)}, Orologio: firmatest.Ora, Durata: time.Hour})
}

func certificati(ca []*firmatest.CA) []*x509.Certificate {
	var out []*x509.Certificate
	for _, c := range ca {
		out = append(out, c.Cert)
	}
	return out
}

func verificato(t *testing.T, v *verifica.Verificatore, pdf []byte) esenpat.Verifica {
	t.Helper()
	out, err := v.Verifica(t.Context(), pdf)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// esito returns the outcome of one check of one signature, "" when not done.
func esito(f esenpat.FirmaVerificata, id string) esenpat.EsitoControllo {
	for _, c := range f.Controlli {
		if c.ID == id {
			return c.Esito
		}
	}
	return ""
}

// buco returns where the last /Contents string begins and ends.
func buco(pdf []byte) (da, fine int) {
	da = bytes.LastIndex(pdf, []byte("/Contents <")) + len("/Contents ")
	return da, da + bytes.IndexByte(pdf[da:], '>') + 1
}

// ricuci puts another CMS into the last signature.
func ricuci(t *testing.T, pdf []byte, cms func(contenuto []byte) []byte) []byte {
	t.Helper()
	out := bytes.Clone(pdf)
	da, fine := buco(out)
	busta := cms(append(bytes.Clone(out[:da]), out[fine:]...))
	if 2*len(busta) > fine-da-2 {
		t.Fatal("CMS too large")
	}
	copy(out[da+1:fine-1], bytes.Repeat([]byte("0"), fine-da-2))
	hex.Encode(out[da+1:], busta)
	return out
}

func anni(n int) func() time.Time {
	return func() time.Time { return firmatest.Ora().AddDate(n, 0, 0) }
}
