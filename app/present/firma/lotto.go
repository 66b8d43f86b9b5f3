package firma

import (
	"context"
	"slices"
	"strconv"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/avviso"
	"github.com/esenpat/esenpat-desktop/app/present/parti"
)

// EsitoVoce is where one of several documents stands.
type EsitoVoce int

// Where a document stands.
const (
	VoceDaFirmare EsitoVoce = iota
	VoceInFirma             // its request is under way
	VoceFirmata
	VoceGiaFirmata // signed before, from another workstation
	VoceRifiutata  // refused for its own sake: the others went on
	VoceIncerta    // sent, outcome not known
)

// DaFirmare names a certificate that was chosen in the list.
type DaFirmare struct {
	AssistitoID, ID string
	Numero          string
	Titolo          string // ready line for the list: patient and exemption
}

// voce is one of several documents to be signed with one PIN and one OTP.
type voce struct {
	mostrato
	titolo   string
	caricata bool
	esito    EsitoVoce
	motivo   string // one line: why it was refused, or could not be read
	firmato  esenpat.CertificatoFirmato
}

// firmabile: it can be signed in the next round.
func (v *voce) firmabile() bool { return v.esito == VoceDaFirmare && v.caricata && v.impronta != "" }

// lotto reports whether the form is for several documents.
func (p *Presenter) lotto() bool { return len(p.m.voci) > 0 }

// ApriMolti shows the form for several certificates: each is read and shown,
// one PIN and one OTP sign them. It reports false as Apri does.
func (p *Presenter) ApriMolti(scelti []DaFirmare) bool {
	if p.firmando() || p.m.fase == FaseIncerta || len(scelti) == 0 {
		p.disegna()
		return false
	}
	p.nuovo()
	for _, s := range scelti {
		p.m.voci = append(p.m.voci, voce{titolo: s.Titolo, mostrato: mostrato{doc: Documento{
			Riferimento: esenpat.RiferimentoCertificato{AssistitoID: s.AssistitoID, ID: s.ID}, DocumentoID: s.ID, Numero: s.Numero,
		}}})
	}
	p.m.mostrato = p.m.voci[0].mostrato
	p.caricaProvider()
	p.caricaVoci()
	p.disegna()
	return true
}

// MostraVoce brings the n-th document to the front.
func (p *Presenter) MostraVoce(n int) {
	if n < 0 || n >= len(p.m.voci) || n == p.m.qui || p.m.fase == FaseIncerta {
		return
	}
	p.vai(n)
	p.disegna()
}

func (p *Presenter) vai(n int) {
	p.posa()
	p.m.qui = n
	p.m.mostrato = p.m.voci[n].mostrato
	p.m.firmato, p.m.fatto = p.m.voci[n].firmato, ""
	if p.m.fase == FaseFirmata && p.m.voci[n].esito == VoceFirmata {
		p.m.avviso = p.avvisoVerifica(p.m.firmato)
	}
}

// posa puts the document in front back among the others.
func (p *Presenter) posa() {
	if p.lotto() {
		p.m.voci[p.m.qui].mostrato = p.m.mostrato
	}
}

// caricaVoci reads the documents one after the other, the one in front first:
// nothing can be signed whose bytes are not here.
func (p *Presenter) caricaVoci() {
	n := p.m.qui
	if p.m.voci[n].caricata {
		n = slices.IndexFunc(p.m.voci, func(v voce) bool { return !v.caricata })
	}
	if n < 0 {
		return
	}
	doc, porte := p.m.voci[n].doc, p.par.Porte
	p.docs.Start(p.ctx, func(ctx context.Context) (documentoLetto, error) {
		c, err := porte.Documenti.Certificato(ctx, doc.Riferimento.AssistitoID, doc.Riferimento.ID)
		if err != nil {
			return documentoLetto{}, err
		}
		if !c.Ammette(esenpat.PuoFirmare) {
			return documentoLetto{}, esenpat.NewError(esenpat.Conflict, "firma.non-piu-firmabile", "present.firma").With("numero", doc.Numero)
		}
		d, err := leggi(ctx, porte, doc)
		d.cert = c
		return d, err
	}, func(d documentoLetto, err error) { p.caricataVoce(n, d, err) })
}

func (p *Presenter) caricataVoce(n int, d documentoLetto, err error) {
	p.posa()
	v := &p.m.voci[n]
	if esenpat.KindOf(err) == esenpat.Unauthenticated && err != nil {
		p.m.avviso = avviso.Di(p.par.Testi, err)
		p.scade(err, p.caricaVoci)
		p.disegna()
		return
	}
	v.caricata = true
	if err != nil {
		v.avvisoPD = diDocumento(p.par.Testi, err)
		v.esito, v.motivo = VoceRifiutata, v.avvisoPD.Titolo
	} else {
		v.riempi(p.par.Testi, d)
		v.doc.Riferimento.ETag = d.cert.ETag
		v.doc.Paziente = parti.Paziente(p.par.Testi, d.cert.Assistito, esenpat.DataDi(p.par.Adesso()))
	}
	p.m.mostrato = p.m.voci[p.m.qui].mostrato
	p.caricaVoci()
	p.disegna()
}

