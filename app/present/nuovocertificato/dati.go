package nuovocertificato

import (
	"context"
	"encoding/json"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/avviso"
)

// maxPatologia is the limit of the contract, used when the session states none.
const maxPatologia = 4000

// maxTesto is the longest text that a draft keeps, in characters: what is over
// the limit of the contract stays, so that the doctor can choose what to leave
// out, but not a book that was pasted by mistake.
const maxTesto = 20_000

// Keys of what is remembered from one certificate to the next.
const (
	chiaveUnita  = "certificato.unita"
	chiaveRegime = "certificato.regime"
	// chiaveUnitaDati are the units themselves, for when the service cannot be asked.
	chiaveUnitaDati = "certificato.unita.dati"
)

// ScegliTipologia is a button of step 2. Another type empties exemption and
// diagnosis, which belong to the old one, and keeps everything else.
func (p *Presenter) ScegliTipologia(t esenpat.Tipologia) {
	if p.m.passo != PassoTipologia || !p.diritto(t) {
		return
	}
	d := &p.m.bozza.Dati
	if d.Tipologia != t {
		d.Tipologia, d.TipologiaInvalidita = t, ""
		d.Esenzione, d.Diagnosi = esenpat.VoceEsenzione{}, esenpat.VoceDiagnosi{}
	}
	p.vai(PassoDati)
}

func (p *Presenter) diritto(t esenpat.Tipologia) bool {
	s, _ := p.par.Porte.Sessioni.Corrente()
	switch t {
	case esenpat.MalattiaCronica:
		return s.Puo(esenpat.AzioneMalattiaCronica)
	case esenpat.MalattiaRara:
		return s.Puo(esenpat.AzioneMalattiaRara)
	case esenpat.Invalidita:
		return s.Puo(esenpat.AzioneInvalidita)
	case esenpat.Altra:
	}
	return false
}

// modifica changes the data of the draft unless it has been sent.
func (p *Presenter) modifica(f func(*esenpat.DatiCertificato)) {
	if p.bloccato() {
		return
	}
	p.torna()
	f(&p.m.bozza.Dati)
	p.m.noLetto = false // what the «No» was confirmed for may have changed
	p.cambiata()
	p.disegna()
}

// SetTipologiaInvalidita chooses the kind of invalidity; an exemption of
// another kind is dropped, as the two combos do with each other.
func (p *Presenter) SetTipologiaInvalidita(codice string) {
	p.modifica(func(d *esenpat.DatiCertificato) {
		d.TipologiaInvalidita = esenpat.TipologiaInvalidita(codice)
		if !dellInvalidita(d.Esenzione, d.TipologiaInvalidita) {
			d.Esenzione, d.Diagnosi = esenpat.VoceEsenzione{}, esenpat.VoceDiagnosi{}
		}
	})
}

// SetPatologia takes the illness text. Control characters that a paste may
// bring are refused, and the doctor is told; line ends of any kind are kept.
func (p *Presenter) SetPatologia(s string) {
	s, tagliata := entro(s, maxTesto)
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n").Replace(s)
	rifiutati := false
	s = strings.Map(func(r rune) rune {
		if r != '\n' && r != '\t' && (unicode.IsControl(r) || r&0xFFFE == 0xFFFE) {
			rifiutati = true
			return -1
		}
		return r
	}, s)
	uguale := s == p.m.bozza.Dati.Patologia
	// The field is set to the clean text and says so again: that is no new text.
	p.m.rifiutati = rifiutati || (uguale && p.m.rifiutati)
	p.m.tagliata = tagliata || (uguale && p.m.tagliata)
	switch {
	case !uguale:
		p.modifica(func(d *esenpat.DatiCertificato) { d.Patologia = s })
	case rifiutati, tagliata:
		p.disegna() // the field still holds them
	}
}

// entro returns the first n characters of s, and whether there were more.
func entro(s string, n int) (string, bool) {
	visti := 0
	for i := range s {
		if visti++; visti > n {
			return s[:i], true
		}
	}
	return s, false
}

// SetLeggiSpeciali answers «Soggetto a leggi speciali».
func (p *Presenter) SetLeggiSpeciali(s esenpat.Scelta) {
	p.modifica(func(d *esenpat.DatiCertificato) { d.LeggiSpeciali = s })
}

// SetOscuratoGenitore answers «Oscurato al genitore», for minors only.
func (p *Presenter) SetOscuratoGenitore(s esenpat.Scelta) {
	if p.minorenne() {
		p.modifica(func(d *esenpat.DatiCertificato) { d.OscuratoGenitore = s })
	}
}

// SetRegime chooses SSN or SSR.
func (p *Presenter) SetRegime(codice string) {
	r := esenpat.Regime(codice)
	if r == esenpat.RegimeSSN || r == esenpat.RegimeSSR {
		p.modifica(func(d *esenpat.DatiCertificato) { d.Regime = r })
	}
}

// SetUnita chooses the unità produttiva by its matricola.
func (p *Presenter) SetUnita(matricola string) {
	for _, u := range p.m.unita {
		if u.Matricola == matricola {
			p.modifica(func(d *esenpat.DatiCertificato) { d.UnitaProduttiva = u })
		}
	}
}

func (p *Presenter) minorenne() bool { return p.m.bozza.Assistito.Minorenne(p.oggi()) }

func (p *Presenter) massimoPatologia() int {
	s, _ := p.par.Porte.Sessioni.Corrente()
	if s.Parametri.MaxPatologia > 0 {
		return s.Parametri.MaxPatologia
	}
	return maxPatologia
}

