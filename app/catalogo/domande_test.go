package catalogo_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/esenpat/esenpat-desktop/app/catalogo"
	"github.com/esenpat/esenpat-desktop/app/codifica"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// Questions and answers of this file were taken by hand from the four
// documents, not from the tables.

func TestVerifica_verdicts(t *testing.T) {
	c := catalogoIntero(t)

	for _, q := range []struct {
		codice   string
		codifica esenpat.Codifica
		al       string
		verdetto catalogo.Verdetto
		dice     string // words that some reason must hold
	}{
		{"C02", "nazionale", "", catalogo.Valido, "falso amico"},
		{"C02", "veneto", "", catalogo.Valido, "falso amico"},
		{"M00", "nazionale", "", catalogo.Valido, ""},
		{"M42", "nazionale", "", catalogo.FormaNonValida, ""},
		{"M1", "nazionale", "", catalogo.FormaNonValida, "M01"},
		{"M41", "sicilia", "", catalogo.Valido, "settimana 41"},
		{"057", "veneto", "", catalogo.FormaNonValida, "D.M. 329"},
		{"056", "veneto", "", catalogo.Valido, ""},
		{"002", "sicilia", "", catalogo.FormaNonValida, "0A02"},
		{"031", "sicilia", "", catalogo.FormaNonValida, "0031"},
		{"0031", "sicilia", "", catalogo.Valido, ""},
		{"0031", "veneto", "", catalogo.FormaNonValida, "031"},
		{"031", "veneto", "", catalogo.Valido, ""},
		{"A31", "veneto", "", catalogo.Valido, ""},
		{"002", "nazionale", "", catalogo.Valido, "0A02"},
		{"031", "nazionale", "", catalogo.Valido, "0031"},
		{"002", "veneto", "", catalogo.Valido, "non dice se 002"},
		{"PML01", "nazionale", "", catalogo.FormaNonValida, ""},
		{"PML284", "nazionale", "", catalogo.FormaNonValida, "Sicilia"},
		{"PML 284", "sicilia", "", catalogo.Valido, ""},
		{"PML", "sicilia", "", catalogo.FormaNonValida, ""},
		{"5B4", "veneto", "", catalogo.FormaNonValida, ""},
		{"S04", "sicilia", "", catalogo.FormaNonValida, ""},
		{"S04", "nazionale", "", catalogo.Valido, ""},
		{"C07", "sicilia", "", catalogo.FormaNonValida, "nazionale"},
		{"M99", "sicilia", "", catalogo.FormaNonValida, ""},
		{"R99", "veneto", "", catalogo.FormaNonValida, "R99999"},
		{"r99999", "veneto", "", catalogo.Valido, ""},
		{"r99", "nazionale", "", catalogo.Valido, ""},
		{"RCG010", "nazionale", "", catalogo.Valido, "nome della malattia"},
		{"RR0010", "nazionale", "", catalogo.FormaNonValida, ""},
		{"000", "nazionale", "", catalogo.FormaNonValida, ""},
		{"068", "nazionale", "", catalogo.FormaAssente, ""},
		{"067", "nazionale", "", catalogo.Valido, "fuori dal testo del 1999"},
		{"059", "dm329", "", catalogo.Valido, "verificato"},
		{"099", "dm329", "", catalogo.FormaAssente, ""},
		{"OO2", "nazionale", "", catalogo.FormaNonValida, "002"},
		{"O13", "sicilia", "", catalogo.FormaNonValida, "013"},
		{"4 12", "veneto", "", catalogo.FormaNonValida, "412"},
		{" c02. ", "nazionale", "", catalogo.Valido, ""},
		{"12D", "sicilia", "", catalogo.FormaNonValida, ""},
		{"D12", "sicilia", "", catalogo.Valido, "|D|1|2||||||"},
		{"002", "dm329", "2020-01-01", catalogo.VerdettoSostituto, "0A02, 0B02, 0C02"},
		{"002", "dm329", "2000-01-01", catalogo.Valido, ""},
		{"034", "dm329", "", catalogo.VerdettoSostituto, "RFG101"},
		{"047", "dm329", "", catalogo.VerdettoSostituto, "RM0120"},
		{"013", "dm329", "", catalogo.Valido, ""},
		{"001.253.0", "dm329", "", catalogo.Valido, "prime tre cifre"},
		{"002.V42.2", "dm329", "2000-01-01", catalogo.Valido, "ICD-9-CM"},
		{"05625300", "dm329", "", catalogo.FormaNonValida, ""},
		{"6F1", "veneto", "2006-12-31", catalogo.Valido, ""},
		{"6F1", "veneto", "2007-01-01", catalogo.NonInVigore, "31/12/2006"},
		{"6R2", "veneto", "2005-03-31", catalogo.NonInVigore, "01/04/2005"},
		{"6R2", "veneto", "2005-04-01", catalogo.Valido, ""},
		{"6T1", "veneto", "2007-12-31", catalogo.NonInVigore, "01/01/2008"},
		{"659", "veneto", "2009-01-01", catalogo.Valido, ""},
		{"M51", "sicilia", "2009-03-31", catalogo.Valido, "solo una parte"},
		{"M51", "sicilia", "2009-04-01", catalogo.NonInVigore, "solo una parte"},
		{"D01", "sicilia", "2026-01-01", catalogo.Valido, "solo una parte del codice"},
		{"301", "veneto", "", catalogo.Valido, "servizio civile"},
		{"013A02", "veneto", "", catalogo.Valido, "013 e A02"},
		{"A02013", "veneto", "", catalogo.FormaNonValida, ""},
		{"E01", "nazionale", "", catalogo.Valido, "ISEE"},
		{"B02", "nazionale", "", catalogo.FormaNonValida, "0B02"},
	} {
		al, err := dataTest(q.al)
		if err != nil {
			t.Fatal(err)
		}

		r, err := c.Verifica(catalogo.Domanda{Codice: q.codice, Codifica: q.codifica, Al: al})

		if err != nil || r.Verdetto != q.verdetto {
			t.Errorf("%s %s %s: %s %v, want %s", q.codifica, q.codice, q.al, r.Verdetto, err, q.verdetto)
		}
		if !strings.Contains(strings.Join(r.Motivi, "\n"), q.dice) {
			t.Errorf("%s %s: reasons do not say %q: %q", q.codifica, q.codice, q.dice, r.Motivi)
		}
	}
}

