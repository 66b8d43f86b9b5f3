package catalogo_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/esenpat/esenpat-desktop/app/catalogo"
	"github.com/esenpat/esenpat-desktop/app/codifica"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// quesito is a question whose answer was read by hand in the document named by
// fonte: 001 national, 002 Veneto, 003 Sicilia, 004 Basilicata on D.M. 329/99.
type quesito struct {
	fonte  string
	chiede func(*catalogo.Catalogo) (any, error)
	ha     []string // the answer holds all of these
	nonHa  []string // and none of these
}

func spiega(codice string, k esenpat.Codifica) func(*catalogo.Catalogo) (any, error) {
	return func(c *catalogo.Catalogo) (any, error) { return c.Spiega(codice, k, esenpat.NewData(2026, 11, 22)) }
}

func chi(codice string, k esenpat.Codifica, r codifica.Ruolo, s codifica.Servizio) func(*catalogo.Catalogo) (any, error) {
	return func(c *catalogo.Catalogo) (any, error) {
		return c.Verifica(catalogo.Domanda{Codice: codice, Codifica: k, Ruolo: r, Servizio: s})
	}
}

func traduce(codice string, da, a esenpat.Codifica) func(*catalogo.Catalogo) (any, error) {
	return func(c *catalogo.Catalogo) (any, error) { return c.Traduci(codice, da, a) }
}

func cercando(testo string) func(*catalogo.Catalogo) (any, error) {
	return func(c *catalogo.Catalogo) (any, error) {
		return c.RispondiCerca(catalogo.Filtro{Testo: testo, Limite: 12}), nil
	}
}

func unendo(a, b string, k esenpat.Codifica) func(*catalogo.Catalogo) (any, error) {
	return func(c *catalogo.Catalogo) (any, error) { return c.Combina(a, b, k) }
}

// risposta is the answer as the command line prints it; an error is shown with
// its code and its parameters.
func (q quesito) risposta(t *testing.T, c *catalogo.Catalogo) string {
	t.Helper()
	v, err := q.chiede(c)
	if err != nil {
		v = map[string]any{"errore": esenpat.CodeOf(err), "parametri": esenpat.AsError(err).Params}
	}
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return strings.NewReplacer(`\"`, `"`, `\u003c`, "<", `\u003e`, ">", `\u0026`, "&").Replace(string(b))
}

func prova(t *testing.T, quesiti []quesito) {
	t.Helper()
	c := catalogoIntero(t)
	for _, q := range quesiti {
		r := q.risposta(t, c)
		for _, x := range q.ha {
			if !strings.Contains(r, x) {
				t.Errorf("%s: no %q in %s", q.fonte, x, r)
			}
		}
		for _, x := range q.nonHa {
			if strings.Contains(r, x) {
				t.Errorf("%s: %q in %s", q.fonte, x, r)
			}
		}
	}
}

