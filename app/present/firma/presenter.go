// Package firma presents the signature form, for certificates and for the
// documents that annul them: what is shown is what is signed, one press is one
// request, and an unknown outcome is asked for, never guessed.
package firma

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"image"
	"sync/atomic"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/avviso"
	"github.com/esenpat/esenpat-desktop/app/present/parti"
	"github.com/esenpat/esenpat-desktop/app/task"
)

// dpiDocumento keeps a page sharp at twice the width of the panel of a 1366 px
// screen.
const dpiDocumento = 150

// Documento is what is to be signed.
type Documento struct {
	Annullamento bool
	Riferimento  esenpat.RiferimentoCertificato
	DocumentoID  string // for the OTP request: the certificate's id, or the annulling document's
	Numero       string // number of the certificate
	Paziente     string // ready line for the title bar
	PerRichiesta bool   // the ASL waits for it: after the signature the request goes back
}

// mostrato is a document as it was read, with its picture.
type mostrato struct {
	doc      Documento
	pdf      []byte
	impronta string
	pagine   []image.Image
	avvisoPD avviso.Avviso
	senza    bool // the pages could not be drawn
	letto    bool
}

// modello is what the presenter remembers; State is derived from it.
type modello struct {
	fase     Fase
	mostrato // the document in front of the doctor
	voci     []voce
	qui      int    // which of voci is mostrato
	chiede   bool   // the unread documents are named, and the doctor is asked
	visti    bool   // the doctor goes on without reading those
	frase    string // what became of the documents so far

	provider  []esenpat.ProviderFirma
	scelto    string
	alias     string
	toccato   bool                      // the doctor typed the alias: the key ring's comes too late
	ricordati []string                  // aliases in the key ring, the last used first
	notaRing  string                    // the key ring cannot be asked
	regole    *esenpat.CredenzialeFirma // what the typed alias asks for; nil: not known
	ricorda   bool
	pin, otp  esenpat.Secret
	bloccato  bool
	serveOTP  bool // the server asked for an OTP that the provider record left open
	azzeraPIN int
	azzeraOTP int

	richiedi       bool
	modalita       string
	ultimaModalita string // how the last code travelled, with its provider
	inviato        invio

	avviso     avviso.Avviso
	fuoco      parti.Fuoco
	scaduta    bool
	marcaFac   bool // the time stamp is missing, and the service signs without
	senzaMarca bool // the doctor wants it so
	firmato    esenpat.CertificatoFirmato
	notaAlias  string
	fatto      string
}

// Presenter holds the form. All methods run on the UI thread.
type Presenter struct {
	Render func(State)
	Eventi Eventi

	ctx   context.Context
	par   Params
	m     modello
	ferma func() // stops the countdown

	accertaIn bool         // the outcome is being asked for
	fermare   *atomic.Bool // the doctor wants to stop after the document under way
	attende   func()       // stops the question about the alias that is being typed

	docs     task.Latest[documentoLetto]
	elenco   task.Latest[elencoProvider]
	ring     task.Latest[[]string]
	regole   task.Latest[[]esenpat.CredenzialeFirma]
	molti    task.Act[struct{}]
	scrivi   task.Latest[struct{}]
	firma    task.Act[esenpat.CertificatoFirmato]
	otp      task.Act[esenpat.OTPInviato]
	accerta  task.Latest[accertamento]
	consegna task.Latest[consegnato]
}

type documentoLetto struct {
	pdf    []byte
	pagine []image.Image
	errVis error               // the bytes are there, their picture is not
	cert   esenpat.Certificato // only for one of several documents
}

// riempi takes what was read.
func (m *mostrato) riempi(t avviso.Testi, d documentoLetto) {
	somma := sha256.Sum256(d.pdf)
	m.pdf, m.pagine, m.impronta = d.pdf, d.pagine, hex.EncodeToString(somma[:])
	m.senza = d.errVis != nil
	if d.errVis != nil {
		m.avvisoPD = avviso.Di(t, d.errVis)
	}
}

type elencoProvider struct {
	provider []esenpat.ProviderFirma
	ultimo   string
	modalita string
}

// New returns a closed form; ctx ends when the window closes.
func New(ctx context.Context, par Params) *Presenter {
	return &Presenter{
		Render: func(State) {}, ctx: ctx, par: par, ferma: func() {}, attende: func() {}, fermare: &atomic.Bool{},
		docs:   task.Latest[documentoLetto]{UI: par.UI},
		elenco: task.Latest[elencoProvider]{UI: par.UI},
		ring:   task.Latest[[]string]{UI: par.UI}, regole: task.Latest[[]esenpat.CredenzialeFirma]{UI: par.UI},
		molti: task.Act[struct{}]{UI: par.UI}, scrivi: task.Latest[struct{}]{UI: par.UI},
		firma: task.Act[esenpat.CertificatoFirmato]{UI: par.UI}, otp: task.Act[esenpat.OTPInviato]{UI: par.UI},
		accerta: task.Latest[accertamento]{UI: par.UI}, consegna: task.Latest[consegnato]{UI: par.UI},
	}
}