func dataTest(s string) (esenpat.Data, error) {
	if s == "" {
		return esenpat.Data{}, nil
	}
	return esenpat.ParseData(s)
}

func TestVerifica_whoMayEnter(t *testing.T) {
	c := catalogoIntero(t)
	const qualsiasi = codifica.Servizio("")

	for _, q := range []struct {
		codifica esenpat.Codifica
		codice   string
		ruolo    codifica.Ruolo
		servizio codifica.Servizio
		ammesso  codifica.Ammesso
		dice     string
	}{
		{"veneto", "R99999", codifica.MMG, qualsiasi, codifica.No, "Medici specialisti"},
		{"veneto", "R99999", codifica.Specialista, codifica.Specialistica, codifica.Si, ""},
		{"veneto", "R99999", codifica.Specialista, codifica.Farmaceutica, codifica.No, "non incarica nessuno"},
		{"veneto", "490", codifica.Specialista, qualsiasi, codifica.No, "MMG"},
		{"veneto", "490", codifica.MMG, codifica.Specialistica, codifica.Si, "struttura erogatrice"},
		{"veneto", "450", codifica.MMG, qualsiasi, codifica.No, ""},
		{"veneto", "3L2", codifica.MMG, codifica.Farmaceutica, codifica.No, ""},
		{"veneto", "3L2", "", codifica.Farmaceutica, codifica.No, ""},
		{"veneto", "3L2", codifica.MMG, qualsiasi, codifica.Si, ""},
		{"veneto", "5G1", codifica.Specialista, qualsiasi, codifica.No, "Igiene e Sanità Pubblica"},
		{"veneto", "5G1", codifica.SpecialistaIgiene, qualsiasi, codifica.Si, ""},
		{"veneto", "5G1", codifica.MMG, qualsiasi, codifica.No, ""},
		{"veneto", "5H1", codifica.SpecialistaPrevenzione, codifica.Specialistica, codifica.Si, ""},
		{"veneto", "5H1", codifica.SpecialistaIgiene, codifica.Specialistica, codifica.No, ""},
		{"veneto", "5I1", codifica.SpecialistaSport, qualsiasi, codifica.Si, ""},
		{"veneto", "5I1", codifica.Specialista, qualsiasi, codifica.No, "Medicina dello Sport"},
		{"veneto", "5C1", codifica.SpecialistaIgiene, qualsiasi, codifica.Si, ""},
		{"veneto", "5N1", codifica.MMG, qualsiasi, codifica.Si, "Lettura incerta"},
		{"veneto", "6A1", codifica.SpecialistaSPISAL, qualsiasi, codifica.Si, "Lettura incerta"},
		{"veneto", "6A1", codifica.Specialista, qualsiasi, codifica.No, "SPISAL"},
		{"veneto", "F01", codifica.SanitaPenitenziaria, codifica.Farmaceutica, codifica.Si, ""},
		{"veneto", "F01", codifica.Specialista, codifica.Farmaceutica, codifica.Si, ""},
		{"veneto", "F01", codifica.MMG, qualsiasi, codifica.No, ""},
		{"veneto", "6R1", codifica.Sportello, qualsiasi, codifica.Si, ""},
		{"veneto", "6R1", codifica.ProntoSoccorso, qualsiasi, codifica.No, ""},
		{"veneto", "6U1", codifica.ProntoSoccorso, codifica.Specialistica, codifica.Si, ""},
		{"veneto", "6R2", codifica.MMG, codifica.Specialistica, codifica.No, ""},
		{"veneto", "6R2", codifica.MMG, codifica.Farmaceutica, codifica.Si, ""},
		{"veneto", "013A02", codifica.MMG, codifica.Farmaceutica, codifica.Si, ""},
		{"nazionale", "C01", codifica.MMG, qualsiasi, codifica.Si, "medico prescrittore"},
		{"nazionale", "E01", codifica.MMG, qualsiasi, codifica.No, "soggetto erogatore"},
		{"nazionale", "E04", codifica.Erogatore, qualsiasi, codifica.Si, ""},
		{"nazionale", "G01", codifica.Sportello, qualsiasi, codifica.No, ""},
		{"sicilia", "C01", codifica.MMG, qualsiasi, codifica.NonIndicato, "non dice"},
		{"dm329", "013", codifica.MMG, qualsiasi, codifica.NonIndicato, "non dice"},
	} {
		r, err := c.Verifica(catalogo.Domanda{Codice: q.codice, Codifica: q.codifica, Ruolo: q.ruolo, Servizio: q.servizio})

		if err != nil || r.Ammesso != string(q.ammesso) {
			t.Errorf("%s %s %s %s: %s %v, want %s", q.codifica, q.codice, q.ruolo, q.servizio, r.Ammesso, err, q.ammesso)
		}
		if !strings.Contains(strings.Join(r.Motivi, "\n"), q.dice) {
			t.Errorf("%s %s: reasons do not say %q: %q", q.codifica, q.codice, q.dice, r.Motivi)
		}
	}
}

