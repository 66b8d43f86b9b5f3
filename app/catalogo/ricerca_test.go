package catalogo_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/esenpat/esenpat-desktop/app/catalogo"
	"github.com/esenpat/esenpat-desktop/app/codifica"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

func trovati(r catalogo.Ricerca) []string {
	out := make([]string, len(r.Risultati))
	for i, x := range r.Risultati {
		out[i] = string(x.Codifica) + ":" + x.Codice
	}
	return out
}

func TestCerca_findsByWordsLawAndCode(t *testing.T) {
	c := catalogoIntero(t)

	for _, q := range []struct {
		testo   string
		campo   string
		trova   string // all of these, blank separated
		primo   string
		nonHa   string
		massimo int
	}{
		{testo: "citta", trova: "nazionale:X01 sicilia:P01 veneto:5BK1", campo: "descrizione"},
		{testo: "CITTÀ", trova: "nazionale:X01"},
		{testo: "navigant", trova: "nazionale:M52 nazionale:PML sicilia:PML284", massimo: 3},
		{testo: "personale gravidanza navigante", primo: "nazionale:M52", massimo: 1},
		{testo: "80%", trova: "veneto:3V1 veneto:3V2 nazionale:L01 veneto:3L1 sicilia:L01 nazionale:V01 nazionale:V02", massimo: 7},
		{testo: "2/3", trova: "nazionale:L02 nazionale:L03 nazionale:C03 veneto:3C2 sicilia:C03", massimo: 9},
		{testo: "<", trova: "nazionale:L03 nazionale:V01 sicilia:C04", massimo: 5},
		{testo: `"del dovere"`, trova: "veneto:3V1 veneto:3V2 nazionale:V01"},
		{testo: "L. 210", trova: "nazionale:N01 veneto:3T1 sicilia:N01", massimo: 3},
		{testo: "l.n.210", trova: "nazionale:N01 veneto:3T1 sicilia:N01"},
		{testo: "388/2000", campo: "riferimento", trova: "nazionale:D02 veneto:5B1 sicilia:D04"},
		{testo: "L.388/2000", trova: "nazionale:D02 veneto:5B7 sicilia:D02"},
		{testo: "legge 388 / 2000", trova: "nazionale:D02 sicilia:D02"},
		{testo: "289/90", campo: "riferimento", trova: "nazionale:C04 veneto:3C3 sicilia:C04", massimo: 3},
		{testo: "289/1990", trova: "nazionale:C04 veneto:3C3 sicilia:C04"},
		{testo: "dlgs124/98", trova: "nazionale:T01 veneto:5C1 sicilia:D01"},
		{testo: "r99", primo: "nazionale:R99", campo: "codice", trova: "sicilia:R99 veneto:R99999"},
		{testo: "pml 284", primo: "sicilia:PML284", campo: "codice"},
		{testo: "M12", primo: "nazionale:M12", campo: "codice", trova: "sicilia:M12"},
		{testo: "037", trova: "nazionale:037 veneto:037 sicilia:037 dm329:037", campo: "codice"},
		{testo: "rcg010", trova: "nazionale:RCG010 veneto:RCG010 sicilia:RCG010", campo: "codice"},
		{testo: "31", trova: "dm329:031 veneto:A31"},
		{testo: "diabete", trova: "dm329:012 dm329:013 veneto:013A02"},
		{testo: "mammella", trova: "icd9cm:174.9 nazionale:D05"},
		{testo: "badanti", primo: "veneto:5N1", massimo: 1},
		{testo: "talassemia", primo: "sicilia:D01", campo: "nota", massimo: 1},
		{testo: "prurigo nodularis", primo: "sicilia:D01", campo: "nota"},
		{testo: "vittime", campo: "descrizione", trova: "nazionale:V01 sicilia:V02"},
		{testo: "riga 38", trova: "nazionale:PML nazionale:E01 sicilia:I01"},
		{testo: "zzzz", massimo: 0},
		{testo: "031", trova: "nazionale:031 veneto:031 dm329:031", nonHa: "sicilia:031"},
	} {
		r := c.Cerca(catalogo.Filtro{Testo: q.testo})
		v := trovati(r)

		for x := range strings.FieldsSeq(q.trova) {
			if !slices.Contains(v, x) {
				t.Errorf("%q misses %s: %v", q.testo, x, v)
			}
		}
		if q.primo != "" && (len(v) == 0 || v[0] != q.primo) {
			t.Errorf("%q: first is %v, not %s", q.testo, v[:min(3, len(v))], q.primo)
		}
		if q.nonHa != "" && slices.Contains(v, q.nonHa) {
			t.Errorf("%q found %s", q.testo, q.nonHa)
		}
		if (q.massimo > 0 || q.testo == "zzzz") && len(v) > q.massimo {
			t.Errorf("%q found too much: %v", q.testo, v)
		}
		if q.campo != "" && r.Risultati[0].Campo != q.campo {
			t.Errorf("%q matched %q, not %q", q.testo, r.Risultati[0].Campo, q.campo)
		}
		if len(r.Cercate) != 5 || r.Totale != len(v) {
			t.Errorf("%q: searched %v, %d of %d", q.testo, r.Cercate, len(v), r.Totale)
		}
	}
}