// mancano lists, in reading order, what keeps «Conferma» off (M70).
func (p *Presenter) mancano() []Mancante {
	d := p.m.bozza.Dati
	testo := strings.TrimSpace(d.Patologia)
	var m []Mancante
	for _, v := range []struct {
		campo string
		manca bool
	}{
		{CampoInvalidita, d.Tipologia == esenpat.Invalidita && d.TipologiaInvalidita == ""},
		{CampoEsenzione, d.Esenzione.Codice == ""},
		{CampoDiagnosi, d.Diagnosi.Codice == ""},
		{CampoPatologia, testo == "" || utf8.RuneCountInString(testo) > p.massimoPatologia()},
		{CampoLeggi, d.LeggiSpeciali == esenpat.NonScelto},
		{CampoUnita, d.UnitaProduttiva.Matricola == ""},
		{CampoOscurato, p.minorenne() && d.OscuratoGenitore == esenpat.NonScelto},
		{CampoRegime, d.Regime == ""},
	} {
		if v.manca {
			m = append(m, Mancante{v.campo, p.par.Testi.T("nuovocertificato.manca." + v.campo)})
		}
	}
	return m
}

// VaiAlCampo moves the focus to what is missing, as a click on «Mancano» does.
func (p *Presenter) VaiAlCampo(campo string) {
	p.m.fuoco = p.m.fuoco.A(campo)
	p.disegna()
}

// ConfermaDati is «Conferma» of step 3; with something missing it goes there.
func (p *Presenter) ConfermaDati() {
	if p.m.passo != PassoDati {
		return
	}
	if m := p.mancano(); len(m) > 0 {
		p.VaiAlCampo(m[0].Campo)
		return
	}
	d := &p.m.bozza.Dati
	if d.VersioneCatalogo == "" { // a draft from outside: chosen with no catalogue of ours
		d.VersioneCatalogo = p.par.Porte.Catalogo.Versione()
	}
	p.ricorda(d.UnitaProduttiva.Matricola, string(d.Regime))
	p.vai(PassoRiepilogo)
}

func (p *Presenter) ricorda(unita, regime string) {
	pref := p.par.Porte.Preferenze
	p.preferenze.Start(p.ctx, func(ctx context.Context) (struct{}, error) {
		if err := pref.Scrivi(ctx, chiaveUnita, unita); err != nil {
			return struct{}{}, err
		}
		return struct{}{}, pref.Scrivi(ctx, chiaveRegime, regime)
	}, func(struct{}, error) {}) // without them the doctor chooses again
}

// ambienti is where the doctor works and what was chosen last.
type ambienti struct {
	unita        []esenpat.UnitaProduttiva
	unitaUltima  string
	regimeUltimo esenpat.Regime
}

func (p *Presenter) caricaAmbienti() {
	porte := p.par.Porte
	p.ambienti.Start(p.ctx, func(ctx context.Context) (a ambienti, err error) {
		if a.unita, err = porte.Ambulatori.UnitaProduttive(ctx); err == nil {
			p.conservaUnita(ctx, a.unita)
		} else if a.unita = p.unitaRicordate(ctx); len(a.unita) == 0 || esenpat.KindOf(err) == esenpat.Unauthenticated {
			return a, err
		}
		a.unitaUltima = p.ricordato(ctx, chiaveUnita)
		a.regimeUltimo = esenpat.Regime(p.ricordato(ctx, chiaveRegime))
		return a, nil
	}, func(a ambienti, err error) {
		p.m.errUnit = avviso.Di(p.par.Testi, err)
		if err == nil {
			p.m.unita = a.unita
			p.preimposta(a)
		} else if esenpat.KindOf(err) == esenpat.Unauthenticated {
			p.scade(p.caricaAmbienti)
		}
		p.disegna()
	})
}

// maxUnita bounds what is kept of the units, in bytes: a preference is short.
const maxUnita = 2000

// conservaUnita keeps the units for when the service cannot be asked, as many as
// fit.
func (p *Presenter) conservaUnita(ctx context.Context, u []esenpat.UnitaProduttiva) {
	for ; len(u) > 0; u = u[:len(u)-1] {
		dati, err := json.Marshal(u)
		if err != nil {
			return
		}
		if len(dati) <= maxUnita {
			_ = p.par.Porte.Preferenze.Scrivi(ctx, chiaveUnitaDati, string(dati)) // without them the doctor waits for the network
			return
		}
	}
}

// unitaRicordate are the units as last read: without a network a draft can still
// be completed, and the service checks them before anything is created.
func (p *Presenter) unitaRicordate(ctx context.Context) []esenpat.UnitaProduttiva {
	var u []esenpat.UnitaProduttiva
	if json.Unmarshal([]byte(p.ricordato(ctx, chiaveUnitaDati)), &u) != nil {
		return nil
	}
	return u
}

// ricordato reads what was chosen last; without it the doctor chooses again.
func (p *Presenter) ricordato(ctx context.Context, chiave string) string {
	v, err := p.par.Porte.Preferenze.Leggi(ctx, chiave)
	if err != nil {
		return ""
	}
	return v
}

// preimposta proposes the only unit, else the last one, and the last regime;
// it never changes what the doctor chose.
func (p *Presenter) preimposta(a ambienti) {
	d := &p.m.bozza.Dati
	if d.UnitaProduttiva.Matricola == "" {
		for _, u := range a.unita {
			if len(a.unita) == 1 || u.Matricola == a.unitaUltima || (a.unitaUltima == "" && u.Predefinita) {
				d.UnitaProduttiva = u
				break
			}
		}
	}
	if d.Regime == "" && (a.regimeUltimo == esenpat.RegimeSSN || a.regimeUltimo == esenpat.RegimeSSR) {
		d.Regime = a.regimeUltimo
	}
}
