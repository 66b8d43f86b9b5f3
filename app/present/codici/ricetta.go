package codici

import (
	"slices"
	"strings"

	"github.com/esenpat/esenpat-desktop/app/catalogo"
	"github.com/esenpat/esenpat-desktop/app/codifica"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/parti"
)

// regolaRicetta is the rule of the decree that forbids mixed prescriptions.
const regolaRicetta = "DM329-04"

// AggiungiPrestazione puts a service on the prescription that is being checked.
// Whether it is exempt says who writes: the texts list no services.
func (p *Presenter) AggiungiPrestazione(nome string, esente bool) {
	if nome = strings.TrimSpace(nome); nome == "" {
		return
	}
	p.ricetta = append(p.ricetta, codifica.PrestazioneRicetta{Codice: nome, Esente: esente})
	p.Mostra(Regole)
}

// SvuotaRicetta starts the check again.
func (p *Presenter) SvuotaRicetta() {
	p.ricetta = nil
	p.Mostra(Regole)
}

// mostraRicetta shows how the services are to be prescribed.
func (p *Presenter) mostraRicetta() {
	if len(p.ricetta) == 0 {
		return
	}
	esenti, altre := codifica.DividiRicetta(p.ricetta)
	verdetto := Blocco{Titolo: p.t("codici.vista.ricetta-unica")}
	if len(esenti) > 0 && len(altre) > 0 {
		verdetto = Blocco{Titolo: p.t("codici.vista.ricetta-mista"), Attesa: true}
		if i := slices.IndexFunc(p.p.Regole, func(r catalogo.Regola329) bool { return r.ID == regolaRicetta }); i >= 0 {
			r := p.p.Regole[i]
			verdetto.Testi = []string{p.t("codici.vista.regola", "articolo", catalogo.Luogo(r.Articolo), "tema", r.Tema) + ". " + r.Testo}
		}
	}
	codice := p.t("codici.vista.ricetta-codice-ignoto")
	if x, ok := p.scelto(); ok {
		codice = p.t("codici.vista.titolo", "codice", x.Codice, "codifica", p.breve(x.Codifica))
	}
	for _, r := range []struct {
		chiave string
		voci   []codifica.PrestazioneRicetta
	}{{"codici.vista.ricetta-esenti", esenti}, {"codici.vista.ricetta-altre", altre}} {
		if len(r.voci) > 0 {
			nomi := make([]string, len(r.voci))
			for i, v := range r.voci {
				nomi[i] = v.Codice
			}
			verdetto.Righe = append(verdetto.Righe, riga2(p.t(r.chiave, "codice", codice), strings.Join(nomi, "\n")))
		}
	}
	p.state.Blocchi = append(p.state.Blocchi, verdetto)
}

func riga2(etichetta, valore string) parti.Riga {
	return parti.Riga{Etichetta: etichetta, Valore: valore}
}

// Proroga shows the two historical terms of the decree, art. 7: the one that
// runs from its entry into force, and the one from a communication of the ASL.
func (p *Presenter) Proroga(comunicazione esenpat.Data) {
	p.comunicazione = comunicazione
	p.Mostra(Regole)
}

func (p *Presenter) termini() {
	entrata := codifica.EntrataInVigore329()
	b := Blocco{Titolo: p.t("codici.vista.termini"), Righe: []parti.Riga{
		riga2(p.t("codici.vista.termine-verifica", "dal", entrata.Italiana()), codifica.TermineVerifica(entrata).Italiana()),
	}}
	if c := p.comunicazione; !c.Vuota() {
		b.Righe = append(b.Righe, riga2(p.t("codici.vista.termine-proroga", "dal", c.Italiana()), codifica.TermineProroga(c).Italiana()))
	}
	p.state.Blocchi = append(p.state.Blocchi, b)
}
