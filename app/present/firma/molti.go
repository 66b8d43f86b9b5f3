package firma

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/avviso"
)

// firmaMolti signs the next round. Documents that were never in front of the
// doctor are named first.
func (p *Presenter) firmaMolti() {
	nn := p.prossime()
	if len(nn) == 0 {
		return
	}
	if len(p.nonLetti()) > 0 && !p.m.visti {
		p.m.chiede = true
		p.disegna()
		return
	}
	g := giro{cred: p.credenziali(), senzaMarca: p.m.senzaMarca, fermo: &atomic.Bool{}, firme: p.par.Porte.Firme}
	for _, n := range nn {
		g.righe = append(g.righe, n)
		g.doc = append(g.doc, p.m.voci[n].doc)
		g.impronte = append(g.impronte, p.m.voci[n].impronta)
	}
	p.fermare = g.fermo
	p.m.chiede, p.m.avviso, p.m.frase = false, avviso.Avviso{}, ""
	prima := p.quante(VoceFirmata)
	ui := p.par.UI
	p.molti.Start(p.ctx, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, g.firma(ctx, func(n int, e EsitoVoce, f esenpat.CertificatoFirmato, err error) {
			ui(func() { p.segnaVoce(n, e, f, err) })
		})
	}, func(_ struct{}, err error) { p.finito(err, p.quante(VoceFirmata) > prima) })
	p.disegna()
}

// ConfermaNonLetti signs although some documents were not read: they were named.
func (p *Presenter) ConfermaNonLetti() {
	if p.m.chiede && p.puoFirmare() && !p.daConfermare() { // the question may have stood there for long
		p.m.visti = true
		p.firmaMolti()
	}
}

// LeggiNonLetti brings the first unread document to the front instead.
func (p *Presenter) LeggiNonLetti() {
	if !p.m.chiede {
		return
	}
	p.m.chiede = false
	for _, n := range p.prossime() {
		if !p.m.voci[n].letto {
			p.vai(n)
			break
		}
	}
	p.disegna()
}

// Ferma stops after the document under way; what is signed stays signed.
func (p *Presenter) Ferma() {
	if p.molti.Busy() {
		p.fermare.Store(true)
		p.disegna()
	}
}

// giro is one round: documents signed one after the other, off the UI thread.
// It holds copies only.
type giro struct {
	righe      []int
	doc        []Documento
	impronte   []string
	cred       esenpat.CredenzialiFirma
	senzaMarca bool
	fermo      *atomic.Bool
	firme      Firme
}

// firma signs until the end, until it is stopped, or until something is wrong
// that concerns all: PIN, OTP, certificate of signature, provider, connection.
// PIN and OTP travel with the first document that is signed; from then on the
// authorisation that it brought.
func (g giro) firma(ctx context.Context, segna func(int, EsitoVoce, esenpat.CertificatoFirmato, error)) error {
	var aut esenpat.Secret
	for i := range g.righe {
		if g.fermo.Load() {
			return nil
		}
		segna(g.righe[i], VoceInFirma, esenpat.CertificatoFirmato{}, nil)
		f, err := g.firme.FirmaCertificato(ctx, g.richiesta(i, aut))
		switch {
		case err == nil:
			segna(g.righe[i], VoceFirmata, f, nil)
			if aut.Empty() {
				aut = f.Esito.Autorizzazione.Gettone
			}
			if aut.Empty() && i+1 < len(g.righe) {
				// Signed, but found out after its answer, with the authorisation, was lost.
				return esenpat.NewError(esenpat.Firma, "firma.autorizzazione-scaduta", "present.firma")
			}
		case esenpat.KindOf(err) == esenpat.Uncertain:
			segna(g.righe[i], VoceIncerta, esenpat.CertificatoFirmato{}, err)
			return err
		case esenpat.CodeOf(err) == "firma.gia-firmato":
			segna(g.righe[i], VoceGiaFirmata, esenpat.CertificatoFirmato{}, err)
		case soloSuo(err):
			segna(g.righe[i], VoceRifiutata, esenpat.CertificatoFirmato{}, err)
		default:
			segna(g.righe[i], VoceDaFirmare, esenpat.CertificatoFirmato{}, nil)
			return err
		}
	}
	return nil
}

func (g giro) richiesta(i int, aut esenpat.Secret) esenpat.RichiestaFirma {
	r := esenpat.RichiestaFirma{
		Riferimento: g.doc[i].Riferimento, Credenziali: g.cred, SHA256: g.impronte[i], SenzaMarca: g.senzaMarca, Autorizzazione: aut,
	}
	if !aut.Empty() {
		r.Credenziali.PIN, r.Credenziali.OTP = esenpat.Secret{}, esenpat.Secret{}
		return r
	}
	for j := i + 1; j < len(g.righe); j++ {
		r.Altri = append(r.Altri, esenpat.DocumentoDaFirmare{ID: g.doc[j].DocumentoID, SHA256: g.impronte[j]})
	}
	return r
}