func TestTraduci_pairs(t *testing.T) {
	c := catalogoIntero(t)

	for _, q := range []struct {
		codice, da, a, attesi string
		eq                    catalogo.Equivalenza
	}{
		{"3C1", "veneto", "nazionale", "C01 C02", catalogo.Accorpata},
		{"C01", "nazionale", "veneto", "3C1", catalogo.Accorpata},
		{"C01", "nazionale", "sicilia", "C01", catalogo.Esatta},
		{"C02", "veneto", "sicilia", "0C02", catalogo.Esatta},
		{"C02", "veneto", "nazionale", "002", catalogo.Accorpata},
		{"C02", "nazionale", "veneto", "3C1", catalogo.Accorpata},
		{"5C1", "veneto", "sicilia", "T01 T02", catalogo.Parziale},
		{"T01", "nazionale", "sicilia", "T01 T02", catalogo.Accorpata},
		{"C07", "nazionale", "veneto", "", catalogo.Nessuna},
		{"M52", "nazionale", "sicilia", "", catalogo.Nessuna},
		{"5D1", "veneto", "nazionale", "", catalogo.Nessuna},
		{"659", "veneto", "sicilia", "", catalogo.Nessuna},
		{"M51", "sicilia", "nazionale", "", catalogo.Nessuna},
		{"T03", "sicilia", "veneto", "", catalogo.Nessuna},
		{"013A02", "veneto", "nazionale", "", catalogo.Nessuna},
		{"M12", "nazionale", "veneto", "412", catalogo.Esatta},
		{"412", "veneto", "sicilia", "M12", catalogo.Esatta},
		{"490", "veneto", "nazionale", "M99", catalogo.Esatta},
		{"490", "veneto", "sicilia", "", catalogo.Nessuna},
		{"RCG010", "sicilia", "veneto", "RCG010", catalogo.Esatta},
		{"R99", "nazionale", "veneto", "R99999", catalogo.Esatta},
		{"013", "nazionale", "veneto", "013", catalogo.Esatta},
		{"057", "nazionale", "veneto", "", catalogo.Nessuna},
		{"002", "nazionale", "veneto", "A02 B02 C02", catalogo.Accorpata},
		{"031", "veneto", "sicilia", "0031", catalogo.Esatta},
		{"031", "veneto", "nazionale", "031", catalogo.Accorpata},
		{"0A31", "sicilia", "veneto", "A31", catalogo.Esatta},
		{"V02", "nazionale", "sicilia", "V01", catalogo.Parziale},
		{"V02", "sicilia", "veneto", "3V2", catalogo.Accorpata},
		{"S04", "nazionale", "veneto", "301", catalogo.Parziale},
		{"X01", "nazionale", "sicilia", "P01", catalogo.Esatta},
		{"P01", "nazionale", "sicilia", "", catalogo.Nessuna},
		{"P03", "nazionale", "veneto", "5F1 5L1", catalogo.Parziale},
		{"6R2", "veneto", "sicilia", "E01", catalogo.Parziale},
		{"PML", "nazionale", "sicilia", "PML284", catalogo.Esatta},
		{"G02", "nazionale", "veneto", "3G2", catalogo.Esatta},
		{"G02", "nazionale", "sicilia", "G02", catalogo.Parziale},
		{"D03", "sicilia", "nazionale", "D03 D05", catalogo.Accorpata},
		{"013", "dm329", "sicilia", "013", catalogo.Esatta},
		{"0A02", "dm329", "veneto", "A02", catalogo.Esatta},
		{"E01", "sicilia", "veneto", "6R2", catalogo.Parziale},
	} {
		r, err := c.Traduci(q.codice, esenpat.Codifica(q.da), esenpat.Codifica(q.a))

		var codici []string
		for _, x := range r.Traduzioni {
			codici = append(codici, x.Codice)
		}
		slices.Sort(codici)
		if err != nil || strings.Join(codici, " ") != q.attesi || r.Equivalenza != q.eq {
			t.Errorf("%s %s->%s: %v %s %v, want %s %s", q.codice, q.da, q.a, codici, r.Equivalenza, err, q.attesi, q.eq)
		}
		if (r.Equivalenza == catalogo.Parziale || len(codici) > 1) && !r.Conferma {
			t.Errorf("%s %s->%s goes on without confirmation", q.codice, q.da, q.a)
		}
	}
}

