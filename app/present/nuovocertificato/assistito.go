package nuovocertificato

import (
	"context"
	"strings"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/avviso"
	"github.com/esenpat/esenpat-desktop/app/tessera"
)

// SetCodiceFiscale takes what was typed, pasted or read from the card.
func (p *Presenter) SetCodiceFiscale(s string) {
	if s == p.m.ricerca.cf {
		return
	}
	p.m.ricerca.cf, p.m.ricerca.errCF = s, ""
	p.dimenticaTrovati()
	p.disegna()
}

// SetPersona takes the fields of the search by surname.
func (p *Presenter) SetPersona(cognome, nome, nascita string) {
	r := &p.m.ricerca
	if cognome == r.cognome && nome == r.nome && nascita == r.nascita {
		return
	}
	r.cognome, r.nome, r.nascita, r.errPersona = cognome, nome, nascita, ""
	p.dimenticaTrovati()
	p.disegna()
}

// dimenticaTrovati: what was found belongs to another question.
func (p *Presenter) dimenticaTrovati() {
	p.cerca.Cancel()
	p.scheda.Cancel()
	p.finita()
	p.m.ricerca.trovati, p.m.ricerca.scelto, p.m.ricerca.fatta = nil, "", false
	p.m.scheda, p.m.avviso = nil, avviso.Avviso{}
}

// Tessera takes a raw reading of the card, from whichever field it came. A bad
// or half reading is refused and nothing of it is kept; outside step 1 nobody
// is being chosen and the reading is ignored.
func (p *Presenter) Tessera(grezzo string) {
	if p.m.passo != PassoAssistito || !p.aperto {
		return
	}
	cf, err := tessera.Leggi(grezzo)
	if err != nil {
		p.m.ricerca.errCF = p.frase(err)
		p.m.fuoco = p.m.fuoco.A(CampoCF)
		p.disegna()
		return
	}
	p.SetCodiceFiscale(string(cf))
	p.Cerca()
}

// Cerca is «Cerca»: the fiscal code when there is one, else the surname. What
// can be checked here is checked before anything is asked of the registry.
func (p *Presenter) Cerca() {
	if p.m.passo != PassoAssistito {
		return
	}
	r := &p.m.ricerca
	r.errCF, r.errPersona = "", ""
	q, err := p.domanda()
	if err != nil {
		if esenpat.AsError(err).Field == CampoCF {
			r.errCF = p.frase(err)
			p.m.fuoco = p.m.fuoco.A(CampoCF)
		} else {
			r.errPersona = p.frase(err)
			p.m.fuoco = p.m.fuoco.A(CampoCognome)
		}
		p.disegna()
		return
	}
	p.dimenticaTrovati()
	p.comincia()
	if q.CodiceFiscale != "" {
		r.cf = string(q.CodiceFiscale)
	}
	reg := p.par.Porte.Registro
	p.cerca.Start(p.ctx, func(ctx context.Context) ([]esenpat.AssistitoSintesi, error) {
		return reg.FindAssistiti(ctx, q)
	}, p.trovati)
	p.disegna()
}

// attesaInterrompi is when a search begins to be felt.
const attesaInterrompi = 300 * time.Millisecond

// comincia marks a search as under way; one that is felt can be stopped.
func (p *Presenter) comincia() {
	p.finita()
	p.m.ricerca.cercando = true
	p.fermaLenta = p.par.Dopo(attesaInterrompi, func() {
		p.m.ricerca.lenta = p.m.ricerca.cercando
		p.disegna()
	})
}

func (p *Presenter) finita() {
	p.fermaLenta()
	p.m.ricerca.cercando, p.m.ricerca.lenta = false, false
}

// Interrompi stops a search that takes long; what was typed stays.
func (p *Presenter) Interrompi() {
	if p.m.ricerca.cercando {
		p.dimenticaTrovati()
		p.m.fuoco = p.m.fuoco.A(CampoCF)
		p.disegna()
	}
}

func (p *Presenter) domanda() (esenpat.RicercaAssistito, error) {
	r := p.m.ricerca
	cognome := strings.TrimSpace(r.cognome)
	if strings.TrimSpace(r.cf) != "" || cognome == "" {
		cf, err := esenpat.ParseCodiceFiscale(r.cf)
		return esenpat.RicercaAssistito{CodiceFiscale: cf}, err
	}
	q := esenpat.RicercaAssistito{Cognome: cognome, Nome: strings.TrimSpace(r.nome)}
	if strings.TrimSpace(r.nascita) != "" {
		d, err := esenpat.ParseDataItaliana(strings.TrimSpace(r.nascita))
		if err != nil {
			return q, err
		}
		q.DataNascita = d
	}
	return q, nil
}