func TestCerca_sameDescriptionStaysDistinguishable(t *testing.T) {
	r := catalogoIntero(t).Cerca(catalogo.Filtro{Testo: "gravidanza ordinaria"})

	for _, x := range []string{"nazionale:M01-M41", "nazionale:M99", "veneto:401-441", "veneto:490"} {
		if !slices.Contains(trovati(r), x) {
			t.Errorf("%s missing in %v", x, trovati(r))
		}
	}
}

func TestCerca_filters(t *testing.T) {
	c := catalogoIntero(t)
	solo := func(f catalogo.Filtro) []string { return trovati(c.Cerca(f)) }

	if v := solo(catalogo.Filtro{Testo: "C02", Codifiche: []esenpat.Codifica{esenpat.CodificaVeneto}}); !slices.Contains(v, "veneto:C02") || slices.Contains(v, "nazionale:C02") {
		t.Errorf("only Veneto: %v", v)
	}
	scaduto := esenpat.NewData(2026, 1, 1)
	if v := solo(catalogo.Filtro{Testo: "6F1", InVigore: scaduto}); slices.Contains(v, "veneto:6F1") {
		t.Error("6F1 in force in 2026")
	}
	if v := solo(catalogo.Filtro{Testo: "6F1"}); !slices.Contains(v, "veneto:6F1") {
		t.Error("an expired code must stay readable")
	}
	if v := solo(catalogo.Filtro{Testo: "002", InVigore: scaduto}); slices.Contains(v, "dm329:002") || !slices.Contains(v, "dm329:0A02") {
		t.Errorf("replaced code in force: %v", v)
	}
	if v := solo(catalogo.Filtro{Ruolo: codifica.Sportello}); !slices.Contains(v, "veneto:7R2") || slices.Contains(v, "veneto:3C1") {
		t.Errorf("desk: %v", v)
	}
	if v := solo(catalogo.Filtro{Servizio: codifica.Farmaceutica}); !slices.Contains(v, "veneto:6R3") || slices.Contains(v, "veneto:3L2") ||
		!slices.Contains(v, "sicilia:G01") || slices.Contains(v, "sicilia:L02") || slices.Contains(v, "sicilia:R99") || slices.Contains(v, "sicilia:M51") {
		t.Errorf("drugs: %v", v)
	}
	if v := solo(catalogo.Filtro{Gruppo: "maternità"}); !slices.Contains(v, "nazionale:M50") || slices.Contains(v, "nazionale:C01") {
		t.Errorf("group: %v", v)
	}
}

