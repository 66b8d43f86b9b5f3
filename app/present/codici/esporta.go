package codici

import (
	"context"

	"github.com/esenpat/esenpat-desktop/app/catalogo"
	"github.com/esenpat/esenpat-desktop/app/codifica"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/avviso"
)

// Formato is a kind of file.
type Formato string

// Formats of an export.
const (
	CSV  Formato = "csv" // safe for spreadsheets
	JSON Formato = "json"
	PDF  Formato = "pdf"
)

// massimoStampa is how many lines of a result go on paper: twenty thousand
// diagnoses would be six hundred pages. CSV and JSON carry them all.
const massimoStampa = 1000

// Esporta writes the whole result, not only the lines shown.
func (p *Presenter) Esporta(f Formato) {
	prepara := p.preparaRisultato(f)
	p.consegna(func(ctx context.Context) error {
		b, err := prepara(ctx)
		if err == nil {
			_, err = p.p.Documenti.Salva(ctx, "codici."+string(f), b)
		}
		return err
	}, "codici.vista.esportato")
}

// Stampa prints the result.
func (p *Presenter) Stampa() {
	prepara := p.preparaRisultato(PDF)
	p.consegna(func(ctx context.Context) error {
		b, err := prepara(ctx)
		if err == nil {
			err = p.p.Documenti.Stampa(ctx, "codici.pdf", b)
		}
		return err
	}, "codici.vista.stampato")
}

// EsportaScheda writes what the panel shows.
func (p *Presenter) EsportaScheda(f Formato) {
	if !p.state.Scheda.Attivo {
		return
	}
	nome, prepara := p.nomeScheda()+"."+string(f), p.preparaScheda(f)
	p.consegna(func(ctx context.Context) error {
		b, err := prepara(ctx)
		if err == nil {
			_, err = p.p.Documenti.Salva(ctx, nome, b)
		}
		return err
	}, "codici.vista.esportato")
}

// StampaScheda prints what the panel shows.
func (p *Presenter) StampaScheda() {
	if !p.state.Scheda.Attivo {
		return
	}
	nome, prepara := p.nomeScheda()+".pdf", p.preparaScheda(PDF)
	p.consegna(func(ctx context.Context) error {
		b, err := prepara(ctx)
		if err == nil {
			err = p.p.Documenti.Stampa(ctx, nome, b)
		}
		return err
	}, "codici.vista.stampato")
}

// consegna runs fai off the UI thread and says how it went.
func (p *Presenter) consegna(fai func(context.Context) error, fatto string) {
	p.state.InCorso, p.state.Messaggio, p.state.Avviso = true, "", avviso.Avviso{}
	p.disegna()
	p.salva.Start(p.ctx, func(ctx context.Context) (struct{}, error) { return struct{}{}, fai(ctx) }, func(_ struct{}, err error) {
		p.state.InCorso = false
		p.state.Avviso = avviso.Di(p.p.Testi, err)
		if err == nil {
			p.state.Messaggio = p.t(fatto)
		}
		p.disegna()
	})
}

func (p *Presenter) nomeScheda() string {
	if x, ok := p.scelto(); ok && (p.state.Pannello == Scheda || p.state.Pannello == Confronto || p.state.Pannello == Traduzione) {
		return "codice-" + x.Codice + "-" + string(x.Codifica)
	}
	return "codici-" + string(p.state.Pannello)
}

// preparaRisultato copies what is needed and returns the work, which runs off
// the UI thread.
func (p *Presenter) preparaRisultato(f Formato) func(context.Context) ([]byte, error) {
	q := filtro(p.state.Filtri)
	foglio := p.foglio(p.t("codici.foglio.risultato"))
	foglio.Sotto = p.state.Riassunto
	if p.state.Filtri.Testo != "" {
		foglio.Sotto = p.t("codici.foglio.cercato", "testo", p.state.Filtri.Testo) + " " + p.state.Riassunto
	}
	if f == PDF {
		q.Limite = massimoStampa
	}
	return func(ctx context.Context) ([]byte, error) {
		r := p.p.Codici.RispondiCerca(q)
		switch f {
		case CSV:
			return catalogo.CSV(r)
		case JSON:
			return catalogo.JSON(r)
		case PDF:
		}
		return p.p.Fogli.FoglioCodici(ctx, p.conTabella(foglio, r))
	}
}

func (p *Presenter) conTabella(f catalogo.Foglio, r catalogo.RispostaCerca) catalogo.Foglio {
	for _, k := range []string{"codifica", "codice", "descrizione", "trovato"} {
		f.Colonne = append(f.Colonne, p.t("codici.vista.col-"+k))
	}
	for _, x := range r.Risultati {
		f.Righe = append(f.Righe, []string{p.breve(x.Codifica), x.Codice, p.descrizione(x), p.campo(x.Campo)})
	}
	if r.Totale > len(r.Risultati) {
		f.Nota = p.t("codici.foglio.primi", "numero", numero(len(r.Risultati)), "totale", numero(r.Totale)) + " " + f.Nota
	}
	return f
}

func (p *Presenter) preparaScheda(f Formato) func(context.Context) ([]byte, error) {
	foglio := p.foglio(p.state.Titolo)
	if p.state.FalsoAmico != "" {
		foglio.Blocchi = append(foglio.Blocchi, catalogo.BloccoFoglio{Testi: []string{p.state.FalsoAmico}})
	}
	for _, b := range p.state.Blocchi {
		x := catalogo.BloccoFoglio{Titolo: b.Titolo, Testi: b.Testi}
		for _, r := range b.Righe {
			x.Righe = append(x.Righe, [2]string{r.Etichetta, r.Valore})
		}
		foglio.Blocchi = append(foglio.Blocchi, x)
	}
	testata := [3]string{p.t("codici.foglio.col-sezione"), p.t("codici.foglio.col-voce"), p.t("codici.foglio.col-testo")}
	x, ok := p.scelto()
	cod, al, pannello := x.Codifica, p.state.Filtri.Al, p.state.Pannello
	if pannello == Confronto {
		cod = ""
	}
	return func(ctx context.Context) ([]byte, error) {
		switch {
		case f == CSV:
			return catalogo.CSVFoglio(foglio, testata)
		case f == JSON && ok && (pannello == Scheda || pannello == Confronto):
			if r, err := p.p.Codici.Spiega(x.Codice, cod, al); err == nil { // a pattern row has no card of its own
				return catalogo.JSON(r)
			}
			return catalogo.JSON(foglio)
		case f == JSON:
			return catalogo.JSON(foglio)
		}
		return p.p.Fogli.FoglioCodici(ctx, foglio)
	}
}

func (p *Presenter) foglio(titolo string) catalogo.Foglio {
	return catalogo.Foglio{Titolo: titolo, Nota: p.t("codici.foglio.nota"), Quando: p.p.Adesso()}
}

// filtro turns the form into a question.
func filtro(f Filtri) catalogo.Filtro {
	q := catalogo.Filtro{Testo: f.Testo, Ruolo: codifica.Ruolo(f.Ruolo), Servizio: codifica.Servizio(f.Servizio), InVigore: f.Al}
	if f.Codifica != "" {
		q.Codifiche = []esenpat.Codifica{esenpat.Codifica(f.Codifica)}
	}
	return q
}