func TestDocumenti_whatEachRowSays(t *testing.T) {
	const naz, ven, sic, dm = esenpat.CodificaNazionale, esenpat.CodificaVeneto, esenpat.CodificaSicilia, esenpat.CodificaDM329
	prova(t, []quesito{
		{"001 r. 14", spiega("c01", naz), []string{"senza indennità di accompagnamento", `"riga":"14"`}, []string{"con indennità di accompagnamento"}},
		{"001 r. 5: art. 6, no pension", spiega("G02", naz), []string{"art. 6 comma 2 lett. A"}, []string{`"titolari`}},
		{"003 r. 7: art. 8, drugs of class C", spiega("G02", sic), []string{"art. 8, comma 2", "titolari di pensione diretta vitalizia", `farmaci di classe "C" con obbligo di ricetta medica`, "correlate alle patologie riconosciute"}, nil},
		{"003 r. 17", spiega("C03", sic), []string{`"ticket_prestazioni":"Esenti"`, `"ticket_farmaci":"Non esente"`}, nil},
		{"003 r. 14 cites no act", spiega("S03", sic), []string{"Esenti per le prestazioni correlate"}, []string{"riferimento_normativo\":"}},
		{"003 r. 10 cites lett. c", spiega("L03", sic), []string{"comma 2, lett. c"}, nil},
		{"001 r. 8 cites lett. b", spiega("L03", naz), []string{"comma 2 lett. b", "dall'1% al 66%"}, nil},
		{"003 r. 30", spiega("D03", sic), []string{"art. 52, comma 31", "prestazioni di secondo livello", "fra 45 e 69 anni", `"ticket_farmaci":"-"`}, nil},
		{"003 r. 36", spiega("B02", sic), []string{"HCV", "accertamenti necessari a diagnosticare", "0B02"}, nil},
		{"003 r. 1", spiega("E01", sic), []string{"euro 9.000", `"ticket_farmaci":"Esenti"`, "36.151,98"}, []string{"nota ("}},
		{"001 second table, r. 38", spiega("E01", naz), []string{`"riga":"38"`, "soggetto erogatore", "36.151,98"}, nil},
		{"001 r. 19 bis", spiega("C07", naz), []string{`"riga":"19 bis"`, "D.M. 20.7.1989, n. 293"}, nil},
		{"001 r. 25 bis has no act", spiega("M52", naz), []string{"personale navigante"}, []string{"riferimento_normativo\":"}},
		{"001 r. 21 bis", spiega("V02", naz), []string{"invalidità > 80%", "legge 3.8.2004, n. 206", "falso amico"}, nil},
		{"002 3V1", spiega("3V1", ven), []string{"pari o superiore all'80%", "L. n. 266/2005 art. 1, c. 563 e 564", "MMG e Medici specialisti"}, nil},
		{"002 3C1 covers both", spiega("3C1", ven), []string{"con o senza indennità", `"posizione":"voce 13 della tabella"`, `"data":"2009-04-01"`}, nil},
		{"002 INAIL: nobody for drugs", spiega("inail", ven), []string{`"farmaceutica_incaricato":""`, "malattie professionali"}, nil},
		{"002 301: a period, no date", spiega("301", ven), []string{"per il periodo di svolgimento del servizio civile", `"farmaceutica_incaricato":""`}, []string{"valida_"}},
		{"002 490 and note (**)", spiega("490", ven), []string{`"specialistica_incaricato":"MMG"`, "Nota (**): Codice alternativo utilizzabile dal MMG"}, []string{"Medici specialisti\","}},
		{"002 7R4 and note (3)", spiega("7R4", ven), []string{"Nota (3): Sono esenti i cittadini ultrasessantacinquenni", "L. 335/1995", "CUP"}, []string{"ultrasessantenni"}},
		{"002 6R3", spiega("6R3", ven), []string{"reumatologo", "29.000,00", `"specialistica_incaricato":""`, "codice_collegato"}, nil},
		{"002 5N1", spiega("5N1", ven), []string{"90.70.3", "90.77.4", "91.10.2", "badanti", "n. 3731 del 20/11/2007"}, nil},
		{"002 6T1 from 1.1.2008", spiega("6T1", ven), []string{`"valida_da":"2008-01-01"`, "Branca 03"}, []string{"valida_fino\":"}},
		{"002 6F1 until 31.12.2006", spiega("6F1", ven), []string{`"valida_fino":"2006-12-31"`, "non è più in vigore"}, nil},
		{"002 659 is no diagnosis", spiega("659", ven), []string{"celiaca", `"valida_da":"2009-01-01"`}, nil},
		{"003 r. 41 and note 41", spiega("D12", sic), []string{"A02BC, C09CA e C09DA", `Vedi la sezione "Note"`, "|D|1|2||||||", "Nota (41)"}, nil},
		{"003 r. 27", spiega("M51", sic), []string{`"valida_fino":"2009-03-31"`, "interruzione volontaria", "solo una parte"}, nil},
		{"003 note 28: four groups", spiega("D01", sic), []string{"area balcanica", "talassemia", "soggetti diabetici", "Prurigo nodularis", "Il codice resta valido"}, nil},
		{"003 r. 5 and note 5", spiega("R99", sic), []string{"indagini genetiche sui familiari", "Il testo non riporta la cella"}, []string{"ticket_farmaci\":"}},
		{"003 note 3", spiega("0031", sic), []string{`0031 per "Ipertensione arteriosa in presenza di danno d'organo"`, "nota (3*)"}, nil},
		{"003 r. 26", spiega("M50", sic), []string{"art. 2, comma 2", "allegato C", "Non esente"}, nil},
		{"003 r. 38", spiega("I01", sic), []string{"decreto 4 febbraio 2004 e decreto 4 giugno 2004"}, nil},
		{"003 r. 39 is not the national P01", spiega("P01", ""), []string{"situazioni epidemiche", "stato di indigenza", "falso amico"}, nil},
		{"001 r. 17 and 003 r. 18 and 002", spiega("C04", ""), []string{"art. 2 L. n. 289/90", "art. 1, legge n. 289/90"}, nil},
		{"001 r. 23", spiega("M01-M41", naz), []string{"oppure -->"}, nil},
		{"004 table A, 034 as printed", spiega("034", dm), []string{"034 MIASTEMIA GRAVE", "tabella A", "RFG101", "1999-11"}, nil},
		{"004 015 stands in C and D", spiega("015", dm), []string{"Tabella C", "Tabella D", "tabella A, tabella C, tabella D"}, nil},
		{"004 021 stands in A only", spiega("021", dm), []string{"NYHA CLASSE III E IV"}, []string{"Tabella C", "Tabella D", "appropriate"}},
		{"004 point 2", spiega("014", dm), []string{"le prestazioni sanitarie appropriate per il monitoraggio della malattia o malattie", "non_nota"}, []string{"illimitata"}},
		{"004 point 3", spiega("049", dm), []string{"non definisce il numero e la tipologia", "righe 198-206"}, nil},
		{"004 art. 7 c. 4 and table B", spiega("tab. b/8", dm), []string{"Sindrome di Turner", "D.M. 18 maggio 2001, n. 279", "restano ancora valide"}, []string{"durata", "codice_ricetta"}},
		{"outside the four: 057", spiega("057", dm), []string{"fuori dal testo del 1999", `"verificata":true`, "Nessuna fonte"}, []string{"allegato 1 del decreto", "sanitometro", "DM329-01"}},
		{"outside 1999: 0A31", spiega("0A31", dm), []string{"nota (3*) della Sicilia (2007)", `0A31 per "Ipertensione arteriosa"`}, []string{"prime tre cifre", "non è nei quattro documenti"}},
		{"002 table of note (*)", spiega("013031", ven), []string{"Ipertensione arteriosa con danno d'organo (cod. 031) | 013031", "013 e 031"}, nil},
		{"013031 as a full code of the decree", spiega("013031", dm), []string{"nella codifica Veneto 013031 è il codice unico di 013 e 031"}, nil},
		{"kept as printed: national C04", spiega("C04", naz), []string{"mantenuto come nel documento «ex art. 2 L. n. 289/90»"}, []string{"qui «ex art. 1"}},
	})
}

