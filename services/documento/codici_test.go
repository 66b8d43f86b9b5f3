package documento_test

import (
	"bytes"
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/app/catalogo"
)

func TestFoglioCodici_cardAndResultBecomePages(t *testing.T) {
	g := nuovoGeneratore(t)
	f := catalogo.Foglio{
		Titolo: "C02 · Nazionale", Quando: time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC), Nota: "testi del 1999",
		Blocchi: []catalogo.BloccoFoglio{{Titolo: "Perché?", Righe: [][2]string{{"Testo", "«Invalidi civili < 2/3»"}}, Testi: []string{"=1+1"}}},
	}
	card, err := g.FoglioCodici(t.Context(), f)
	if err != nil || !bytes.HasPrefix(card, []byte("%PDF")) {
		t.Fatal(err)
	}
	f.Blocchi, f.Colonne = nil, []string{"Codifica", "Codice", "Descrizione", "Trovato in"}
	for range 300 {
		f.Righe = append(f.Righe, []string{"Veneto", "RAnnnn-RQnnnn", "Soggetti affetti da patologie rare esenti", "descrizione"})
	}
	result, err := g.FoglioCodici(t.Context(), f)
	if err != nil || bytes.Count(result, []byte("/Type /Page\n")) < 5 {
		t.Errorf("%d pages, %v", bytes.Count(result, []byte("/Type /Page\n")), err)
	}
}
