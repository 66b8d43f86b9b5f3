package documento_test

import (
	"bytes"
	"strconv"
	"strings"
	"testing"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/documento"
)

func esenzione(codice string, prestazioni int) esenpat.Esenzione {
	e := esenpat.Esenzione{
		ID: "e-1", Numero: "202601030100000042", Stato: esenpat.EsenzioneValidata,
		Voce:          esenpat.VoceEsenzione{Codice: codice, Descrizione: "Soggetti affetti da patologie neoplastiche maligne e da tumori di comportamento incerto", RiferimentoNormativo: "D.M. 28 maggio 1999, n. 329, allegato 1; D.P.C.M. 12 gennaio 2017, allegato 8"},
		Diagnosi:      esenpat.VoceDiagnosi{Codice: "174.9", Descrizione: "Tumori maligni della mammella, non specificata"},
		Beneficiario:  persona("Provetti", "Ada", esenpat.NewData(1968, 3, 12), esenpat.Femmina),
		AslCompetente: azienda(),
		Date:          esenpat.DateEsenzione{Inizio: esenpat.NewData(2026, 11, 16), Fine: esenpat.NewData(2031, 11, 16)},
	}
	e.Beneficiario.TesseraRegionale = "80380000100000000042"
	for i := range prestazioni {
		e.Prestazioni = append(e.Prestazioni, esenpat.Prestazione{Codice: "89.0" + strconv.Itoa(i%10), Descrizione: "Visita di controllo necessaria al monitoraggio della malattia, delle complicanze più frequenti e alla prevenzione degli aggravamenti n. " + strconv.Itoa(i+1)})
	}
	return e
}

// Manual: M125.
func TestPromemoria_printsEveryServiceOverPages(t *testing.T) {
	g := nuovoGeneratore(t)
	em := documento.Emissione{Azienda: azienda(), Emesso: contenuto().Emesso, Prova: true}

	uno, err := g.Promemoria(t.Context(), esenzione("048", 45), em)
	if err != nil {
		t.Fatal(err)
	}
	due, err := g.Promemoria(t.Context(), esenzione("048", 45), em)
	if err != nil || !bytes.Equal(uno, due) {
		t.Fatalf("not the same bytes: %v", err)
	}
	salva(t, "promemoria", esenpat.DocumentoCertificato{PDF: uno})
	s := strings.Join(strings.Fields(tutto(stampato(t, uno))), " ")
	for i := range 45 {
		if !strings.Contains(s, "aggravamenti n. "+strconv.Itoa(i+1)+" ") {
			t.Errorf("service %d is not printed", i+1)
		}
	}
}

// Manual: M117, C18.
func TestAttestato_listsAllActiveExemptions(t *testing.T) {
	g := nuovoGeneratore(t)
	em := documento.Emissione{Azienda: azienda(), Emesso: contenuto().Emesso, Prova: true}
	senzaFine := esenzione("RFG101", 0)
	senzaFine.Date.Fine = esenpat.Data{}

	for nome, attive := range map[string][]esenpat.Esenzione{
		"attestato":       {esenzione("048", 3), senzaFine, esenzione("0A02.394", 12)},
		"attestato-vuoto": nil,
	} {
		pdf, err := g.Attestato(t.Context(), esenzione("048", 0).Beneficiario, attive, em)
		if err != nil {
			t.Fatal(err)
		}
		salva(t, nome, esenpat.DocumentoCertificato{PDF: pdf})
		s := strings.Join(strings.Fields(tutto(stampato(t, pdf))), " ")
		for _, e := range attive {
			if !strings.Contains(s, e.Voce.Codice) || !strings.Contains(s, "n. 329") {
				t.Errorf("%s: exemption %s or its legal reference is missing", nome, e.Voce.Codice)
			}
		}
	}
}
