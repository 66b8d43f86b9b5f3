package nuovocertificato

import "github.com/esenpat/esenpat-desktop/app/esenpat"

// CampoNo is the box that confirms a «No» where the exemption points to a
// protected category.
const CampoNo = "leggi_no"

// ConfermaNo is the «No» to special laws asked once more in the summary.
type ConfermaNo struct {
	Visibile bool
	Testo    string
	Letto    bool
}

// chiediNo reports whether the «No» must be confirmed: the chosen exemption
// points to a category that the law protects (020, 014).
func (p *Presenter) chiediNo() bool {
	return p.m.creato.ID == "" && p.categoria() != "" && p.m.bozza.Dati.LeggiSpeciali == esenpat.No
}

func (p *Presenter) confermaNo() ConfermaNo {
	if !p.chiediNo() {
		return ConfermaNo{}
	}
	return ConfermaNo{Visibile: true, Letto: p.m.noLetto, Testo: p.par.Testi.T("nuovocertificato.leggi.no-confermato", "categoria", p.categoria())}
}

// SetNoLetto confirms the «No», or takes the confirmation back.
func (p *Presenter) SetNoLetto(si bool) {
	if p.m.passo == PassoRiepilogo && !p.bloccato() {
		p.m.noLetto = si
		p.disegna()
	}
}
