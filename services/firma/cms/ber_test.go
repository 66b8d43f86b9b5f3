package cms_test

import (
	"bytes"
	"crypto/sha256"
	"testing"

	"github.com/esenpat/esenpat-desktop/services/firma/cms"
	"github.com/esenpat/esenpat-desktop/services/firma/firmatest"
)

// aperta writes constructed elements, down to livelli, with open lengths.
func aperta(t *testing.T, der []byte, livelli int) []byte {
	t.Helper()
	var out []byte
	for len(der) > 0 {
		testa, lung := 2, int(der[1])
		if n := lung &^ 0x80; lung > 0x80 {
			testa, lung = 2+n, 0
			for _, c := range der[2:testa] {
				lung = lung<<8 | int(c)
			}
		}
		corpo := der[testa : testa+lung]
		if der[0]&0x20 != 0 && livelli > 0 {
			out = append(out, der[0], 0x80)
			out = append(append(out, aperta(t, corpo, livelli-1)...), 0, 0)
		} else {
			out = append(out, der[:testa+lung]...)
		}
		der = der[testa+lung:]
	}
	return out
}

// NSS (pdfsig, Firefox) leaves the outer lengths open: BER, not DER.
func TestLeggi_readsOpenLengths(t *testing.T) {
	chi := firmatest.NuovaCA(t, "CA").Firmatario(t, firmatest.EC(t), nil)
	der := costruita(t, chi)
	digest := sha256.Sum256([]byte("testo"))
	for livelli := range 4 {
		ber := append(aperta(t, der, livelli), make([]byte, 100)...) // and the padding of /Contents

		b, err := cms.Leggi(ber)
		if err != nil {
			t.Fatalf("%d levels: %v", livelli, err)
		}

		cert, ok := b.Firmatario()
		if !ok || b.ControllaDigest(digest[:]) != nil || b.ControllaFirma(cert, digest[:]) != nil || b.ControllaLegame(cert) != nil {
			t.Errorf("%d levels: the signature is lost", livelli)
		}
	}
}

func TestLeggi_refusesOpenLengthsThatNeverEnd(t *testing.T) {
	der := costruita(t, firmatest.NuovaCA(t, "CA").Firmatario(t, firmatest.EC(t), nil))
	ber := aperta(t, der, 3)
	for nome, b := range map[string][]byte{
		"cut": ber[:len(ber)-2], "deep": bytes.Repeat([]byte{0x30, 0x80}, 100_000), "primitive": {0x04, 0x80, 0, 0},
		"long tag": {0x3f, 0x80, 0, 0}, "length of nothing": {0x30, 0x84, 0x7f, 0xff, 0xff, 0xff},
	} {
		if _, err := cms.Leggi(b); motivo(err) != cms.Formato {
			t.Errorf("%s: %v", nome, err)
		}
	}
}