// soloSuo: a refusal that is about this document alone; the next may be signed.
func soloSuo(err error) bool {
	switch esenpat.KindOf(err) {
	case esenpat.Conflict, esenpat.NotFound, esenpat.Rejected:
		return true
	case esenpat.Internal, esenpat.Invalid, esenpat.Unauthenticated, esenpat.Forbidden, esenpat.Offline, esenpat.Unavailable,
		esenpat.Firma, esenpat.Uncertain, esenpat.Storage, esenpat.Keyring, esenpat.Canceled:
	}
	return slices.Contains([]string{"firma.non-redattore", "firma.documento-non-autorizzato"}, esenpat.CodeOf(err))
}

// segnaVoce writes the outcome of one document while the round goes on; the
// list follows what is being signed.
func (p *Presenter) segnaVoce(n int, e EsitoVoce, f esenpat.CertificatoFirmato, err error) {
	p.posa()
	v := &p.m.voci[n]
	v.esito, v.motivo = e, ""
	if err != nil {
		v.motivo = avviso.Di(p.par.Testi, esenpat.AsError(err).With("numero", v.doc.Numero)).Titolo
	}
	if e == VoceFirmata {
		v.firmato = f
		if !firmaIntegra(f.Verifica.Stato) {
			v.motivo = p.par.Testi.T("firma.verifica." + string(f.Verifica.Stato))
		}
	}
	p.disegna()
}

// finito tells what became of the round, and whether there is more to sign.
func (p *Presenter) finito(err error, qualcuno bool) {
	p.m.visti, p.m.senzaMarca = false, false
	if qualcuno { // the code is spent
		p.ricorda()
		p.dimenticaSegreti()
		p.ferma()
		p.m.inviato = invio{}
	}
	switch {
	case esenpat.KindOf(err) == esenpat.Uncertain && err != nil:
		p.vai(slices.IndexFunc(p.m.voci, func(v voce) bool { return v.esito == VoceIncerta }))
		p.incerta(err)
	case err != nil && p.quante(VoceFirmata) > 0:
		p.rifiutata(esenpat.AsError(err).With("firmati", strconv.Itoa(p.quante(VoceFirmata))))
	case err != nil:
		p.rifiutata(err)
	}
	p.riassumi()
	if err != nil && !p.m.avviso.Vuoto() { // where the doctor is looking
		p.m.avviso.Rimedio += " " + p.m.frase
	}
	p.annunciaMolti(qualcuno)
	p.disegna()
}

// riassumi says how many are signed and what is left; with nothing left to sign
// the outcome stands in for the form.
func (p *Presenter) riassumi() {
	t := p.par.Testi
	fatte, restano := p.quante(VoceFirmata, VoceGiaFirmata), p.quante(VoceDaFirmare)
	frasi := []string{t.T("firma.molti.firmati", "n", strconv.Itoa(fatte), "su", strconv.Itoa(len(p.m.voci)))}
	if n := p.quante(VoceRifiutata); n > 0 {
		frasi = append(frasi, t.T("firma.molti.rifiutati", "n", strconv.Itoa(n)))
	}
	if restano > 0 {
		frasi = append(frasi, t.T("firma.molti.restano", "n", strconv.Itoa(restano)))
	}
	p.m.frase = strings.Join(frasi, " ")
	if p.m.fase != FaseModulo || restano > 0 {
		return
	}
	p.dimenticaSegreti()
	p.ferma()
	p.m.fase = FaseFirmata
	guasta := func(v voce) bool { return v.esito == VoceFirmata && !firmaIntegra(v.firmato.Verifica.Stato) }
	if n := slices.IndexFunc(p.m.voci, guasta); n >= 0 { // before any other: it must not be missed
		p.vai(n)
		return
	}
	if n := slices.IndexFunc(p.m.voci, func(v voce) bool { return v.esito == VoceFirmata }); n >= 0 && p.m.voci[p.m.qui].esito != VoceFirmata {
		p.vai(n)
	}
	p.m.firmato = p.m.voci[p.m.qui].firmato
}

// annunciaMolti tells the lists once, however many were signed.
func (p *Presenter) annunciaMolti(qualcuno bool) {
	if !qualcuno || p.Eventi.Firmato == nil {
		return
	}
	for i := range slices.Backward(p.m.voci) {
		if p.m.voci[i].esito == VoceFirmata {
			p.Eventi.Firmato(p.m.voci[i].firmato.Esito.Certificato)
			return
		}
	}
}

// trovataVoce: the outcome of the document in front was asked for and is known
// now; the others can be signed.
func (p *Presenter) trovataVoce(e EsitoVoce, f esenpat.CertificatoFirmato) {
	p.m.fase = FaseModulo
	v := &p.m.voci[p.m.qui]
	v.esito, v.motivo, v.firmato = e, "", f
	p.riassumi()
	p.annunciaMolti(e == VoceFirmata)
}
