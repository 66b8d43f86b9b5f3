package nuovocertificato

import (
	"cmp"
	"slices"
	"strings"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/parti"
)

// limiteCombo is how many entries a suggestion list holds.
const limiteCombo = 200

// separa joins exemption and diagnosis in an option's code: the same ICD code
// may go with several exemptions.
const separa = "|"

// CercaEsenzioni returns the entries of combo «Esenzione» for what was typed,
// narrowed by the chosen diagnosis.
func (p *Presenter) CercaEsenzioni(testo string) []parti.Opzione {
	d := p.m.bozza.Dati
	trovate := p.par.Porte.Catalogo.CercaEsenzioni(esenpat.RicercaVoce{
		Tipologia: d.Tipologia, Testo: testo, CodiceDiagnosi: p.filtroDiagnosi(), Al: p.oggi(), Limite: limiteCombo,
	})
	opzioni := make([]parti.Opzione, 0, len(trovate))
	for _, t := range trovate {
		if !dellInvalidita(t.Voce, d.TipologiaInvalidita) {
			continue
		}
		opzioni = append(opzioni, parti.Opzione{Codice: t.Voce.Codice, Visibile: t.Voce.Codice, Testo: t.Voce.Descrizione, Dettaglio: unisci(p.perche(t.Campo), p.falsoAmicoBreve(t))})
	}
	return opzioni
}

// falsoAmicoBreve fits the line of the list; what the code means elsewhere
// stands under the field once it is chosen.
func (p *Presenter) falsoAmicoBreve(t esenpat.EsenzioneTrovata) string {
	if len(t.Altrove) == 0 {
		return ""
	}
	return p.par.Testi.T("nuovocertificato.dati.falso-amico-breve")
}

// falsoAmico warns that the code of a hit means other things elsewhere.
func (p *Presenter) falsoAmico(t esenpat.EsenzioneTrovata) string {
	if len(t.Altrove) == 0 {
		return ""
	}
	sensi := make([]string, len(t.Altrove))
	for i, s := range t.Altrove {
		sensi[i] = p.par.Testi.T("nuovocertificato.dati.altrove", "codifica", p.par.Testi.T("codici.codifica."+string(s.Codifica)), "senso", s.Testo)
	}
	return p.par.Testi.T("nuovocertificato.dati.falso-amico", "codice", t.Voce.Codice, "sensi", strings.Join(sensi, "; "))
}

// notaEsenzione is what stands under the chosen exemption: its act, the warning
// of its source and what its code means elsewhere.
func (p *Presenter) notaEsenzione(v esenpat.VoceEsenzione) string {
	falso, nota := "", v.Nota
	for _, t := range p.par.Porte.Catalogo.CercaEsenzioni(esenpat.RicercaVoce{Testo: v.Codice, Al: p.oggi(), Limite: 1}) {
		if v.Codice != "" && t.Voce.Codice == v.Codice {
			falso, nota = p.falsoAmico(t), cmp.Or(nota, t.Voce.Nota)
		}
	}
	return unisci(v.RiferimentoNormativo, nota, falso)
}

// unisci joins the parts that are there.
func unisci(parti ...string) string {
	return strings.Join(slices.DeleteFunc(parti, func(s string) bool { return s == "" }), " · ")
}

// dellInvalidita reports whether an exemption is of the chosen kind of
// invalidity, which is the type that AURA files it under; every one is while
// no kind is chosen (spec 1, 1.3).
func dellInvalidita(v esenpat.VoceEsenzione, t esenpat.TipologiaInvalidita) bool {
	return v.Tipologia != esenpat.Invalidita || t == "" || v.TipologiaAura == "" || v.TipologiaAura == string(t)
}

// filtroDiagnosi is the diagnosis that narrows the exemptions. Once an
// exemption is chosen the list shows its alternatives under the same diagnosis.
func (p *Presenter) filtroDiagnosi() string { return p.m.bozza.Dati.Diagnosi.Codice }

// CercaDiagnosi returns the entries of combo «Diagnosi» for what was typed,
// narrowed by the chosen exemption.
func (p *Presenter) CercaDiagnosi(testo string) []parti.Opzione {
	trovate := p.diagnosi(testo)
	esenzione := p.m.bozza.Dati.Esenzione.Codice
	opzioni := make([]parti.Opzione, 0, len(trovate))
	for _, t := range trovate {
		visibile, descrizione := p.diagnosiVisibile(t.Voce)
		o := parti.Opzione{Codice: t.Voce.CodiceEsenzione + separa + t.Voce.Codice, Visibile: visibile, Testo: descrizione, Dettaglio: p.perche(t.Campo)}
		if esenzione == "" && t.Voce.CodiceEsenzione != "" {
			o.Dettaglio = p.par.Testi.T("nuovocertificato.dati.per-esenzione", "codice", t.Voce.CodiceEsenzione)
		}
		opzioni = append(opzioni, o)
	}
	return opzioni
}

func (p *Presenter) diagnosi(testo string) []esenpat.DiagnosiTrovata {
	d := p.m.bozza.Dati
	return p.par.Porte.Catalogo.CercaDiagnosi(esenpat.RicercaVoce{
		Tipologia: d.Tipologia, Testo: testo, CodiceEsenzione: d.Esenzione.Codice, Al: p.oggi(), Limite: limiteCombo,
	})
}