func TestTraduci_roundTrip(t *testing.T) {
	c := catalogoIntero(t)
	prova := []esenpat.Codifica{esenpat.CodificaNazionale, esenpat.CodificaVeneto, esenpat.CodificaSicilia}

	n := 0
	for _, v := range c.Dati().Voci {
		codice := v.Codice
		if strings.ContainsAny(codice, "-N") && codice != "INAIL" && codice != "N01" && codice != "3N1" && codice != "5N1" {
			continue // a pattern
		}
		if !slices.Contains(prova, v.Codifica) {
			continue
		}
		for _, a := range prova {
			andata, err := c.Traduci(codice, v.Codifica, a)
			if err != nil {
				t.Fatalf("%s %s: %v", v.Codifica, codice, err)
			}
			for _, x := range andata.Traduzioni {
				ritorno, err := c.Traduci(x.Codice, a, v.Codifica)
				if err != nil {
					t.Fatalf("%s %s -> %s %s: %v", v.Codifica, codice, a, x.Codice, err)
				}
				contiene := slices.ContainsFunc(ritorno.Traduzioni, func(y catalogo.TraduzioneJSON) bool { return y.Codice == codice })
				if !contiene || (andata.Equivalenza == catalogo.Esatta && ritorno.Equivalenza == catalogo.Esatta && len(ritorno.Traduzioni) != 1) {
					t.Errorf("%s %s -> %s %s -> %v", v.Codifica, codice, a, x.Codice, ritorno.Traduzioni)
				}
				n++
			}
		}
	}
	if n < 150 {
		t.Errorf("only %d round trips", n)
	}
}
