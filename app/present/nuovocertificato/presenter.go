// Package nuovocertificato presents the wizard from the patient to the
// exemption. It owns the draft: everything typed is saved as it is typed, and
// neither closing, nor a lost session, nor a lost answer loses any of it.
package nuovocertificato

import (
	"context"
	"image"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/avviso"
	"github.com/esenpat/esenpat-desktop/app/present/parti"
	"github.com/esenpat/esenpat-desktop/app/task"
)

type modello struct {
	passo     Passo
	ricerca   ricerca
	scheda    *esenpat.SchedaAssistito
	bozza     esenpat.Bozza
	bozze     []esenpat.Bozza // offered at the start
	unita     []esenpat.UnitaProduttiva
	errUnit   avviso.Avviso
	salva     salvataggio
	creato    esenpat.Certificato  // once it exists
	incerto   bool                 // the outcome of the creation is unknown
	rifiutata esenpat.VoceDiagnosi // what the service has not accepted for its exemption
	vista     anteprima
	esenti    esenpat.CatalogoPrestazioni // what the exemption gives

	rinnovo   rinnovo
	copiato   string // number of the certificate that the data come from
	noLetto   bool   // the «No» to special laws was confirmed
	testi     testi
	conflitto *disaccordo // a question that only the doctor can answer
	tentativi int         // how often a lost answer was asked after

	rifiutati bool // control characters were taken out of the illness text
	tagliata  bool // it was longer than a draft keeps

	avviso  avviso.Avviso
	fuoco   parti.Fuoco
	scaduta bool
	pending []func() // what goes on after the login
}

type ricerca struct {
	cf, cognome, nome, nascita string
	errCF, errPersona          string
	trovati                    []esenpat.AssistitoSintesi
	fatta                      bool // a search by surname was answered
	scelto                     string
	cercando                   bool
	muta                       bool // the registry did not answer the last question
	lenta                      bool // the search takes so long that it can be stopped
}

type salvataggio struct {
	quando time.Time
	errore avviso.Avviso
	sporca bool // there is something that is not durable yet
	attesa bool // and it is due
}

type anteprima struct {
	pagine []image.Image
	attesa bool
	errore avviso.Avviso
}

// Presenter holds the wizard. All methods run on the UI thread.
type Presenter struct {
	Render func(State)
	Eventi Eventi

	ctx         context.Context
	par         Params
	m           modello
	aperto      bool
	fermaSalva  func()
	fermaLenta  func()
	cerca       task.Latest[[]esenpat.AssistitoSintesi]
	scheda      task.Latest[esenpat.SchedaAssistito]
	elenco      task.Latest[[]esenpat.Bozza]
	ambienti    task.Latest[ambienti]
	salvaBozza  task.Fila[scritta]
	sospese     map[string]*esenpat.Bozza // last version of each draft that is not durable yet
	creaDopo    bool                      // the creation waits for the save that is under way
	riapriDopo  string                    // so does the opening of this draft
	decisa      decisione                 // conflict whose copy is still on the disk
	apriBozza   task.Latest[esenpat.Bozza]
	vista       task.Latest[[]image.Image]
	prestazioni task.Latest[esenpat.CatalogoPrestazioni]
	crea        task.Act[creazione]
	preferenze  task.Latest[struct{}]
	eliminaVecc task.Latest[struct{}]
	precedente  task.Latest[esenpat.Certificato]
	modelli     task.Latest[[]esenpat.Modello]
	modello     task.Act[struct{}]
	segno       task.Act[struct{}]

	fermaVerifica  func()
	sequenze       map[string]int64  // last version of each draft that was saved here; only salvaBozza's work touches it
	copie          map[string]string // copy of each draft that was edited elsewhere too; the same
	inCorso        string            // draft that is offered if the program ends now
	inCorsoScritto string
}

// New returns a closed wizard; ctx ends when the window closes.
func New(ctx context.Context, par Params) *Presenter {
	p := &Presenter{
		Render: func(State) {}, ctx: ctx, par: par, fermaSalva: func() {}, fermaLenta: func() {},
		fermaVerifica: func() {}, sequenze: map[string]int64{}, copie: map[string]string{}, sospese: map[string]*esenpat.Bozza{}, segno: task.Act[struct{}]{UI: par.UI},
		cerca:       task.Latest[[]esenpat.AssistitoSintesi]{UI: par.UI},
		scheda:      task.Latest[esenpat.SchedaAssistito]{UI: par.UI},
		elenco:      task.Latest[[]esenpat.Bozza]{UI: par.UI},
		ambienti:    task.Latest[ambienti]{UI: par.UI},
		salvaBozza:  task.Fila[scritta]{UI: par.UI},
		apriBozza:   task.Latest[esenpat.Bozza]{UI: par.UI},
		vista:       task.Latest[[]image.Image]{UI: par.UI},
		prestazioni: task.Latest[esenpat.CatalogoPrestazioni]{UI: par.UI},
		crea:        task.Act[creazione]{UI: par.UI},
		preferenze:  task.Latest[struct{}]{UI: par.UI},
		eliminaVecc: task.Latest[struct{}]{UI: par.UI},
		precedente:  task.Latest[esenpat.Certificato]{UI: par.UI},
		modelli:     task.Latest[[]esenpat.Modello]{UI: par.UI},
		modello:     task.Act[struct{}]{UI: par.UI},
	}
	p.m.passo = PassoAssistito
	p.collega()
	return p
}