func (p *Presenter) perche(campo string) string {
	switch campo {
	case "", "codice", "descrizione":
		return "" // the match is on the line itself
	}
	return p.par.Testi.T("nuovocertificato.dati.trovato", "campo", p.par.Testi.T("codici.campo."+campo))
}

// ScegliEsenzione takes an entry of combo «Esenzione». A diagnosis that does
// not go with it is dropped; the placeholder is chosen when it is the only one.
func (p *Presenter) ScegliEsenzione(codice string) {
	voce, ok := p.esenzione(codice)
	if !ok {
		return
	}
	p.modifica(func(d *esenpat.DatiCertificato) {
		d.Esenzione, d.VersioneCatalogo = voce, p.par.Porte.Catalogo.Versione()
		if voce.Tipologia == esenpat.Invalidita && voce.TipologiaAura != "" {
			d.TipologiaInvalidita = esenpat.TipologiaInvalidita(voce.TipologiaAura) // the code says which
		}
		ammesse := p.par.Porte.Catalogo.CercaDiagnosi(esenpat.RicercaVoce{
			Tipologia: d.Tipologia, CodiceEsenzione: voce.Codice, Al: p.oggi(),
		})
		if d.Diagnosi.Codice != "" {
			tiene := esenpat.VoceDiagnosi{}
			for _, t := range ammesse {
				if t.Voce.Codice == d.Diagnosi.Codice {
					tiene = t.Voce
				}
			}
			d.Diagnosi = tiene
		}
		if d.Diagnosi.Codice == "" && len(ammesse) == 1 && ammesse[0].Voce.Fittizia {
			d.Diagnosi = ammesse[0].Voce
		}
	})
}

// esenzione finds an entry by its code among those that the combo offers.
func (p *Presenter) esenzione(codice string) (esenpat.VoceEsenzione, bool) {
	for _, diagnosi := range []string{p.filtroDiagnosi(), ""} {
		for _, t := range p.par.Porte.Catalogo.CercaEsenzioni(esenpat.RicercaVoce{
			Tipologia: p.m.bozza.Dati.Tipologia, Testo: codice, CodiceDiagnosi: diagnosi, Al: p.oggi(),
		}) {
			if t.Voce.Codice == codice {
				return t.Voce, true
			}
		}
	}
	return esenpat.VoceEsenzione{}, false
}

// ScegliDiagnosi takes an entry of combo «Diagnosi». Without an exemption, and
// when only one goes with this diagnosis, that one is chosen too (M62).
func (p *Presenter) ScegliDiagnosi(codice string) {
	esenzione, icd, _ := strings.Cut(codice, separa)
	var voce esenpat.VoceDiagnosi
	for _, t := range p.par.Porte.Catalogo.CercaDiagnosi(esenpat.RicercaVoce{
		Tipologia: p.m.bozza.Dati.Tipologia, CodiceEsenzione: esenzione, Al: p.oggi(),
	}) {
		if t.Voce.Codice == icd {
			voce = t.Voce
		}
	}
	if voce.Codice == "" {
		return
	}
	p.modifica(func(d *esenpat.DatiCertificato) {
		d.Diagnosi, d.VersioneCatalogo = voce, p.par.Porte.Catalogo.Versione()
		if d.Esenzione.Codice != "" {
			return
		}
		if sole := p.par.Porte.Catalogo.CercaEsenzioni(esenpat.RicercaVoce{
			Tipologia: d.Tipologia, CodiceDiagnosi: voce.Codice, Al: p.oggi(),
		}); len(sole) == 1 {
			d.Esenzione = sole[0].Voce
		}
	})
}

// TogliEsenzione is the × of combo «Esenzione»: the full list is back.
func (p *Presenter) TogliEsenzione() {
	p.modifica(func(d *esenpat.DatiCertificato) { d.Esenzione = esenpat.VoceEsenzione{} })
}

// TogliDiagnosi is the × of combo «Diagnosi».
func (p *Presenter) TogliDiagnosi() {
	p.modifica(func(d *esenpat.DatiCertificato) { d.Diagnosi = esenpat.VoceDiagnosi{} })
}

func testoEsenzione(v esenpat.VoceEsenzione) string {
	if v.Codice == "" {
		return ""
	}
	return v.Codice + "  " + v.Descrizione
}

// testoDiagnosi is code and description on one line.
func (p *Presenter) testoDiagnosi(v esenpat.VoceDiagnosi) string {
	codice, descrizione := p.diagnosiVisibile(v)
	if codice == "" {
		return descrizione
	}
	return codice + "  " + descrizione
}

// diagnosiVisibile shows a placeholder as «Nessuna diagnosi codificata (000)».
func (p *Presenter) diagnosiVisibile(v esenpat.VoceDiagnosi) (codice, descrizione string) {
	switch {
	case v.Codice == "":
		return "", ""
	case v.Fittizia:
		return "", p.par.Testi.T("nuovocertificato.dati.nessuna-diagnosi")
	}
	return v.Codice, v.Descrizione
}