func (p *Presenter) trovati(righe []esenpat.AssistitoSintesi, err error) {
	r := &p.m.ricerca
	p.finita()
	r.muta = err != nil && (esenpat.KindOf(err) == esenpat.Offline || esenpat.KindOf(err) == esenpat.Unavailable) || daCopia(righe)
	switch {
	case err != nil:
		p.errore(err, p.Cerca)
		p.m.fuoco = p.m.fuoco.A(CampoCF)
	case len(righe) == 1:
		r.trovati, r.fatta = righe, true
		p.ScegliAssistito(righe[0].ID)
		return
	case len(righe) == 0:
		p.m.avviso = avviso.Di(p.par.Testi, esenpat.NewError(esenpat.NotFound, "nuovocertificato.nessuno", "present.nuovocertificato"))
		p.m.fuoco = p.m.fuoco.A(CampoCF)
	default:
		r.trovati, r.fatta = righe, true
		p.m.fuoco = p.m.fuoco.A(CampoScelta)
	}
	p.disegna()
}

// ScegliAssistito takes one of the people found and reads their record.
func (p *Presenter) ScegliAssistito(id string) {
	if p.m.passo != PassoAssistito {
		return
	}
	p.m.ricerca.scelto, p.m.scheda, p.m.avviso = id, nil, avviso.Avviso{}
	p.leggiScheda(id, func(s esenpat.SchedaAssistito) {
		p.m.scheda = &s
		p.m.fuoco = p.m.fuoco.A(CampoConferma)
	})
	p.disegna()
}

func (p *Presenter) leggiScheda(id string, poi func(esenpat.SchedaAssistito)) {
	reg := p.par.Porte.Registro
	p.comincia()
	p.scheda.Start(p.ctx, func(ctx context.Context) (esenpat.SchedaAssistito, error) {
		return reg.Scheda(ctx, id)
	}, func(s esenpat.SchedaAssistito, err error) {
		p.finita()
		if err != nil {
			p.errore(err, func() { p.leggiScheda(id, poi) })
		} else {
			poi(s)
		}
		p.disegna()
	})
}

// rifiuto says why no certificate can be written for a; empty when one can.
// The registry's own answer counts: the client computes no competence (C21).
func (p *Presenter) rifiuto(a esenpat.Assistito) string {
	t, ana, oggi := p.par.Testi, a.Anagrafica, p.oggi()
	switch {
	case a.AMano():
		return "" // nothing is known yet: the registry decides before the creation
	case !ana.DataDecesso.Vuota():
		return t.T("nuovocertificato.rifiuto.deceduto", "data", ana.DataDecesso.Italiana())
	case !ana.Piemontese:
		return t.T("nuovocertificato.rifiuto.non-piemonte")
	case !ana.FineSSN.Vuota() && ana.FineSSN.Prima(oggi):
		return t.T("nuovocertificato.rifiuto.fine-ssn", "data", ana.FineSSN.Italiana())
	case !a.Competenza.PuoCertificare && a.Competenza.Motivo.Testo != "":
		return a.Competenza.Motivo.Testo
	case !a.Competenza.PuoCertificare:
		return t.T("nuovocertificato.rifiuto.non-competente")
	}
	return ""
}

// ConfermaAssistito is «Conferma» of step 1: from here on there is a draft.
func (p *Presenter) ConfermaAssistito() {
	if p.m.passo != PassoAssistito || p.m.scheda == nil || p.rifiuto(p.m.scheda.Assistito) != "" {
		return
	}
	b, a := &p.m.bozza, assistitoDi(*p.m.scheda)
	p.iniziaBozza(a)
	if !a.Minorenne(p.oggi()) {
		b.Dati.OscuratoGenitore = esenpat.NonScelto
	}
	p.vai(PassoTipologia)
	if !p.senzaRete() { // it may be back since the copy was read
		p.ReteTornata()
	}
}

// iniziaBozza makes the draft for a, or gives it another patient.
func (p *Presenter) iniziaBozza(a esenpat.Assistito) {
	b := &p.m.bozza
	if b.ID == "" {
		s, _ := p.par.Porte.Sessioni.Corrente()
		b.ID, b.CreataIl, b.Stato = p.par.NuovoID(), p.par.Adesso(), esenpat.BozzaAperta
		b.Medico, b.Azienda = s.Utente, s.Azienda
	}
	if prima := b.Assistito; scelto(prima) && prima.ID != a.ID && prima.CodiceFiscale != a.CodiceFiscale {
		// What it answers, renews or takes the place of is somebody else's.
		b.Pratica, b.Sostituisce, p.m.rinnovo = esenpat.PraticaDiBozza{}, esenpat.RiferimentoDocumento{}, rinnovo{}
	}
	b.Assistito = a
	p.torna()
}

// frase joins what happened and what to do, for a line under a field.
func (p *Presenter) frase(err error) string {
	a := avviso.Di(p.par.Testi, err)
	if a.Rimedio == "" {
		return a.Titolo
	}
	return a.Titolo + " " + a.Rimedio
}
