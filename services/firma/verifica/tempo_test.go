package verifica_test

import (
	"bytes"
	"context"
	"crypto"
	"crypto/rand"
	"crypto/sha256"
	"math/big"
	"strings"
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/firma/cms"
	"github.com/esenpat/esenpat-desktop/services/firma/firmatest"
	"github.com/esenpat/esenpat-desktop/services/firma/marca"
	"github.com/esenpat/esenpat-desktop/services/firma/pades"
	"github.com/esenpat/esenpat-desktop/services/firma/verifica"
)

func TestVerifica_timeStampGuaranteesTheDate(t *testing.T) {
	ca := firmatest.NuovaCA(t, "CA")
	tsa, estranea := ca.TSA(t), firmatest.NuovaCA(t, "Altra").TSA(t)
	chi := ca.Firmatario(t, firmatest.EC(t), nil)
	firmato := func(tsa cms.Firmatario, altera bool) []byte {
		o := firmatest.Opzioni()
		o.Marca = func(ctx context.Context, firma []byte) ([]byte, error) {
			h := sha256.Sum256(firma)
			if altera {
				h[0] ^= 1
			}
			return marca.Emetti(ctx, rand.Reader, marca.Emissione{
				Firmatario: tsa, Quando: firmatest.Ora(), Seriale: big.NewInt(7), Politica: "1.2.3.4.1",
			}, marca.Richiesta{Hash: crypto.SHA256, Impronta: h[:]})
		}
		out, err := pades.Firma(t.Context(), firmatest.PDF(t, "uno"), chi, o)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	for nome, c := range map[string]struct {
		pdf       []byte
		anni      int
		garantita bool
		stato     esenpat.StatoVerifica
	}{
		"good":                                {firmato(tsa, false), 0, true, esenpat.VerificaValida},
		"good, certificate expired meanwhile": {firmato(tsa, false), 2, true, esenpat.VerificaValida},
		"unknown authority":                   {firmato(estranea, false), 0, false, esenpat.VerificaValidaAvvisi},
		"of another signature":                {firmato(tsa, true), 0, false, esenpat.VerificaValidaAvvisi},
		"none, certificate expired meanwhile": {firmatest.Firma(t, firmatest.PDF(t, "uno"), chi), 2, false, esenpat.VerificaValidaAvvisi},
	} {
		v := verifica.Nuovo(verifica.Opzioni{Radici: verifica.Radici{Prova: certificati([]*firmatest.CA{ca})}, Orologio: anni(c.anni)})
		out := verificato(t, v, c.pdf)
		if out.Firme[0].DataGarantita != c.garantita || out.Stato != c.stato {
			t.Errorf("%s: guaranteed %v, %s: %+v", nome, out.Firme[0].DataGarantita, out.Stato, out.Firme[0].Controlli)
		}
	}
}

func TestVerifica_declaredDatesOfAnyShape(t *testing.T) {
	ca := firmatest.NuovaCA(t, "CA")
	chi := ca.Firmatario(t, firmatest.EC(t), nil)
	for m, c := range map[string]struct {
		want  string
		esito esenpat.EsitoControllo
	}{
		"D:20261122020000+01'00'": {"2026-11-22T02:00:00+01:00", esenpat.ControlloND},
		"D:20261122010000Z":       {"2026-11-22T01:00:00Z", esenpat.ControlloND},
		"D:20261122020000+01'00":  {"2026-11-22T02:00:00+01:00", esenpat.ControlloND},
		"D:20261121":              {"2026-11-21T00:00:00Z", esenpat.ControlloND},
		"D:20261123020000Z":       {"2026-11-23T02:00:00Z", esenpat.ControlloAvviso}, // tomorrow
		"ieri":                    {"0001-01-01T00:00:00Z", esenpat.ControlloAvviso},
		"D:20261341250000Z":       {"0001-01-01T00:00:00Z", esenpat.ControlloAvviso},
	} {
		// The signature is broken by the change: only the date is looked at.
		pdf := firmatest.Firma(t, firmatest.PDF(t, "uno"), chi)
		lungo := len("D:20261122020000+01'00'")
		pdf = bytes.Replace(pdf, []byte("(D:20261122020000+01'00')"), []byte("("+m+")"+strings.Repeat(" ", lungo-len(m))), 1)
		f := verificato(t, verificatore(ca), pdf).Firme[0]
		if got := f.Data.Format(time.RFC3339); got != c.want || esito(f, "data") != c.esito {
			t.Errorf("%s: %s %s, want %s", m, got, esito(f, "data"), c.want)
		}
	}
}
