package documento_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/documento/cda"
	"github.com/esenpat/esenpat-desktop/services/documento/pdfa"
)

// dirUscita returns the folder that DOCUMENTO_USCITA names, where the documents
// of a test run are left for the official validators, or "".
func dirUscita() string { return os.Getenv("DOCUMENTO_USCITA") }

func salva(t *testing.T, nome string, d esenpat.DocumentoCertificato) {
	t.Helper()
	dir := dirUscita()
	if dir == "" {
		return
	}
	for suffisso, b := range map[string][]byte{".pdf": d.PDF, ".xml": d.CDA} {
		if len(b) == 0 {
			continue
		}
		if err := os.WriteFile(filepath.Join(dir, nome+suffisso), b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// combinazioni is every combination the doctor can choose.
func combinazioni() map[string]esenpat.ContenutoCertificato {
	tutte := map[string]esenpat.ContenutoCertificato{}
	tipi := map[string]func(*esenpat.DatiCertificato){
		"MC": func(*esenpat.DatiCertificato) {},
		"MR": func(d *esenpat.DatiCertificato) {
			d.Tipologia = esenpat.MalattiaRara
			d.Esenzione = esenpat.VoceEsenzione{Codifica: esenpat.CodificaPiemonte, Codice: "RFG101", Descrizione: "Distrofia miotonica di Steinert"}
			d.Diagnosi = esenpat.VoceDiagnosi{Codice: "359.2", Descrizione: "Disturbi miotonici"}
		},
		"IN": func(d *esenpat.DatiCertificato) {
			d.Tipologia, d.TipologiaInvalidita = esenpat.Invalidita, "C"
			d.Esenzione = esenpat.VoceEsenzione{Codifica: esenpat.CodificaNazionale, Codice: "C01", Descrizione: "Invalidi civili al 100% senza indennità di accompagnamento"}
			d.Diagnosi = esenpat.VoceDiagnosi{Codice: "042", Descrizione: "Infezione da HIV"}
		},
	}
	for tipo, cambia := range tipi {
		for i := range 2 * 2 * 2 * 3 * 2 {
			c := contenuto()
			cambia(&c.Dati)
			nome := tipo
			if i&1 != 0 {
				nome += "-000"
				c.Dati.Diagnosi = esenpat.VoceDiagnosi{Codice: "F123", Descrizione: "Nessuna diagnosi codificata", Fittizia: true}
			}
			if i&2 != 0 {
				nome += "-speciali"
				c.Dati.LeggiSpeciali = esenpat.Si
			}
			if i&4 != 0 {
				nome += "-SSR"
				c.Dati.Regime = esenpat.RegimeSSR
			}
			switch i >> 3 % 3 {
			case 1:
				nome += "-minore"
				c.Assistito = persona("Minuti", "Gino", esenpat.NewData(2015, 7, 1), esenpat.Maschio)
				c.Dati.OscuratoGenitore = esenpat.No
			case 2:
				nome += "-minoreoscurato"
				c.Assistito = persona("Minuti", "Pia", esenpat.NewData(2015, 7, 1), esenpat.Femmina)
				c.Dati.OscuratoGenitore = esenpat.Si
			}
			prima := esenpat.RiferimentoDocumento{ID: "010301.ESENPAT.20260101080000.00000001", SetID: "010301.ESENPAT.20260101080000.00000001", Versione: 1, Numero: "2026-1", Motivo: "certificato emesso per errore", Data: c.Emesso}
			if i/24 == 0 {
				tutte[nome+"-prima"] = c
				continue
			}
			s := c
			s.Identita.Versione, s.Identita.SetID, s.Identita.Sostituisce = 2, prima.SetID, prima
			tutte[nome+"-sostitutivo"] = s
			a := c
			a.Identita.Versione, a.Identita.SetID, a.Identita.Annulla = 2, prima.SetID, prima
			tutte[nome+"-annullativo"] = a
		}
	}
	return tutte
}

// Manual: M10, M11, M77.
func TestGenera_everyCombinationConformsAndReadsBack(t *testing.T) {
	g := nuovoGeneratore(t)
	n := 0
	for nome, c := range combinazioni() {
		t.Run(nome, func(t *testing.T) {
			d, err := g.Genera(t.Context(), c)
			if err != nil {
				t.Fatal(err)
			}
			salva(t, nome, d)

			dentro, err := pdfa.EstraiCDA(d.PDF)
			if err != nil || !bytes.Equal(dentro, d.CDA) {
				t.Fatalf("the PDF does not carry its CDA: %v", err)
			}
			letto, err := cda.Leggi(dentro)
			if err != nil {
				t.Fatal(err)
			}
			atteso, err := cda.Di(c, cda.RadicePredefinita)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cda.Confronta(atteso, letto); len(diff) > 0 {
				t.Fatalf("written and read differ: %+v", diff)
			}
		})
		n++
	}
	if n != 3*2*2*2*3*3 {
		t.Fatalf("%d combinations", n)
	}
}

func TestGenera_sameContentGivesTheSameBytes(t *testing.T) {
	c := contenuto()
	c.Dati.Patologia = difficile
	uno, err := nuovoGeneratore(t).Genera(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	due, err := nuovoGeneratore(t).Genera(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}

	if !bytes.Equal(uno.PDF, due.PDF) || !bytes.Equal(uno.CDA, due.CDA) {
		t.Fatal("two documents of the same content differ")
	}
	if len(uno.PDF) > 1<<20 {
		t.Fatalf("the PDF has %d bytes, over 1 MB", len(uno.PDF))
	}
	salva(t, "difficile", uno)
}

func TestGenera_longTextFlowsOverPages(t *testing.T) {
	c := contenuto()
	c.Dati.Patologia = strings.Repeat("Quadro clinico complesso con interessamento multiorgano, già noto dal 2019 e più volte rivalutato. ", 40)
	d, err := nuovoGeneratore(t).Genera(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	salva(t, "lungo", d)
	if n := bytes.Count(d.PDF, []byte("/Type /Page\n")); n < 2 {
		t.Fatalf("%d pages", n)
	}
}

func TestGenera_namesTheFieldAtFault(t *testing.T) {
	g := nuovoGeneratore(t)
	for nome, caso := range map[string]struct {
		guasta func(*esenpat.ContenutoCertificato)
		code   string
		campo  string
	}{
		"fiscal code":       {func(c *esenpat.ContenutoCertificato) { c.Assistito.CodiceFiscale = "PRVDAA68C52L219A" }, "documento.non-conforme", "assistito.codice_fiscale"},
		"no illness":        {func(c *esenpat.ContenutoCertificato) { c.Dati.Patologia = " \n" }, "documento.non-conforme", "patologia"},
		"no telephone":      {func(c *esenpat.ContenutoCertificato) { c.Azienda.Telefono, c.Azienda.PEC = "", "" }, "documento.non-conforme", "medico.telefono"},
		"no unit":           {func(c *esenpat.ContenutoCertificato) { c.Dati.UnitaProduttiva = esenpat.UnitaProduttiva{} }, "documento.non-conforme", "unita_produttiva"},
		"no exemption":      {func(c *esenpat.ContenutoCertificato) { c.Dati.Esenzione = esenpat.VoceEsenzione{} }, "documento.non-conforme", "codice_esenzione"},
		"code without dot":  {func(c *esenpat.ContenutoCertificato) { c.Dati.Diagnosi.Codice = "1744" }, "documento.non-conforme", "codice_diagnosi"},
		"no surname":        {func(c *esenpat.ContenutoCertificato) { c.Assistito.Cognome = "" }, "documento.non-conforme", "assistito.cognome"},
		"control character": {func(c *esenpat.ContenutoCertificato) { c.Dati.Patologia = "a\x01b" }, "documento.caratteri-non-ammessi", "patologia"},
	} {
		t.Run(nome, func(t *testing.T) {
			c := contenuto()
			caso.guasta(&c)

			d, err := g.Genera(t.Context(), c)

			if d.PDF != nil || esenpat.CodeOf(err) != caso.code || esenpat.AsError(err).Field != caso.campo {
				t.Fatalf("got %v at %q", err, esenpat.AsError(err).Field)
			}
		})
	}
}

func TestGenera_aDraftIsDrawnWithWhatItHas(t *testing.T) {
	g := nuovoGeneratore(t)
	d, err := g.Genera(t.Context(), esenpat.ContenutoCertificato{Bozza: true})
	if err != nil || len(d.PDF) == 0 || d.CDA != nil {
		t.Fatalf("empty draft: %v", err)
	}
	salva(t, "bozza-vuota", d)

	c := contenuto()
	c.Bozza, c.Identita.Numero = true, ""
	d, err = g.Genera(t.Context(), c)
	if err != nil || len(d.CDA) == 0 {
		t.Fatalf("complete draft: %v", err)
	}
	salva(t, "bozza", d)
}

func TestGenera_severalAtOnceDoNotDisturbEachOther(t *testing.T) {
	g := nuovoGeneratore(t)
	c := contenuto()
	c.Dati.Patologia = difficile
	atteso, err := g.Genera(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}

	var fatti sync.WaitGroup
	for range 4 {
		fatti.Go(func() {
			d, errG := g.Genera(t.Context(), c)
			if errG != nil || !bytes.Equal(d.PDF, atteso.PDF) {
				t.Errorf("another document: %v", errG)
			}
		})
	}
	fatti.Wait()
}
