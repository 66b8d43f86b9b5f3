package codici

import (
	"context"
	"strings"

	"github.com/esenpat/esenpat-desktop/app/catalogo"
	"github.com/esenpat/esenpat-desktop/app/present/avviso"
	"github.com/esenpat/esenpat-desktop/app/present/parti"
)

// CopiaCodice puts the chosen code on the clipboard.
func (p *Presenter) CopiaCodice() {
	if x, ok := p.scelto(); ok {
		p.copia(x.Codice)
	}
}

// CopiaDescrizione puts code, coding and description on the clipboard: a code
// means nothing without its coding.
func (p *Presenter) CopiaDescrizione() {
	if x, ok := p.scelto(); ok {
		p.copia(p.t("codici.vista.copia-forma", "codice", x.Codice, "codifica", p.breve(x.Codifica), "descrizione", x.Descrizione))
	}
}

func (p *Presenter) copia(s string) {
	p.p.Appunti.Copia(s)
	p.state.Messaggio = p.t("codici.vista.copiato", "testo", s)
	p.disegna()
}

// ImportaDiagnosi lets the user choose an ICD-9-CM list; see scegliFile.
func (p *Presenter) ImportaDiagnosi() { p.scegliFile(catalogo.ImportDiagnosi) }

// ImportaEsenzioni lets the user choose a list of exemptions; see scegliFile.
func (p *Presenter) ImportaEsenzioni() { p.scegliFile(catalogo.ImportEsenzioni) }

// scegliFile lets the user choose an official list, reads it, and shows what it
// would change. Nothing changes until Applica.
func (p *Presenter) scegliFile(tipo catalogo.TipoImport) {
	if p.p.Importatore == nil || p.applica.Busy() {
		return
	}
	p.Mostra(Importa)
	p.state.InCorso = true
	p.disegna()
	p.leggi.Start(p.ctx, func(ctx context.Context) (letto, error) {
		imp, diff, err := p.p.Importatore.Leggi(ctx, tipo)
		return letto{imp, diff}, err
	}, func(l letto, err error) {
		p.state.InCorso = false
		p.attesa = l.imp
		p.state.Avviso = avviso.Di(p.p.Testi, err)
		if err == nil && l.imp != nil {
			p.differenze(l)
		}
		p.disegna()
	})
}

// differenze shows an import that waits to be applied.
func (p *Presenter) differenze(l letto) {
	p.state.Conferma = true
	p.state.Titolo = p.t("codici.vista.importa-titolo", "file", l.imp.Nome, "versione", l.imp.Versione)
	p.state.Blocchi = []Blocco{
		{Testi: []string{p.t("codici.vista.importa-riassunto", "aggiunti", numero(len(l.diff.Aggiunti)), "modificati", numero(len(l.diff.Modificati)),
			"rimossi", numero(len(l.diff.Rimossi)), "invariati", numero(l.diff.Invariati))}},
	}
	for _, x := range []struct {
		chiave string
		codici []string
	}{{"aggiunti", l.diff.Aggiunti}, {"modificati", l.diff.Modificati}, {"rimossi", l.diff.Rimossi}} {
		if len(x.codici) > 0 {
			p.state.Blocchi = append(p.state.Blocchi, Blocco{Titolo: p.t("codici.vista." + x.chiave), Testi: []string{inBreve(x.codici)}})
		}
	}
	p.modifiche(l.diff.Modifiche)
	for _, d := range l.imp.Doppi {
		testo := p.t("codici.vista.doppio", "codice", d.Codice, "prima", numero(d.Righe[0]), "seconda", numero(d.Righe[1]))
		p.state.Blocchi = append(p.state.Blocchi, Blocco{Attesa: true, Testi: []string{testo}})
	}
}

// modifiche shows the changed codes, each with its text in use and the new one.
func (p *Presenter) modifiche(v []catalogo.Modifica) {
	const massimo = 40
	if len(v) == 0 {
		return
	}
	b := Blocco{Titolo: p.t("codici.vista.modifiche")}
	for _, m := range v[:min(len(v), massimo)] {
		b.Righe = append(b.Righe,
			parti.Riga{Etichetta: p.t("codici.vista.modifica-prima", "codice", m.Codice), Valore: m.Prima},
			parti.Riga{Etichetta: p.t("codici.vista.modifica-dopo", "codice", m.Codice), Valore: m.Dopo})
	}
	if len(v) > massimo {
		b.Testi = []string{p.t("codici.vista.modifiche-altre", "numero", numero(massimo), "totale", numero(len(v)))}
	}
	p.state.Blocchi = append(p.state.Blocchi, b)
}

// inBreve lists the first codes and how many more there are.
func inBreve(v []string) string {
	const massimo = 60
	if len(v) <= massimo {
		return strings.Join(v, ", ")
	}
	return strings.Join(v[:massimo], ", ") + " … (+" + numero(len(v)-massimo) + ")"
}

// Applica makes the import that waits the one in use.
func (p *Presenter) Applica() {
	imp := p.attesa
	if imp == nil {
		return
	}
	parte := p.applica.Start(p.ctx, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, p.p.Importatore.Applica(ctx, imp)
	}, func(_ struct{}, err error) {
		p.state.InCorso = false
		p.state.Avviso = avviso.Di(p.p.Testi, err)
		if err == nil {
			p.attesa = nil
			p.cerca()
			p.state.Messaggio = p.t("codici.vista.importato", "file", imp.Nome)
		}
		p.disegna()
	})
	if parte {
		p.state.InCorso, p.state.Conferma = true, false
		p.disegna()
	}
}

// Rinuncia drops the import that waits.
func (p *Presenter) Rinuncia() {
	p.attesa = nil
	p.Mostra(Importa)
}
