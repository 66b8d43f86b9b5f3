package regionetest_test

import (
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/app/copie"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/regione/regionetest"
	"github.com/esenpat/esenpat-desktop/services/store"
)

// Point 2: with the service off the lists are there with their date, filtered as
// the service would; nothing can be done with what is a copy, and what the law
// protects was not kept.
// Manual: M27, M77.
func TestCopie_ilServizioSpentoLasciaGliElenchiConLaData(t *testing.T) {
	p := apri(t)
	p.entra(regionetest.Ferraris)
	roma, err := time.LoadLocation("Europe/Rome")
	p.bene(err)
	c := copie.New(store.NewMemoria(), p.sessione, func() time.Time { return p.Orologio.Ora().In(roma) })
	cert, ese := copie.NewCertificati(p.archivio, c), copie.NewEsenzioni(p.esenzioni, c)
	uno := p.firmato(cfAdulta)
	due := p.crea("CLMSLV75S61F205K")
	riservato := p.riservato()
	e, err := p.rilasci.RilasciaEsenzione(t.Context(), esenpat.RichiestaEsenzione{
		AssistitoID: uno.Assistito.ID, CertificatoID: uno.ID, Modalita: esenpat.Rilascio, DurataPredefinita: true,
	})
	p.bene(err)
	pagina := esenpat.Finestra{Limit: 50}
	vivi, err := cert.FindCertificati(t.Context(), esenpat.FiltroCertificati{Pagina: pagina})
	p.bene(err)
	if vivi.Totale != 3 || !vivi.Letta.IsZero() {
		t.Fatalf("in linea %d, letta %v", vivi.Totale, vivi.Letta)
	}
	_, err = ese.FindEsenzioni(t.Context(), esenpat.FiltroEsenzioni{Pagina: pagina})
	p.bene(err)
	for _, id := range []string{uno.ID, riservato.ID} {
		_, err = cert.Certificato(t.Context(), map[string]string{uno.ID: uno.Assistito.ID, riservato.ID: riservato.Assistito.ID}[id], id)
		p.bene(err)
	}
	_, err = ese.Esenzione(t.Context(), uno.Assistito.ID, e.Esenzione.ID)
	p.bene(err)

	p.Spegni()

	tutti, err := cert.FindCertificati(t.Context(), esenpat.FiltroCertificati{Pagina: pagina, Ordinamento: "cognome"})
	if err != nil || tutti.Totale != 3 || tutti.Letta.IsZero() || tutti.Elementi[0].ID != due.ID {
		t.Fatalf("elenco %d, letta %v, %v", tutti.Totale, tutti.Letta, err)
	}
	for _, r := range tutti.Elementi {
		if r.LeggiSpeciali && r.Diagnosi.Codice != "" {
			t.Error("la diagnosi di leggi speciali è stata conservata")
		}
	}
	daFirmare, err := cert.FindCertificati(t.Context(), esenpat.FiltroCertificati{Pagina: pagina, Stati: []esenpat.StatoCertificato{esenpat.DaFirmare}, CodiceEsenzione: "048"})
	if err != nil || daFirmare.Totale == 0 || daFirmare.Totale == tutti.Totale {
		t.Errorf("da firmare %d, %v", daFirmare.Totale, err)
	}
	copia, err := cert.Certificato(t.Context(), uno.Assistito.ID, uno.ID)
	if err != nil || copia.Letto.IsZero() || len(copia.Azioni) != 0 || copia.Dati.Patologia == "" || copia.Dati.Regime != esenpat.RegimeSSN {
		t.Errorf("copia %v %v, %v", copia.Letto, copia.Azioni, err)
	}
	if _, err = cert.Certificato(t.Context(), riservato.Assistito.ID, riservato.ID); err == nil {
		t.Error("un certificato soggetto a leggi speciali è stato conservato")
	}
	mie, err := ese.FindEsenzioni(t.Context(), esenpat.FiltroEsenzioni{Pagina: pagina, Persona: esenpat.RicercaAssistito{CodiceFiscale: cfAdulta}})
	if err != nil || mie.Totale != 1 || mie.Elementi[0].Date.Fine.Vuota() {
		t.Errorf("esenzioni %+v, %v", mie, err)
	}
	letta, err := ese.Esenzione(t.Context(), uno.Assistito.ID, e.Esenzione.ID)
	if err != nil || letta.Letta.IsZero() || len(letta.Prestazioni) == 0 {
		t.Errorf("esenzione %v, %v (M27: le prestazioni anche senza rete)", letta.Letta, err)
	}
}

// riservato creates a certificate under special laws.
func (p *postazione) riservato() esenpat.Certificato {
	p.t.Helper()
	b := p.bozza("FRRDVD89H08A124Z")
	b.Dati.LeggiSpeciali = esenpat.Si
	b, err := p.bozze.Salva(p.t.Context(), b)
	p.bene(err)
	c, err := p.redazione.Crea(p.t.Context(), b)
	p.bene(err)
	return c
}

// TestCopie_leggiSpeciali_unaPraticaNonRestaSullaPostazione: M77. The flag goes
// from the certificate to its exemption; what it protects is not kept.
func TestCopie_leggiSpeciali_unaPraticaNonRestaSullaPostazione(t *testing.T) {
	p := apri(t)
	p.entra(regionetest.Ferraris)
	ese := copie.NewEsenzioni(p.esenzioni, copie.New(store.NewMemoria(), p.sessione, p.Orologio.Ora))
	f, err := p.firme.FirmaCertificato(t.Context(), p.richiesta(p.riservato()))
	p.bene(err)
	c := f.Esito.Certificato
	e, err := p.rilasci.RilasciaEsenzione(t.Context(), esenpat.RichiestaEsenzione{
		AssistitoID: c.Assistito.ID, CertificatoID: c.ID, Modalita: esenpat.Richiesta, DurataPredefinita: true,
	})
	p.bene(err)
	cerca := func() esenpat.EsenzioneSintesi {
		t.Helper()
		trovate, errCerca := ese.FindEsenzioni(t.Context(), esenpat.FiltroEsenzioni{Pagina: esenpat.Finestra{Limit: 50}})
		if errCerca != nil || trovate.Totale != 1 || !trovate.Elementi[0].LeggiSpeciali {
			t.Fatalf("%d, %v", trovate.Totale, errCerca)
		}
		return trovate.Elementi[0]
	}
	if v := cerca(); v.Diagnosi.Codice == "" {
		t.Error("in linea la diagnosi manca")
	}
	letta, err := ese.Esenzione(t.Context(), c.Assistito.ID, e.Esenzione.ID)
	if err != nil || !letta.LeggiSpeciali {
		t.Errorf("letta %v, %v", letta.LeggiSpeciali, err)
	}

	p.Spegni()

	if v := cerca(); v.Diagnosi.Codice+v.Diagnosi.Descrizione+v.Esenzione.Descrizione != "" {
		t.Errorf("conservati %q e %q", v.Diagnosi.Codice, v.Esenzione.Descrizione)
	}
	if _, err = ese.Esenzione(t.Context(), c.Assistito.ID, e.Esenzione.ID); err == nil {
		t.Error("una pratica soggetta a leggi speciali è stata conservata")
	}
}
