package firma_test

import (
	"strings"
	"testing"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/firma"
)

// guasto is a signature that took place, says the service, over a document that
// was changed on its way here.
func guasto() esenpat.CertificatoFirmato {
	f := firmato()
	f.Esito.IDOperazione = "op-77"
	f.Verifica.Stato = esenpat.VerificaModificato
	f.Verifica.Firme[0].Controlli = []esenpat.Controllo{
		{ID: "formato", Esito: esenpat.ControlloOK, Testo: "verifica.controllo.formato.ok"},
		{ID: "integrita", Esito: esenpat.ControlloKO, Testo: "verifica.controllo.integrita.ko"},
	}
	return f
}

func TestQuarantena_soloIlRapportoEsce(t *testing.T) {
	b := nuovo(t)
	b.compila(t)
	b.firma = func(esenpat.RichiestaFirma) (esenpat.CertificatoFirmato, error) { return guasto(), nil }
	b.p.FirmaDocumento()
	b.coda.Fino(t, func() bool { return b.s.Fase == firma.FaseFirmata })

	b.p.Scarica()
	b.p.SalvaRapporto()
	b.coda.Fino(t, func() bool { return b.s.Esito.Fatto != "" })

	if len(b.salvati) != 1 || b.salvati[0] != "Rapporto_verifica_Certificato_malattia_12_2026-11-22.pdf" {
		t.Errorf("saved %v", b.salvati)
	}
	if b.rapporto.Verifica.Stato != esenpat.VerificaModificato || b.rapporto.Byte != len(guasto().PDF) || len(b.rapporto.SHA256) != 64 {
		t.Errorf("report %+v", b.rapporto)
	}
	if a := b.s.Avviso; a.Codice != "firma.verifica-fallita" || a.Supporto != "op-77" || !strings.HasPrefix(a.Causa, "Il contenuto è cambiato dopo la firma. ") {
		t.Errorf("%+v", a)
	}
}

func TestQuarantena_ancheCioCheSiScaricaDopo(t *testing.T) {
	for nome, dopo := range map[string]func(*esenpat.CertificatoFirmato){
		"changed": func(f *esenpat.CertificatoFirmato) { *f = guasto() },
		"without its signature": func(f *esenpat.CertificatoFirmato) {
			f.Verifica = esenpat.Verifica{Stato: esenpat.VerificaNonFirmato}
		},
	} {
		t.Run(nome, func(t *testing.T) {
			b := nuovo(t)
			b.compila(t)
			b.firma = func(esenpat.RichiestaFirma) (esenpat.CertificatoFirmato, error) { return nonScaricato(), nil }
			b.esito = func(esenpat.RichiestaFirma) (esenpat.CertificatoFirmato, error) {
				f := firmato()
				dopo(&f)
				return f, nil
			}
			b.p.FirmaDocumento()
			b.coda.Fino(t, func() bool { return b.s.Fase == firma.FaseFirmata })

			b.p.Stampa()
			b.coda.Fino(t, func() bool { return !b.s.Avviso.Vuoto() })

			if len(b.stampati) != 0 || b.s.Esito.Valida || !b.s.Esito.Rapporto || b.s.Avviso.Codice != "firma.verifica-fallita" {
				t.Errorf("%d printed, %+v %+v", len(b.stampati), b.s.Esito, b.s.Avviso)
			}
			if b.firme.Load() != 1 {
				t.Errorf("%d requests", b.firme.Load())
			}
		})
	}
}

func TestConsegna_siScaricaDopoLaFirma(t *testing.T) {
	b := nuovo(t)
	b.compila(t)
	b.firma = func(esenpat.RichiestaFirma) (esenpat.CertificatoFirmato, error) { return nonScaricato(), nil }
	rete := true
	b.esito = func(esenpat.RichiestaFirma) (esenpat.CertificatoFirmato, error) {
		if rete = !rete; !rete {
			return nonScaricato(), nil
		}
		return firmato(), nil
	}
	b.p.FirmaDocumento()
	b.coda.Fino(t, func() bool { return b.s.Fase == firma.FaseFirmata })

	b.p.Stampa()
	b.coda.Fino(t, func() bool { return b.s.Avviso.Codice == "rete.assente" })
	b.p.Stampa()
	b.coda.Fino(t, func() bool { return b.s.Esito.Fatto != "" })

	if len(b.stampati) != 1 || string(b.stampati[0]) != string(firmato().PDF) || b.s.Esito.Firma != "Firma valida" {
		t.Errorf("%d printed, %+v", len(b.stampati), b.s.Esito)
	}
}

// nonScaricato is signed, but its download failed.
func nonScaricato() esenpat.CertificatoFirmato {
	f := firmato()
	f.PDF, f.Verifica = nil, esenpat.Verifica{Stato: esenpat.VerificaNonVerificabile}
	f.NonScaricato = nuovoErr(esenpat.Offline, "rete.assente")
	return f
}