func TestDocumenti_whoEntersAndWhatTranslates(t *testing.T) {
	const naz, ven, sic, dm = esenpat.CodificaNazionale, esenpat.CodificaVeneto, esenpat.CodificaSicilia, esenpat.CodificaDM329
	si, no, tace := []string{`"ammesso":"si"`}, []string{`"ammesso":"no"`}, []string{`"ammesso":"non_indicato"`}
	prova(t, []quesito{
		{"002 5F1", chi("5F1", ven, codifica.Specialista, ""), append(no, "Igiene e Sanità Pubblica"), nil},
		{"002 5F1", chi("5F1", ven, codifica.SpecialistaPrevenzione, codifica.Specialistica), no, nil},
		{"002 5H1", chi("5H1", ven, codifica.MMG, ""), no, nil},
		{"002 5L1", chi("5L1", ven, codifica.MMG, codifica.Specialistica), si, nil},
		{"002 5L1 not for drugs", chi("5L1", ven, codifica.MMG, codifica.Farmaceutica), append(no, "non incarica nessuno"), nil},
		{"002 5A5 is the specialist's", chi("5A5", ven, codifica.MMG, ""), no, nil},
		{"002 5B1 is for both", chi("5B1", ven, codifica.MMG, ""), si, nil},
		{"002 5B5 is the specialist's", chi("5B5", ven, codifica.MMG, ""), no, nil},
		{"002 6B1 is the desk's", chi("6B1", ven, codifica.Specialista, ""), append(no, "CUP"), nil},
		{"002 6U1", chi("6U1", ven, codifica.Sportello, ""), si, nil},
		{"002 6R3 for drugs only", chi("6R3", ven, codifica.Specialista, codifica.Specialistica), no, nil},
		{"002 6R3", chi("6R3", ven, codifica.Specialista, codifica.Farmaceutica), si, nil},
		{"002 5N1", chi("5N1", ven, codifica.SpecialistaPrevenzione, ""), si, nil},
		{"002 5N1", chi("5N1", ven, codifica.Specialista, ""), append(no, "area della Prevenzione"), nil},
		{"001 second table", chi("E03", naz, codifica.Specialista, ""), append(no, "soggetto erogatore"), nil},
		{"003 names nobody", chi("G01", sic, codifica.Specialista, codifica.Farmaceutica), tace, nil},
		{"002 409 is week 9", chi("409", ven, codifica.Specialista, ""), append(si, "settimana 9"), nil},
		{"letter O", chi("OA02", sic, "", ""), []string{"forma_non_valida", "lettera O", "0A02"}, []string{`"codice":"0A02"`}},
		{"blank inside", chi("C 02", naz, "", ""), []string{"forma_non_valida", "C02"}, []string{`"verdetto":"valido"`}},
		{"dots around", chi(" .m50. ", sic, "", ""), []string{`"codice":"M50"`, `"verdetto":"valido"`}, nil},
		{"three digits are no diagnosis", chi("1749", dm, "", ""), []string{"forma_non_valida"}, []string{`"verdetto":"valido"`}},
		{"one character missing", chi("RCG01", naz, "", ""), []string{"forma_non_valida"}, nil},

		{"002 5BK2, 003 note 28", traduce("5BK2", ven, sic), []string{`"codice":"D01"`, "accorpata", "nota 28"}, nil},
		{"001 r. 30 bis has no relatives", traduce("5BK2", ven, naz), []string{`"equivalenza":"nessuna"`}, nil},
		{"001 r. 26, 002 5A5-5A7", traduce("D01", naz, ven), []string{"5A5", "5A6", "5A7", `"equivalenza":"parziale"`, `"conferma_richiesta":true`}, []string{"5B1"}},
		{"001 r. 30, 003 r. 30", traduce("D05", naz, sic), []string{`"codice":"D03"`, "accorpata", "più ampio"}, nil},
		{"003 r. 23 are relatives", traduce("V02", sic, naz), []string{`"codice":"V01"`, "parziale"}, []string{`"codice":"V02","descrizione":"Vittime`}},
		{"001 r. 24, 003 has no such code", traduce("M99", naz, sic), []string{`"equivalenza":"nessuna"`}, nil},
		{"001 r. 37, 002 5I1 and 5I2", traduce("I01", naz, ven), []string{"5I1", "5I2", "parziale"}, nil},
		{"002 note (*), 003 note 3", traduce("A31", ven, sic), []string{`"codice":"0A31"`, `"equivalenza":"esatta"`}, nil},
		{"031 was replaced", traduce("031", ven, dm), []string{`"codice":"0031"`, `"conferma_richiesta":true`, "stato sostituito"}, nil},
		{"003 r. 36 is HCV", traduce("B02", sic, ven), []string{`"equivalenza":"nessuna"`}, []string{"cerebro"}},
		{"001 r. 39, 003 r. 39", traduce("X01", naz, sic), []string{`"codice":"P01"`, "art. 35"}, nil},
		{"003 r. 1 against 002 6R2", traduce("E01", sic, ven), []string{`"codice":"6R2"`, "Soglie diverse", `"conferma_richiesta":true`}, nil},
		{"one code for two", traduce("013C02", ven, sic), []string{"separarlo in 013 e C02", `"equivalenza":"nessuna"`}, nil},
		{"no such code", traduce("M42", naz, ven), []string{"catalogo.codice-assente"}, nil},

		{"002 note (*)", unendo(" c02", "013 ", ven), []string{`"codice_unico":"013C02"`, "facoltativo"}, nil},
		{"002 note (*): not two of the circulation", unendo("A02", "B02", ven), []string{"combina-coppia", `"primo":"A02"`, "013 + A31"}, nil},
		{"002 note (*): 002 is not in it", unendo("013", "002", ven), []string{"combina-coppia"}, nil},
		{"Sicilian code in Veneto", unendo("013", "0A02", ven), []string{"combina-coppia"}, nil},
		{"letter O", unendo("O13", "A02", ven), []string{"combina-lettera-o", "013 + A02"}, []string{"codice_unico"}},
		{"003 has no single code", unendo("013", "0A02", sic), []string{"combina-codifica"}, nil},

		{"004 table B", cercando("turner"), []string{"Sindrome di Turner", `"in_vigore":false`}, nil},
		{"004 point 4", cercando("sanitometro"), []string{`"id":"DM329-17"`}, nil},
		{"004 art. 3", cercando("ricetta non esenti"), []string{`"id":"DM329-04"`}, nil},
		{"001 r. 20, 002 3T1, 003 r. 21", cercando("210/92"), []string{`"codice":"3T1"`, `"codifica":"sicilia","codice":"N01"`, `"codifica":"nazionale","codice":"N01"`}, nil},
		{"001 r. 1, 003 r. 3", cercando("DM 329 1999"), []string{`"codifica":"nazionale","codice":"0NN"`}, nil},
		{"001 r. 21 bis", cercando("206/2004"), []string{`"codice":"V02"`, `"codice":"3V1"`}, nil},
		{"001 r. 13: 8 luglio 1998, n. 230", cercando("L. 230/98"), []string{`"codice":"S04"`}, nil},
		{"001 r. 36, 002 F01, 003 r. 37", cercando("230/1999"), []string{`"codifica":"veneto","codice":"F01"`, `"codifica":"sicilia","codice":"F01"`}, nil},
		{"003 r. 6 writes the month out", cercando("1.2.1991 deportati"), []string{`"codifica":"sicilia","codice":"G01"`, `"codifica":"nazionale","codice":"G01"`}, nil},
		{"002 note (**)", cercando("(**)"), []string{`"codice":"490"`}, nil},
		{"week 12", cercando("settimana 12"), []string{`"codice":"M12"`, `"codice":"412"`}, nil},
		{"a rare code being typed", cercando("RCG0"), []string{`"codice":"RAannn-RQannn"`, `"codice":"RAnnnn-RQnnnn"`}, nil},
		{"002 6F1, after its end", func(c *catalogo.Catalogo) (any, error) {
			return c.RispondiCerca(catalogo.Filtro{Testo: "6f1", InVigore: esenpat.NewData(2007, 1, 1)}), nil
		}, []string{`"risultati":[]`, "6F1 (codifica Veneto): Il codice non è più in vigore", "31/12/2006"}, nil},
		{"letters of a rare code", cercando("rcg"), []string{`"codice":"RAannn-RQannn"`}, nil},
		{"words are no rare code", cercando("reddito"), []string{`"codice":"E01"`}, []string{"RAannn"}},
		{"001 r. 23: M12 with a blank", cercando("m 12"), []string{"senza spazi si legge M12 (codifica nazionale, codifica Sicilia)"}, nil},
		{"002 401-441: 412 with a blank", cercando("4 12"), []string{"senza spazi si legge 412 (codifica Veneto)"}, []string{`"codice":"412"`}},
		{"letter O", cercando("OA31"), []string{`"risultati":[]`, `"simili":["0A31"`, "lettera O"}, nil},
		{"C02 by its words", cercando("capillari"), []string{`"codifica":"veneto","codice":"C02"`, "falso amico"}, nil},
		{"002 is no part of 200.2", cercando("002"), []string{`"codifica":"dm329","codice":"002"`}, []string{"200.2"}},
	})
}
