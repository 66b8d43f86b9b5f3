package nuovocertificato

import (
	"context"
	"image"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/avviso"
	"github.com/esenpat/esenpat-desktop/app/present/firma"
	"github.com/esenpat/esenpat-desktop/app/present/rilascio"
)

// dpiAnteprima draws a page that can be read in the panel of the wizard.
const dpiAnteprima = 110

// caricaAnteprima draws the draft as the document it would become.
func (p *Presenter) caricaAnteprima() {
	b, porte := p.m.bozza, p.par.Porte
	p.m.vista = anteprima{attesa: true, pagine: p.m.vista.pagine}
	p.vista.Start(p.ctx, func(ctx context.Context) ([]image.Image, error) {
		doc, err := porte.Redazione.Anteprima(ctx, b)
		if err != nil {
			return nil, err
		}
		return porte.Immagini.Pagine(ctx, doc.PDF, dpiAnteprima)
	}, func(pagine []image.Image, err error) {
		p.m.vista = anteprima{pagine: pagine, errore: avviso.Di(p.par.Testi, err)}
		p.disegna()
	})
}

// Modifica is the pencil of a block: back to step 3, at its field.
func (p *Presenter) Modifica(campo string) {
	if p.m.passo != PassoRiepilogo || p.bloccato() {
		return
	}
	p.vai(PassoDati)
	p.VaiAlCampo(campo)
}

func (p *Presenter) bloccato() bool {
	return p.m.creato.ID != "" || p.inAttesa() || p.inCreazione() || p.m.incerto
}

// inCreazione reports whether the creation is being sent.
func (p *Presenter) inCreazione() bool { return p.creaDopo || p.crea.Busy() }

// creazione is the answer to a creation; chiave is the key that a failed try
// has left in the draft.
type creazione struct {
	certificato esenpat.Certificato
	chiave      string
	conservata  bool
	bozza       esenpat.Bozza // as it is in the queue, if accodata
	accodata    bool
}

// ConfermaRiepilogo is «Conferma» of step 4, and «Firma Certificato» once the
// certificate exists. One press is one request.
func (p *Presenter) ConfermaRiepilogo() {
	switch {
	case p.m.passo != PassoRiepilogo || p.inCreazione() || p.m.incerto || p.inAttesa():
		return
	case p.m.creato.ID != "":
		p.apriFirma()
		return
	case len(p.mancano()) > 0:
		p.vai(PassoDati)
		return
	case p.chiediNo() && !p.m.noLetto:
		p.VaiAlCampo(CampoNo)
		return
	}
	p.crea1()
}

// Verifica asks what became of a creation whose answer was lost. Calling Crea
// again is the question: it never makes a second certificate.
func (p *Presenter) Verifica() {
	if p.m.incerto && !p.inCreazione() {
		p.crea1()
	}
}

// crea1 sends the creation once the draft on disk is at rest.
func (p *Presenter) crea1() {
	p.m.avviso = avviso.Avviso{}
	p.salvaOra()
	if p.salvaBozza.Busy() || p.sospese[p.m.bozza.ID] != nil { // a refused save is tried again
		p.creaDopo = true
		p.disegna()
		return
	}
	p.invia()
	p.disegna()
}

func (p *Presenter) invia() {
	if p.daAccodare() {
		p.accoda(nil)
		return
	}
	b, porte := p.m.bozza, p.par.Porte
	p.crea.Start(p.ctx, func(ctx context.Context) (creazione, error) {
		c, err := porte.Redazione.Crea(ctx, b)
		if err == nil {
			return creazione{certificato: c}, nil
		}
		// The try may have left its key in the draft: it must not be lost with
		// the next save.
		salvata, errBozza := porte.Bozze.Bozza(ctx, b.ID)
		return creazione{chiave: salvata.Chiave, conservata: errBozza == nil}, err
	}, p.risposta)
}

func (p *Presenter) risposta(r creazione, err error) {
	if r.conservata {
		p.m.bozza.Chiave = r.chiave
	}
	p.m.incerto = false
	p.scadeSalva() // what came while it was being sent
	switch {
	case err != nil && esenpat.CodeOf(err) == "bozza.superata":
		p.modificataAltrove("")
	case err == nil:
		p.creato(r.certificato)
	case p.dopoErrore(err):
		return
	case esenpat.KindOf(err) == esenpat.Uncertain:
		p.m.incerto = true
		p.m.avviso = avviso.Di(p.par.Testi, err)
	default:
		p.errore(err, p.ConfermaRiepilogo)
		p.tornaAlCampo(esenpat.AsError(err))
	}
	p.disegna()
}