// rileggi reads the document in front again, when it could not be read or has
// changed.
func (p *Presenter) rileggi() {
	v := &p.m.voci[p.m.qui]
	if v.esito == VoceFirmata || v.esito == VoceGiaFirmata {
		return
	}
	*v = voce{titolo: v.titolo, mostrato: mostrato{doc: v.doc}}
	p.m.mostrato = v.mostrato
	p.caricaVoci()
	p.disegna()
}

// massimo is how many documents one PIN and OTP sign: what is known of the
// credential, or of its provider.
func (p *Presenter) massimo() int {
	if p.m.regole != nil && p.m.regole.MassimoFirme > 0 {
		return p.m.regole.MassimoFirme
	}
	pr := p.trova(p.m.scelto)
	switch {
	case pr == nil: // not chosen yet: nothing limits
		return len(p.m.voci)
	case pr.MassimoFirme > 0:
		return pr.MassimoFirme
	}
	return 1
}

// cifreNumero are the digits of a certificate's number that tell it from the
// others of one doctor: year and ASL are the same for all.
const cifreNumero = 8

// breve is a number short enough for a list.
func breve(numero string) string {
	if n := len(numero); n > cifreNumero+2 {
		return "…" + numero[n-cifreNumero:]
	}
	return numero
}

// prossime are the documents of the next round, at most as many as the
// provider signs at once.
func (p *Presenter) prossime() []int {
	p.posa()
	var nn []int
	for i := range p.m.voci {
		if p.m.voci[i].firmabile() && len(nn) < p.massimo() {
			nn = append(nn, i)
		}
	}
	return nn
}

// daFirmare are the bytes that the next OTP is asked for.
func (p *Presenter) documentiOTP() []esenpat.DocumentoDaFirmare {
	if !p.lotto() {
		return []esenpat.DocumentoDaFirmare{{ID: p.m.doc.DocumentoID, SHA256: p.m.impronta}}
	}
	var dd []esenpat.DocumentoDaFirmare
	for _, n := range p.prossime() {
		dd = append(dd, esenpat.DocumentoDaFirmare{ID: p.m.voci[n].doc.DocumentoID, SHA256: p.m.voci[n].impronta})
	}
	return dd
}

// nonLetti are the numbers of the documents of the next round that were never
// in front of the doctor.
func (p *Presenter) nonLetti() []string {
	var nn []string
	for _, n := range p.prossime() {
		if !p.m.voci[n].letto {
			nn = append(nn, breve(p.m.voci[n].doc.Numero))
		}
	}
	return nn
}

// carica reports whether a document is still to be read from the service.
func (p *Presenter) caricando() bool {
	return slices.ContainsFunc(p.m.voci, func(v voce) bool { return !v.caricata })
}

func (p *Presenter) quante(esiti ...EsitoVoce) int {
	n := 0
	for i := range p.m.voci {
		if slices.Contains(esiti, p.m.voci[i].esito) {
			n++
		}
	}
	return n
}

// statoLotto is what the list of documents draws.
func (p *Presenter) statoLotto() StatoLotto {
	if !p.lotto() {
		return StatoLotto{}
	}
	t := p.par.Testi
	p.posa()
	s := StatoLotto{Aperto: true, Qui: p.m.qui, Frase: p.m.frase, PuoFermare: p.molti.Busy() && !p.fermare.Load()}
	for i := range p.m.voci {
		v := &p.m.voci[i]
		s.Voci = append(s.Voci, RigaLotto{Numero: breve(v.doc.Numero), Titolo: v.titolo, Esito: v.esito, Testo: p.testoVoce(v), Motivo: v.motivo})
	}
	if n := len(p.prossime()); p.m.fase == FaseModulo && !p.molti.Busy() {
		s.Firma = t.T("firma.molti.firma", "n", strconv.Itoa(n))
		if resto := p.quante(VoceDaFirmare) - n; resto > 0 && n == p.massimo() {
			s.Limite = t.T("firma.molti.limite", "n", strconv.Itoa(n), "resto", strconv.Itoa(resto))
		}
	}
	if p.m.chiede {
		s.NonLetti = p.nonLetti()
	}
	return s
}

func (p *Presenter) testoVoce(v *voce) string {
	t := p.par.Testi
	switch v.esito {
	case VoceInFirma:
		return t.T("firma.molti.in-firma")
	case VoceFirmata:
		return t.T("firma.molti.firmata")
	case VoceGiaFirmata:
		return t.T("firma.molti.gia-firmata")
	case VoceRifiutata:
		return t.T("firma.molti.rifiutata")
	case VoceIncerta:
		return t.T("firma.molti.incerta")
	case VoceDaFirmare:
	}
	switch {
	case !v.caricata:
		return t.T("firma.molti.carica")
	case v.letto:
		return t.T("firma.molti.letta")
	}
	return t.T("firma.molti.da-leggere")
}
