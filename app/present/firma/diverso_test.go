package firma_test

import (
	"strings"
	"testing"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/firma"
)

func TestFirma_aDocumentThatSaysSomethingElseIsListedAndCannotBeSigned(t *testing.T) {
	b := nuovo(t)
	lungo := strings.Repeat("uguale ", 100)
	b.documento = func() ([]byte, error) {
		return nil, nuovoErr(esenpat.Conflict, "certificato.documento-diverso").Because(&esenpat.DocumentoDiverso{Differenze: []esenpat.Differenza{
			{Campo: "codice_diagnosi", Scritto: "174.4", Documento: "000"},
			{Campo: "patologia", Scritto: lungo + "destra", Documento: lungo + "sinistra"},
			{Campo: "soggetto_leggi_speciali", Scritto: "si", Documento: "no"},
		}})
	}
	b.p.Apri(firma.Documento{Numero: "12", Riferimento: esenpat.RiferimentoCertificato{ID: "c1"}})
	b.coda.Fino(t, func() bool { return !b.s.Documento.Avviso.Vuoto() && len(b.s.Modulo.Provider) > 0 })
	b.p.SetProvider("AUTO")
	b.p.SetAlias("x")
	b.p.SetPIN("1")
	b.p.SetLetto(true)
	b.p.PaginaMostrata()

	causa := b.s.Documento.Avviso.Causa
	for _, vuole := range []string{"diagnosi: scritto «174.4»", "nel documento «000, nessuna diagnosi codificata»", "destra»", "sinistra»", "leggi speciali: scritto «Sì», nel documento «No»"} {
		if !strings.Contains(causa, vuole) {
			t.Errorf("%q is not in %q", vuole, causa)
		}
	}
	if strings.Contains(causa, "⟦") || len(causa) > 1200 {
		t.Error(causa)
	}
	b.p.FirmaDocumento()
	if b.s.Modulo.PuoFirmare || b.firme.Load() != 0 {
		t.Error("it can be signed")
	}
}
