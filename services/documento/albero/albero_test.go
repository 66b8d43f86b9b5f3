package albero_test

import (
	"strings"
	"testing"

	"github.com/esenpat/esenpat-desktop/services/documento/albero"
)

const apre = `<a xmlns="urn:hl7-org:v3">`

// Comments may cut a text into half a million pieces: the joining must not be
// paid for at each of them.
func TestLeggi_aTextInManyPiecesIsJoinedOnce(t *testing.T) {
	const pezzi = 500_000

	n, err := albero.Leggi([]byte(apre + strings.Repeat("x<!---->", pezzi) + "</a>"))

	if err != nil || n.Testo != strings.Repeat("x", pezzi) {
		t.Fatal(err)
	}
}

func TestLeggi_refusesWhatACertificateNeverHolds(t *testing.T) {
	for nome, s := range map[string]string{
		"entities":      `<!DOCTYPE a [<!ENTITY b "c">]>` + apre + `&b;</a>`,
		"entity":        apre + `&b;</a>`,
		"deep":          apre + strings.Repeat("<a>", 100) + strings.Repeat("</a>", 101),
		"many":          apre + strings.Repeat("<b/>", 60_000) + "</a>",
		"too long":      apre + strings.Repeat("x", 6<<20) + "</a>",
		"instruction":   apre + `<?php ?></a>`,
		"two roots":     apre + "</a>" + apre + "</a>",
		"another space": `<a xmlns="urn:altro"/>`,
		"not closed":    apre,
	} {
		if _, err := albero.Leggi([]byte(s)); err == nil {
			t.Errorf("%s: accepted", nome)
		}
	}
}
