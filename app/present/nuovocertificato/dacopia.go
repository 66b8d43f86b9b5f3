package nuovocertificato

import (
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// assistitoDi is the patient of a record as a draft takes it: from a copy it is
// still to be checked in AURA.
func assistitoDi(s esenpat.SchedaAssistito) esenpat.Assistito {
	a := s.Assistito
	a.DaVerificare = !s.Letta.IsZero()
	return a
}

// daVerificare marks the patient of a draft as known only from a document.
func (p *Presenter) daVerificare() {
	p.m.bozza.Assistito.DaVerificare = true
	p.cambiata()
	p.salvaOra()
}

// daCopia reports whether the rows come from this workstation.
func daCopia(righe []esenpat.AssistitoSintesi) bool {
	return len(righe) > 0 && !righe[0].Letto.IsZero()
}

// letta says from when a copy is; "" for what the service answered.
func (p *Presenter) letta(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	t = t.In(p.par.Adesso().Location())
	return p.par.Testi.T("nuovocertificato.assistito.letta", "data", t.Format("02/01/2006"), "ora", t.Format("15:04"))
}

// ReteTornata checks in AURA the patient of a draft that was begun without it;
// what differs is asked, field by field.
func (p *Presenter) ReteTornata() {
	a := p.m.bozza.Assistito
	if !p.aperto || !a.DaVerificare || p.m.passo == PassoAssistito || p.m.conflitto != nil || p.m.creato.ID != "" || p.inAttesa() || p.inCreazione() || p.m.incerto {
		return
	}
	p.aggiornaAssistito(a)
}
