package documento

import (
	"context"
	"strconv"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/documento/pagina"
)

// RapportoVerifica returns the report of a verification as PDF/A-3b: the
// verdict, every signature with every check, and what the CDA inside says. Each
// outcome is a word, never a colour alone. Errors as [Generatore.Attestato].
func (g *Generatore) RapportoVerifica(ctx context.Context, r esenpat.RapportoVerifica) ([]byte, error) {
	titolo := g.testi.T("rapporto.titolo")
	quando := inItalia(r.Eseguita)
	f := g.foglio(titolo, "", r.Verifica.Prova, false, quando)
	f.Titolo(titolo, g.testi.T("verifica.stato."+string(r.Verifica.Stato)))
	f.Segue(g.testi.T("rapporto.segue", "nome", r.Nome))
	f.Scheda([]pagina.Voce{
		{Etichetta: g.testi.T("rapporto.file"), Valore: r.Nome, Stile: pagina.Forte()},
		{Etichetta: g.testi.T("rapporto.byte"), Valore: strconv.Itoa(r.Byte), Stile: pagina.Testo()},
		{Etichetta: g.testi.T("rapporto.sha256"), Valore: r.SHA256, Stile: pagina.Codice()},
		{Etichetta: g.testi.T("rapporto.eseguita"), Valore: quando.Format("02/01/2006 15:04:05 -07:00"), Stile: pagina.Testo()},
		{Etichetta: g.testi.T("rapporto.esito"), Valore: g.testi.T("verifica.spiegazione." + string(r.Verifica.Stato)), Stile: pagina.Testo()},
	})
	f.Spazio(6)
	for i, firma := range r.Verifica.Firme {
		g.firmaVerificata(f, i+1, firma)
	}
	g.contenutoFascicolo(f, r)
	f.Chiusura([]string{g.testi.T("rapporto.con"), g.opz.Produttore}, nil, g.testi.T("rapporto.nota"))
	return g.finisci(ctx, f, titolo, Emissione{Prova: r.Verifica.Prova, Azienda: esenpat.Azienda{Denominazione: g.opz.Produttore}}, quando)
}

func (g *Generatore) firmaVerificata(f *pagina.Foglio, n int, v esenpat.FirmaVerificata) {
	f.Sezione(g.testi.T("rapporto.firma", "n", strconv.Itoa(n), "stato", g.testi.T("verifica.stato."+string(v.Stato))))
	quando := ""
	if !v.Data.IsZero() {
		quando = inItalia(v.Data).Format(time.RFC3339)
	}
	voce := func(chiave, valore string) pagina.Voce {
		return pagina.Voce{Etichetta: g.testi.T(chiave), Valore: valore, Stile: pagina.Testo()}
	}
	f.Elenco(g.segnaVuote(false, []pagina.Voce{
		voce("verifica.firmatario", v.Firmatario), voce("verifica.codice_fiscale", v.CodiceFiscale),
		voce("verifica.emittente", v.Emittente), voce("verifica.data", quando), voce("verifica.livello", v.Livello),
	}))
	f.Spazio(2)
	righe := make([][]string, len(v.Controlli))
	for i, c := range v.Controlli {
		righe[i] = []string{g.testi.T("verifica.esito." + string(c.Esito)), trattino("\n", g.testi.T(c.Testo), c.Valore)}
	}
	g.dueColonne(f, "rapporto.controllo", righe, nil)
	f.Spazio(5)
}

func (g *Generatore) contenutoFascicolo(f *pagina.Foglio, r esenpat.RapportoVerifica) {
	if len(r.Fascicolo) == 0 {
		return
	}
	f.Sezione(g.testi.T("verifica.fascicolo"))
	righe := make([][]string, len(r.Fascicolo))
	esiti := make([]string, len(r.Fascicolo))
	for i, v := range r.Fascicolo {
		righe[i] = []string{g.testi.T("verifica.pagine." + string(v.Esito)), v.Valore}
		esiti[i] = g.testi.T("fascicolo.voce." + v.Campo)
	}
	g.dueColonne(f, "rapporto.detto", righe, esiti)
}

// dueColonne draws outcome and sentence; prima, if any, is a column before.
func (g *Generatore) dueColonne(f *pagina.Foglio, titolo string, righe [][]string, prima []string) {
	piccolo := pagina.Testo()
	piccolo.Corpo = 9.5
	colonne := []pagina.Colonna{
		{Titolo: g.testi.T("rapporto.esito"), Largo: 32, Stile: piccolo},
		{Titolo: g.testi.T(titolo), Stile: piccolo},
	}
	if prima != nil {
		colonne = append([]pagina.Colonna{{Titolo: g.testi.T("rapporto.voce"), Largo: 42, Stile: piccolo}}, colonne...)
		for i := range righe {
			righe[i] = append([]string{prima[i]}, righe[i]...)
		}
	}
	f.Tabella(colonne, righe)
}
