package documento

import (
	"context"

	"github.com/esenpat/esenpat-desktop/app/catalogo"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/documento/pagina"
)

// FoglioCodici returns a search result or the card of a code as PDF/A-3b. It
// carries no data of anybody. Errors as [Generatore.Attestato].
func (g *Generatore) FoglioCodici(ctx context.Context, c catalogo.Foglio) ([]byte, error) {
	quando := inItalia(c.Quando)
	f := g.foglio(c.Titolo, "", false, false, quando)
	f.Titolo(c.Titolo, c.Sotto)
	f.Segue(c.Titolo)
	f.Spazio(4)
	piccolo := pagina.Testo()
	piccolo.Corpo = 9.5
	if len(c.Colonne) == 4 {
		f.Tabella([]pagina.Colonna{
			{Titolo: c.Colonne[0], Largo: 27, Stile: piccolo},
			{Titolo: c.Colonne[1], Largo: 30, Stile: pagina.Codice()},
			{Titolo: c.Colonne[2], Stile: piccolo},
			{Titolo: c.Colonne[3], Largo: 22, Stile: piccolo},
		}, c.Righe)
	}
	for _, b := range c.Blocchi {
		g.bloccoCodici(f, b)
	}
	f.Chiusura([]string{g.testi.T("codici.foglio.stampato", "quando", quando.Format("02/01/2006 15:04")), g.opz.Produttore}, nil, c.Nota)
	return g.finisci(ctx, f, c.Titolo, Emissione{Azienda: esenpat.Azienda{Denominazione: g.opz.Produttore}}, quando)
}

func (g *Generatore) bloccoCodici(f *pagina.Foglio, b catalogo.BloccoFoglio) {
	if b.Titolo != "" {
		f.Sezione(b.Titolo)
	}
	voci := make([]pagina.Voce, len(b.Righe))
	for i, r := range b.Righe {
		voci[i] = pagina.Voce{Etichetta: r[0], Valore: r[1], Stile: pagina.Testo()}
	}
	if len(voci) > 0 {
		f.Elenco(voci)
	}
	for _, t := range b.Testi {
		if t != "" {
			f.Paragrafo(t, pagina.Testo())
			f.Spazio(1)
		}
	}
	f.Spazio(4)
}
