package rilascio

import (
	"strings"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// esame is what the typed end date means.
type esame struct {
	data         esenpat.Data // zero: the service sets it by its rules
	predefinita  bool         // sent as "use the default duration"
	errore       string       // key of the sentence under the field, empty if fine
	oltreDefault bool
}

// esamina reads the date by the rules of the manual (M107-M114) and their
// readings C15 and C16: untouched or cleared means the default of the service,
// for a fixed duration never "unlimited".
func (p *Presenter) esamina() esame {
	v := p.m.proposta
	testo := strings.TrimSpace(p.m.data)
	if testo == "" || (!p.m.toccata || testo == v.DataFine.Italiana()) {
		return esame{predefinita: true}
	}
	d, err := esenpat.ParseDataItaliana(testo)
	if err != nil {
		return esame{errore: "rilascio.data.non-valida"}
	}
	if chiave := fuoriLimiti(d, esenpat.DataDi(p.par.Adesso()), v); chiave != "" {
		return esame{errore: chiave}
	}
	return esame{data: d, oltreDefault: !v.DataFine.Vuota() && v.DataFine.Prima(d)}
}

// fuoriLimiti returns the key of the sentence for a day that is not allowed.
func fuoriLimiti(d, oggi esenpat.Data, v esenpat.PropostaEsenzione) string {
	switch {
	case d.Prima(oggi):
		return "rilascio.data.passata"
	case !v.DataInizio.Vuota() && d.Prima(v.DataInizio):
		return "rilascio.data.prima-di-inizio"
	case !v.DataMinima.Vuota() && d.Prima(v.DataMinima):
		return "rilascio.data.minima"
	case !v.DataMassima.Vuota() && v.DataMassima.Prima(d):
		return "rilascio.data.massima"
	}
	return ""
}

// fine is the end date that will result, zero when unlimited or not known here.
func (p *Presenter) fine(e esame) esenpat.Data {
	if e.predefinita {
		return p.m.proposta.DataFine
	}
	return e.data
}

func (p *Presenter) aiutoData() string {
	v, t := p.m.proposta, p.par.Testi
	vuota := strings.TrimSpace(p.m.data) == ""
	switch {
	case v.Durata.Illimitata():
		return t.T("rilascio.data.illimitata")
	case v.DataFine.Vuota():
		return t.T("rilascio.data.la-propone-il-servizio")
	case vuota:
		return t.T("rilascio.data.tolta", "data", v.DataFine.Italiana())
	}
	return t.T("rilascio.data.predefinita", "data", v.DataFine.Italiana())
}

// aura is the sentence about an exemption already active in AURA: its expiry is
// updated, no second one is made (manual p. 29, reading C12).
func (p *Presenter) aura(e esame) string {
	a, t := p.m.proposta.AttivaAURA, p.par.Testi
	if a.Codice == "" || p.m.modalita != esenpat.Rilascio || e.errore != "" {
		return ""
	}
	data := func(d esenpat.Data, vuota string) string {
		if d.Vuota() {
			return t.T(vuota)
		}
		return d.Italiana()
	}
	nuova := "rilascio.senza-scadenza"
	if !p.m.proposta.Durata.Illimitata() {
		nuova = "rilascio.data-del-servizio"
	}
	return t.T("rilascio.aura", "codice", a.Codice,
		"vecchia", data(a.DataScadenza, "rilascio.senza-scadenza"), "nuova", data(p.fine(e), nuova))
}