func TestSpiega_givesTextNotesAndProof(t *testing.T) {
	c := catalogoIntero(t)

	r, err := c.Spiega("d01", esenpat.CodificaSicilia, esenpat.Data{})
	if err != nil || len(r.Voci) != 1 {
		t.Fatal(r, err)
	}
	v := r.Voci[0]
	if len(v.Note) != 1 || strings.Count(v.Note[0], " - Esenti ") != 3 || *v.TicketFarmaci != "-" || !strings.Contains(*v.TicketPrestazioni, "nota (28)") {
		t.Errorf("D01: %+v", v)
	}
	if v.Fonte.Data != "2007" || v.Fonte.Riga != "28" || len(v.Perche) < 2 || !strings.HasPrefix(v.Perche[0].Testo, "Prestazioni diagnostiche nell'ambito") {
		t.Errorf("proof of D01: %+v", v.Perche)
	}

	r, err = c.Spiega("R99", "", esenpat.Data{})
	if err != nil || len(r.Voci) != 2 {
		t.Fatalf("R99 stands in two codings: %+v %v", r, err)
	}
	if s := r.Voci[1]; s.Codifica != "sicilia" || s.TicketFarmaci != nil || s.Compilatore != "" || s.Farmaceutica != nil {
		t.Errorf("what Sicilia does not state must be absent: %+v", s)
	}

	r, err = c.Spiega("3L2", "", esenpat.Data{})
	if err != nil || *r.Voci[0].Farmaceutica != "" || *r.Voci[0].Specialistica != "MMG e Medici specialisti" {
		t.Errorf("nobody is an answer in Veneto: %+v %v", r, err)
	}

	r, err = c.Spiega("037", "", esenpat.Data{})
	if err != nil || len(r.Voci) != 4 || r.Voci[0].Denominazione != "MORBO DI PAGET" || r.Voci[0].Schema != "0NN" {
		t.Errorf("037: %+v %v", r, err)
	}
	r, err = c.Spiega("m12", "nazionale", esenpat.Data{})
	if err != nil || r.Voci[0].Settimana != 12 || r.Voci[0].Schema != "M01-M41" {
		t.Errorf("M12: %+v %v", r, err)
	}
	r, err = c.Spiega("m01-m41", "", esenpat.Data{})
	if err != nil || len(r.Voci) != 2 || r.Voci[0].Schema != "" || r.Voci[0].Codice != "M01-M41" {
		t.Errorf("pattern row: %+v %v", r, err)
	}
	r, err = c.Spiega("048", "dm329", esenpat.Data{})
	if err != nil || r.Voci[0].Durata.Valore != 5 || r.Voci[0].Durata.Tipo != "fissa" {
		t.Errorf("048: %+v %v", r, err)
	}
	r, err = c.Spiega("013", "dm329", esenpat.Data{})
	if err != nil || r.Voci[0].Durata.Tipo != "non_nota" {
		t.Errorf("013: %+v %v", r, err)
	}
	r, err = c.Spiega("D03", "sicilia", esenpat.Data{})
	if err != nil || len(r.Voci[0].Condizioni) != 3 {
		t.Errorf("conditions of D03: %+v %v", r, err)
	}
}

func TestSpiega_unknownCodeSaysWhereItIs(t *testing.T) {
	_, err := catalogoIntero(t).Spiega("3C1", esenpat.CodificaSicilia, esenpat.Data{})

	e := esenpat.AsError(err)
	if e.Kind != esenpat.NotFound || e.Code != "catalogo.codice-altrove" || e.Params["altrove"] != "codifica Veneto" {
		t.Errorf("%v %v", err, e.Params)
	}
}

