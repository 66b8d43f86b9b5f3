package pratica

import (
	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/elenco"
	"github.com/esenpat/esenpat-desktop/app/present/parti"
)

// State returns what the view draws now.
func (p *Presenter) State() State {
	t, m := p.par.Testi, p.m
	s := State{
		Fase: m.fase, Rinvio: m.tipo == esenpat.AttoRinvio, Titolo: t.T(p.chiave("titolo")), Note: m.note, MassimoNote: p.massimo(),
		Avviso: m.avviso, Attesa: p.attesa(), Conferma: p.conferma(), Verifica: m.fase == FaseIncerta && !p.m.accertando,
		Chiudibile: !p.atto.Busy(), Scelto: m.scelto,
	}
	kv := []string{"numero", m.pratica.Numero, "asl", m.pratica.AslCompetente.Denominazione}
	switch m.fase {
	case FaseDomanda:
		s.Testo = t.T(p.chiave("domanda"), kv...)
		s.Nuovo = s.Rinvio && len(m.certificati) == 0
		if s.Nuovo {
			s.Testo, s.Conferma = t.T("pratica.rimanda.nessuno", kv...), parti.Bottone{}
		}
	case FaseFatta:
		s.Testo = t.T(p.chiave("fatta"), kv...)
	case FaseIncerta:
		s.Testo = t.T("pratica.incerta")
	case FaseChiusa, FaseCarica, FaseFerma:
	}
	if s.Rinvio {
		s.Chiede = elenco.Comunicazione(t, m.pratica.Comunicazione, p.par.Fuso)
		for _, c := range m.certificati {
			chiave := "pratica.certificato"
			if c.LeggiSpeciali { // no list shows it unasked
				chiave = "pratica.certificato.protetto"
			}
			s.Certificati = append(s.Certificati, parti.Opzione{Codice: c.ID, Testo: t.T(chiave, "numero", c.Numero, "data", c.Date.EmessoIl.In(p.par.Fuso).Format("02/01/2006"), "diagnosi", c.Diagnosi.CodiceVisibile())})
		}
	}
	return s
}

func (p *Presenter) chiave(che string) string {
	if p.m.tipo == esenpat.AttoRinvio {
		return "pratica.rimanda." + che
	}
	return "pratica.annulla." + che
}

func (p *Presenter) attesa() string {
	t := p.par.Testi
	switch {
	case p.atto.Busy():
		return t.T(p.chiave("attesa"))
	case p.m.accertando:
		return t.T("pratica.attesa.verifica")
	case p.m.leggendo:
		return t.T("pratica.attesa.lettura")
	}
	return ""
}
