package regionetest_test

import (
	"testing"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/regione/regionetest"
)

// sostituito creates and signs a certificate in place of c.
func (p *postazione) sostituto(c esenpat.Certificato) esenpat.Certificato {
	p.t.Helper()
	b := p.bozza(string(c.Assistito.CodiceFiscale))
	b.Sostituisce = esenpat.RiferimentoDocumento{ID: c.ID, Numero: c.Numero, SHA256: c.PDF.SHA256, Data: c.Date.FirmatoIl}
	b, err := p.bozze.Salva(p.t.Context(), b)
	p.bene(err)
	n, err := p.redazione.Crea(p.t.Context(), b)
	p.bene(err)
	return n
}

// Replacement: until the new certificate is signed nothing changes; then the
// old one is annulled, and its own document says by which.
func TestSostituzione_ilVecchioSiAnnullaAllaFirmaDelNuovo(t *testing.T) {
	p := apri(t)
	p.entra(regionetest.Ferraris)
	vecchio := p.firmato(cfAdulta)

	nuovo := p.sostituto(vecchio)
	if v, err := p.archivio.Certificato(t.Context(), vecchio.Assistito.ID, vecchio.ID); err != nil || v.Stato != esenpat.Valido {
		t.Fatalf("prima della firma il vecchio è %s, %v", v.Stato, err)
	}
	f, err := p.firme.FirmaCertificato(t.Context(), p.richiesta(nuovo))
	p.bene(err)

	v, err := p.archivio.Certificato(t.Context(), vecchio.Assistito.ID, vecchio.ID)
	if err != nil || v.Stato != esenpat.Annullato || f.Esito.Certificato.Legami.Sostituisce != vecchio.ID {
		t.Errorf("il vecchio è %s, il nuovo sostituisce %q, %v", v.Stato, f.Esito.Certificato.Legami.Sostituisce, err)
	}
	b := p.bozza(cfAdulta)
	b.Sostituisce.ID = vecchio.ID
	b, err = p.bozze.Salva(t.Context(), b)
	p.bene(err)
	_, err = p.redazione.Crea(t.Context(), b)
	p.vuole(err, esenpat.Conflict, "certificato.gia-annullato")
}