// tornaAlCampo shows the step that a refusal points to.
func (p *Presenter) tornaAlCampo(e *esenpat.Error) {
	campo := campoDi(e)
	if campo == CampoDiagnosi {
		p.m.rifiutata = p.m.bozza.Dati.Diagnosi
	}
	switch campo {
	case CampoEsenzione, CampoDiagnosi, CampoPatologia, CampoLeggi, CampoUnita, CampoOscurato, CampoRegime, CampoInvalidita:
		p.m.passo = PassoDati
	case CampoTipologia:
		p.m.passo = PassoTipologia
	case CampoCF:
		p.m.passo = PassoAssistito
	default:
		return
	}
	p.m.fuoco = p.m.fuoco.A(campo)
}

// campoDi is the field at fault: the one the server names, else the one its
// code is about.
func campoDi(e *esenpat.Error) string {
	if e.Field != "" && e.Field != "assistito" {
		return e.Field
	}
	switch e.Code {
	case "certificato.voce-non-valida", "certificato.catalogo-superato":
		return CampoEsenzione
	case "certificato.diagnosi-non-di-esenzione":
		return CampoDiagnosi
	case "certificato.minore-senza-oscuramento", "certificato.oscuramento-non-minore":
		return CampoOscurato
	case "certificato.unita-non-abilitata":
		return CampoUnita
	case "certificato.regime-non-ammesso":
		return CampoRegime
	case "assistito.non-piemonte", "assistito.deceduto", "assistito.non-trovato":
		return CampoCF
	}
	if e.Field == "assistito" {
		return CampoCF
	}
	return ""
}

func (p *Presenter) creato(c esenpat.Certificato) {
	p.fermaSalva()
	p.fermaVerifica()
	p.dimenticaInCorso()
	p.m.creato, p.m.salva = c, salvataggio{}
	p.m.bozza.Stato = esenpat.BozzaInviata
	p.m.fuoco = p.m.fuoco.A(CampoFirmaCertif)
	p.cambiato()
}

func (p *Presenter) cambiato() {
	if p.Eventi.Cambiato != nil {
		p.Eventi.Cambiato()
	}
}

// apriFirma is «Firma Certificato»: step 5.
func (p *Presenter) apriFirma() {
	c := p.m.creato
	if p.par.Firma.Apri(firma.Documento{
		Riferimento: esenpat.RiferimentoCertificato{AssistitoID: p.m.bozza.Assistito.ID, ID: c.ID, ETag: c.ETag},
		DocumentoID: c.ID, Numero: c.Numero, Paziente: p.paziente(), PerRichiesta: p.m.bozza.Pratica.ID != "",
	}) {
		p.vai(PassoFirma)
		return
	}
	p.occupato("firma.altra-in-corso")
}

// occupato tells that another act must come to its end first.
func (p *Presenter) occupato(codice string) {
	p.m.avviso = avviso.Di(p.par.Testi, esenpat.NewError(esenpat.Conflict, codice, "present.nuovocertificato"))
	p.disegna()
}

// collega makes steps 5 and 6 part of the wizard.
func (p *Presenter) collega() {
	p.par.Firma.Eventi = firma.Eventi{
		SessioneScaduta: p.inoltraScadenza,
		Firmato: func(c esenpat.Certificato) {
			if c.ID != "" {
				p.m.creato = c
			}
			p.cambiato()
		},
		Home:      func() { p.Chiudi() },
		Esenzione: p.apriRilascio,
		Rimanda: func(c esenpat.Certificato) {
			chi, pratica := p.m.bozza.Assistito.ID, p.m.bozza.Pratica.ID
			if p.Chiudi() && p.Eventi.Rimanda != nil {
				p.Eventi.Rimanda(chi, pratica, c.ID)
			}
		},
	}
	p.par.Rilascio.Eventi = rilascio.Eventi{
		SessioneScaduta: p.inoltraScadenza,
		Rilasciata:      func(esenpat.EsitoEsenzione) { p.cambiato() },
		Home:            func() { p.Chiudi() },
	}
}

// inoltraScadenza passes the login request of steps 5 and 6 on, as the wizard's
// own: the owner of the draft is checked there too.
func (p *Presenter) inoltraScadenza(riprendi func()) {
	p.scade(riprendi)
	p.disegna()
}

func (p *Presenter) apriRilascio(c esenpat.Certificato, m esenpat.ModalitaEsenzione) {
	d := p.m.bozza.Dati
	if p.par.Rilascio.Apri(rilascio.Pratica{
		AssistitoID: p.m.bozza.Assistito.ID, CertificatoID: c.ID, Numero: c.Numero, Paziente: p.paziente(),
		Esenzione: esenpat.Voce{Codice: d.Esenzione.Codice, Descrizione: d.Esenzione.Descrizione},
		Diagnosi:  d.Diagnosi, Modalita: m,
	}) {
		p.vai(PassoEsenzione)
		return
	}
	p.occupato("rilascio.altro-in-corso")
}