// Apri shows the wizard. What was being written when it was closed is still
// there, unless it has become a certificate; other drafts are offered.
func (p *Presenter) Apri() {
	if p.inAttesa() || p.m.creato.ID != "" && !p.par.Firma.Incerta() && !p.par.Rilascio.Incerta() {
		p.azzera()
	}
	p.mostra()
}

func (p *Presenter) mostra() {
	p.aperto = true
	if p.m.passo == PassoAssistito {
		p.m.fuoco = p.m.fuoco.A(CampoCF)
		p.caricaBozze()
	}
	p.caricaAmbienti()
	p.disegna()
}

// azzera forgets the wizard's content; what was saved stays saved.
func (p *Presenter) azzera() {
	p.cerca.Cancel()
	p.scheda.Cancel()
	p.vista.Cancel()
	p.fermaSalva()
	p.fermaVerifica()
	p.finita()
	p.m = modello{passo: PassoAssistito, unita: p.m.unita, fuoco: p.m.fuoco}
}

// Chiudi closes the wizard and keeps everything; it reports false, and stays
// open, while an act is under way.
func (p *Presenter) Chiudi() bool {
	if p.inCreazione() || p.par.Firma.InCorso() || p.par.Rilascio.InCorso() {
		return false
	}
	p.salvaOra()
	p.par.Firma.Chiudi()
	p.par.Rilascio.Chiudi()
	if p.m.incerto && p.par.Porte.Coda != nil { // the queue finds out what happened
		p.fermaVerifica()
		p.accoda(esenpat.NewError(esenpat.Uncertain, "certificato.esito-incerto", "present.nuovocertificato"))
	}
	p.dimenticaInCorso()
	p.aperto = false
	p.bozzeCambiate()
	if p.Eventi.Chiuso != nil {
		p.Eventi.Chiuso()
	}
	return true
}

// Aperto reports whether the wizard is on the screen.
func (p *Presenter) Aperto() bool { return p.aperto }

// Nuova starts another certificate; the draft in hand is kept among the drafts.
func (p *Presenter) Nuova() {
	if p.inCreazione() {
		return
	}
	p.salvaOra()
	p.azzera()
	p.mostra()
}

// Wait blocks until all background work has ended; for shutdown and tests.
func (p *Presenter) Wait() {
	p.cerca.Wait()
	p.scheda.Wait()
	p.elenco.Wait()
	p.ambienti.Wait()
	p.salvaBozza.Wait()
	p.apriBozza.Wait()
	p.vista.Wait()
	p.prestazioni.Wait()
	p.crea.Wait()
	p.preferenze.Wait()
	p.eliminaVecc.Wait()
	p.precedente.Wait()
	p.modelli.Wait()
	p.modello.Wait()
	p.segno.Wait()
}

// oggi is the day of the certificate, by which minors are told.
func (p *Presenter) oggi() esenpat.Data { return esenpat.DataDi(p.par.Adesso()) }

// errore shows err; when it ended the session, ripeti is what goes on after
// the login.
func (p *Presenter) errore(err error, ripeti func()) {
	p.m.avviso = avviso.Di(p.par.Testi, err)
	if esenpat.KindOf(err) == esenpat.Unauthenticated {
		p.scade(ripeti)
	}
}

// scade keeps the form and lets the shell ask for the login over it.
func (p *Presenter) scade(ripeti func()) {
	p.m.scaduta = true
	p.m.pending = append(p.m.pending, ripeti)
	if p.Eventi.SessioneScaduta != nil {
		p.Eventi.SessioneScaduta(p.Riprendi)
	}
}

// Riprendi goes on where the session ended. If somebody else logged in, the
// wizard is emptied: the draft belongs to the doctor who wrote it.
func (p *Presenter) Riprendi() {
	s, ok := p.par.Porte.Sessioni.Corrente()
	if !ok || !p.m.scaduta {
		return
	}
	ripeti := p.m.pending
	p.m.scaduta, p.m.pending, p.m.avviso = false, nil, avviso.Avviso{}
	if di := p.m.bozza.Medico.CodiceFiscale; di != "" && di != s.Utente.CodiceFiscale {
		p.par.Firma.Chiudi()
		p.par.Rilascio.Chiudi()
		p.azzera()
		p.disegna()
		return
	}
	for _, f := range ripeti {
		f()
	}
	p.disegna()
}

func (p *Presenter) disegna() {
	if p.m.passo == PassoDati && p.m.testi.per != p.m.bozza.Dati.Esenzione.Codice {
		p.caricaModelli()
	}
	if p.aperto {
		p.Render(p.State())
	}
}