// Apri shows the form for doc. While a signature is under way, or its outcome
// is unknown, another document is refused and Apri reports false.
func (p *Presenter) Apri(doc Documento) bool {
	switch {
	case p.firmando():
		return false
	case p.m.fase == FaseIncerta:
		p.disegna()
		return p.m.doc.Riferimento.ID == doc.Riferimento.ID
	}
	p.nuovo()
	p.m.doc = doc
	p.caricaProvider()
	p.caricaDocumento()
	p.disegna()
	return true
}

// nuovo empties the form.
func (p *Presenter) nuovo() {
	p.ferma()
	p.attende()
	p.regole.Cancel()
	p.accerta.Cancel()
	p.accertaIn = false
	p.m = modello{
		fase: FaseModulo, ricorda: !p.par.PostazioneCondivisa,
		azzeraPIN: p.m.azzeraPIN + 1, azzeraOTP: p.m.azzeraOTP + 1, fuoco: p.m.fuoco.A(CampoProvider),
	}
	p.m.avviso = p.orologio()
}

// firmando reports whether a signature is under way.
func (p *Presenter) firmando() bool { return p.firma.Busy() || p.molti.Busy() }

// Chiudi leaves the form; PIN and OTP are forgotten at once. It reports false,
// and does nothing, while a signature is under way.
func (p *Presenter) Chiudi() bool {
	if p.firmando() {
		return false
	}
	p.dimenticaSegreti()
	p.attende()
	p.regole.Cancel()
	p.ferma()
	p.docs.Cancel()
	p.elenco.Cancel()
	p.ring.Cancel()
	if p.m.fase != FaseIncerta {
		p.m.fase = FaseChiusa
	}
	p.disegna()
	return true
}

// InCorso reports whether a signature was sent and not answered yet.
func (p *Presenter) InCorso() bool { return p.firmando() }

// Incerta reports whether the outcome of a signature is unknown.
func (p *Presenter) Incerta() bool { return p.m.fase == FaseIncerta }

// Wait blocks until all background work has ended; for shutdown and tests.
func (p *Presenter) Wait() {
	p.docs.Wait()
	p.elenco.Wait()
	p.ring.Wait()
	p.scrivi.Wait()
	p.regole.Wait()
	p.firma.Wait()
	p.molti.Wait()
	p.otp.Wait()
	p.accerta.Wait()
	p.consegna.Wait()
}

func (p *Presenter) caricaDocumento() {
	doc, porte := p.m.doc, p.par.Porte
	p.m.mostrato = mostrato{doc: doc}
	p.docs.Start(p.ctx, func(ctx context.Context) (documentoLetto, error) {
		return leggi(ctx, porte, doc)
	}, func(d documentoLetto, err error) {
		switch {
		case err != nil:
			p.m.avvisoPD = diDocumento(p.par.Testi, err)
			p.scade(err, p.caricaDocumento)
		default:
			p.m.riempi(p.par.Testi, d)
		}
		p.disegna()
	})
}

func scarica(ctx context.Context, porte Porte, doc Documento) ([]byte, error) {
	if doc.Annullamento {
		return porte.Firme.DocumentoAnnullativo(ctx, doc.Riferimento)
	}
	return porte.Documenti.Documento(ctx, doc.Riferimento.AssistitoID, doc.Riferimento.ID)
}

func leggi(ctx context.Context, porte Porte, doc Documento) (d documentoLetto, err error) {
	if d.pdf, err = scarica(ctx, porte, doc); err != nil {
		return d, err
	}
	d.pagine, d.errVis = porte.Immagini.Pagine(ctx, d.pdf, dpiDocumento)
	return d, nil
}

// RicaricaDocumento tries again after the document could not be read.
func (p *Presenter) RicaricaDocumento() {
	if p.m.fase != FaseModulo || p.firmando() {
		return
	}
	if p.lotto() {
		p.rileggi()
		return
	}
	p.caricaDocumento()
	p.disegna()
}

// PaginaMostrata is told by the view once the first page is on the screen:
// nobody signs what they could not see (spec 4, SG-04).
func (p *Presenter) PaginaMostrata() {
	if len(p.m.pagine) > 0 && !p.m.letto {
		p.m.letto = true
		p.disegna()
	}
}

// SetLetto is the explicit «Ho letto il documento» where no picture can be
// drawn; with a picture it does nothing.
func (p *Presenter) SetLetto(letto bool) {
	if p.m.senza && p.m.pdf != nil {
		p.m.letto = letto
		p.disegna()
	}
}

func (p *Presenter) dimenticaSegreti() {
	p.m.pin, p.m.otp = esenpat.Secret{}, esenpat.Secret{}
	p.m.azzeraPIN++
	p.m.azzeraOTP++
}

func (p *Presenter) disegna() { p.Render(p.State()) }