// Every sentence about a person must be a piece of the document's own text.
func TestCondizioni_areWordsOfTheDocument(t *testing.T) {
	c := catalogoIntero(t)

	n := 0
	for _, v := range c.Dati().Voci {
		r, err := c.Spiega(v.Codice, v.Codifica, esenpat.Data{})
		if len(v.Condizioni) == 0 {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		testo := r.Voci[0].Descrizione + strings.Join(r.Voci[0].Note, " ")
		if v.TicketPrestazioni != nil {
			testo += *v.TicketPrestazioni
		}
		for _, k := range v.Condizioni {
			n++
			if !strings.Contains(testo, k.Frase) {
				t.Errorf("%s %s: %q is not in the text", v.Codifica, v.Codice, k.Frase)
			}
		}
	}
	if n < 30 {
		t.Errorf("only %d conditions", n)
	}
}

// TestCodici_randomAndMisspelt asks 10,000 codes that nobody ever wrote: no
// panic, no silent correction.
func TestCodici_randomAndMisspelt(t *testing.T) {
	c := catalogoIntero(t)
	rnd := rand.New(rand.NewPCG(7, 48))
	veri := []string{"037", "M12", "412", "RCG010", "002.V42.2", "PML 284"} // known by their pattern or spelled in two ways
	for _, v := range c.Dati().Voci {
		veri = append(veri, v.Codice)
	}
	for _, d := range c.Dati().Diagnosi() {
		veri = append(veri, d.Codice)
	}
	const alfabeto = "ABCMORZ0123456789 .-/%<\"'àÈß\u0301\u200b\x00"

	for n := range 10_000 {
		s := veri[n%len(veri)]
		if n%2 == 0 {
			s = guasta(rnd, s, []rune(alfabeto))
		} else {
			s = caso(rnd, []rune(alfabeto))
		}
		k := codifica.Codifiche()[n%4]
		v, err := c.Verifica(catalogo.Domanda{Codice: s, Codifica: k})
		if err == nil {
			trovato := v.Verdetto == catalogo.Valido || v.Verdetto == catalogo.NonInVigore || v.Verdetto == catalogo.VerdettoSostituto
			if scritto := codifica.Normalizza(s); trovato && v.Codice != strings.ReplaceAll(scritto, " ", "") && !strings.HasPrefix(scritto, v.Codice) {
				t.Fatalf("%q became %q in %s", s, v.Codice, k)
			}
			if _, err = c.Traduci(v.Codice, k, esenpat.CodificaVeneto); err != nil && esenpat.KindOf(err) == esenpat.Internal {
				t.Fatal(err)
			}
		}
		c.Cerca(catalogo.Filtro{Testo: s, Limite: 20})
		r, err := c.Spiega(s, "", esenpat.Data{})
		if err != nil && esenpat.KindOf(err) == esenpat.Internal {
			t.Fatal(err)
		}
		for _, v := range r.Voci {
			if !stessoCodice(v, codifica.Normalizza(s)) {
				t.Fatalf("%q was explained as %s %s", s, v.Codifica, v.Codice)
			}
		}
	}
}

// stessoCodice reports whether an explained code is the one written: letter by
// letter, or but for the blank of PML 284 and the dot of a diagnosis. A full
// code of the decree is explained by its first three digits.
func stessoCodice(v catalogo.VoceJSON, scritto string) bool {
	switch {
	case strings.EqualFold(v.Codice, scritto):
		return true
	case v.Codifica == catalogo.CodificaICD:
		return strings.ReplaceAll(v.Codice, ".", "") == scritto
	case v.Famiglia == "codice_completo":
		return strings.HasPrefix(scritto, v.Codice)
	}
	return v.Codice == "PML284" && scritto == "PML 284"
}

func guasta(rnd *rand.Rand, s string, a []rune) string {
	r := []rune(s)
	i := rnd.IntN(len(r))
	switch rnd.IntN(3) {
	case 0:
		r[i] = a[rnd.IntN(len(a))]
	case 1:
		r = slices.Delete(r, i, i+1)
	default:
		r = slices.Insert(r, i, a[rnd.IntN(len(a))])
	}
	return string(r)
}

func caso(rnd *rand.Rand, a []rune) string {
	r := make([]rune, rnd.IntN(9))
	for i := range r {
		r[i] = a[rnd.IntN(len(a))]
	}
	return fmt.Sprint(string(r))
}
