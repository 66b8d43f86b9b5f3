package nuovocertificato

import "github.com/esenpat/esenpat-desktop/app/esenpat"

// Impegnato reports whether something legal is under way or of unknown outcome:
// nothing else may be shown in its place.
func (p *Presenter) Impegnato() bool {
	return p.inCreazione() || p.m.incerto || p.par.Firma.InCorso() || p.par.Firma.Incerta() || p.par.Rilascio.InCorso() || p.par.Rilascio.Incerta()
}

// Intatto reports whether nothing was typed or chosen since the wizard began.
func (p *Presenter) Intatto() bool {
	r := p.m.ricerca
	return p.m.passo == PassoAssistito && !scelto(p.m.bozza.Assistito) && p.m.scheda == nil && !r.cercando && r.cf+r.cognome+r.nome+r.nascita == ""
}

// ApriAssistito shows the wizard and searches cf at once, as for a patient that
// was chosen elsewhere. What was being written is kept among the drafts; it
// does nothing while Impegnato.
func (p *Presenter) ApriAssistito(cf esenpat.CodiceFiscale) {
	if p.Impegnato() {
		return
	}
	p.salvaOra()
	p.par.Firma.Chiudi()
	p.par.Rilascio.Chiudi()
	p.azzera()
	p.mostra()
	p.SetCodiceFiscale(string(cf))
	p.Cerca()
}
