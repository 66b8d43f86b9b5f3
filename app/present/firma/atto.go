package firma

import (
	"context"
	"slices"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/avviso"
)

// FirmaDocumento sends the signature, once however often it is pressed.
func (p *Presenter) FirmaDocumento() {
	if !p.puoFirmare() {
		return
	}
	if p.daConfermare() {
		return
	}
	if p.lotto() {
		p.firmaMolti()
		return
	}
	req := p.richiesta()
	p.m.senzaMarca, p.m.marcaFac = false, false
	firme, annullamento := p.par.Porte.Firme, p.m.doc.Annullamento
	p.m.avviso = avviso.Avviso{}
	p.firma.Start(p.ctx, func(ctx context.Context) (esenpat.CertificatoFirmato, error) {
		if annullamento {
			return firme.FirmaAnnullamento(ctx, req)
		}
		return firme.FirmaCertificato(ctx, req)
	}, p.risposta)
	p.disegna()
}

// daConfermare reports whether the login is too old to sign with, and asks for
// it: nothing was sent, PIN and OTP are typed again.
func (p *Presenter) daConfermare() bool {
	if p.par.Riconferma == nil || !p.par.Riconferma() {
		return false
	}
	p.m.chiede = false
	p.rifiutata(esenpat.NewError(esenpat.Unauthenticated, "sessione.da-confermare", "present.firma"))
	p.disegna()
	return true
}

func (p *Presenter) puoFirmare() bool {
	return p.m.fase == FaseModulo && !p.m.bloccato && !p.firmando() && !p.otp.Busy() && len(p.mancano()) == 0
}

// richiesta binds the signature to the bytes that were shown.
func (p *Presenter) richiesta() esenpat.RichiestaFirma {
	return esenpat.RichiestaFirma{Riferimento: p.m.doc.Riferimento, Credenziali: p.credenziali(), SHA256: p.m.impronta, SenzaMarca: p.m.senzaMarca}
}

// FirmaSenzaMarca signs without the time stamp that is not to be had now; only
// where the service said that it may.
func (p *Presenter) FirmaSenzaMarca() {
	if p.m.marcaFac {
		p.m.senzaMarca = true
		p.FirmaDocumento()
		p.m.senzaMarca = false
	}
}

func (p *Presenter) risposta(f esenpat.CertificatoFirmato, err error) {
	switch {
	case err == nil:
		p.riuscita(f)
	case esenpat.KindOf(err) == esenpat.Uncertain:
		p.incerta(err)
	default:
		p.rifiutata(err)
	}
	p.disegna()
}

func (p *Presenter) incerta(err error) {
	p.dimenticaSegreti()
	p.ferma()
	p.m.fase = FaseIncerta
	p.m.avviso = avviso.Di(p.par.Testi, err)
}

// Verifica asks what became of a signature whose answer was lost. It signs
// nothing and may be pressed again.
func (p *Presenter) Verifica() {
	if p.m.fase != FaseIncerta {
		return
	}
	p.chiediEsito()
	p.disegna()
}

func (p *Presenter) chiediEsito() {
	doc, porte, req := p.m.doc, p.par.Porte, p.richiesta()
	p.accertaIn = true
	p.accerta.Start(p.ctx, func(ctx context.Context) (accertamento, error) {
		return accertaEsito(ctx, porte, doc, req)
	}, p.accertata)
}

// accertamento is the outcome of a question: signed, or, when it is certain
// that nothing was signed, the certificate as it stands now.
type accertamento struct {
	firmato esenpat.CertificatoFirmato
	adesso  esenpat.Certificato
}

func accertaEsito(ctx context.Context, porte Porte, doc Documento, req esenpat.RichiestaFirma) (a accertamento, err error) {
	verifica := porte.Esiti.VerificaFirma
	if doc.Annullamento {
		verifica = porte.Esiti.VerificaFirmaAnnullamento
	}
	if a.firmato, err = verifica(ctx, req); esenpat.CodeOf(err) != codiceMaiArrivato {
		return a, err
	}
	c, errLettura := porte.Documenti.Certificato(ctx, doc.Riferimento.AssistitoID, doc.Riferimento.ID)
	if errLettura != nil {
		return a, errLettura
	}
	a.adesso = c
	return a, err
}

func (p *Presenter) accertata(a accertamento, err error) {
	p.accertaIn = false
	switch {
	case err == nil && p.lotto():
		p.trovataVoce(VoceFirmata, a.firmato)
	case err == nil:
		p.riuscita(a.firmato)
	case esenpat.KindOf(err) == esenpat.Uncertain:
		p.incerta(err)
	case esenpat.CodeOf(err) == codiceMaiArrivato && !p.m.doc.Annullamento && !a.adesso.Ammette(esenpat.PuoFirmare):
		p.m.fase, p.m.bloccato = FaseModulo, !p.lotto()
		if p.lotto() {
			p.trovataVoce(VoceRifiutata, esenpat.CertificatoFirmato{})
		}
		p.m.avviso = avviso.Di(p.par.Testi,
			esenpat.NewError(esenpat.Conflict, "firma.non-piu-firmabile", "present.firma").With("numero", p.m.doc.Numero))
	case esenpat.CodeOf(err) == codiceMaiArrivato:
		p.riapri(a.adesso, avviso.Di(p.par.Testi, err))
	case definitivo(esenpat.KindOf(err)):
		p.m.fase = FaseModulo
		p.rifiutata(err)
	default:
		// The question itself failed: what is known is as before.
		p.m.avviso = avviso.Di(p.par.Testi, err)
		p.scade(err, p.Verifica)
	}
	p.disegna()
}

// definitivo: kinds that say the signature did not take place.
func definitivo(k esenpat.Kind) bool {
	return k == esenpat.Firma || k == esenpat.Rejected || k == esenpat.Invalid || k == esenpat.Conflict
}

// riapri shows the form again after it is certain that nothing was signed.
func (p *Presenter) riapri(c esenpat.Certificato, a avviso.Avviso) {
	p.m.fase = FaseModulo
	if c.ETag != "" {
		p.m.doc.Riferimento.ETag = c.ETag
	}
	p.dimenticaSegreti()
	p.m.avviso = a
	p.m.fuoco = p.m.fuoco.A(CampoPIN)
	if p.lotto() {
		p.m.voci[p.m.qui].esito = VoceDaFirmare
		p.rileggi()
		return
	}
	p.caricaDocumento()
}

// riuscita keeps what was signed and, off the UI thread, the alias.
func (p *Presenter) riuscita(f esenpat.CertificatoFirmato) {
	p.dimenticaSegreti()
	p.ferma()
	p.m.fase, p.m.firmato, p.m.avviso = FaseFirmata, f, p.avvisoVerifica(f)
	p.ricorda()
	if p.Eventi.Firmato != nil {
		p.Eventi.Firmato(f.Esito.Certificato)
	}
}

// firmaIntegra: what cannot be verified here (no revocation data, for one) is
// told but may be handed out; what fails the verification may not.
func firmaIntegra(s esenpat.StatoVerifica) bool {
	return s == esenpat.VerificaValida || s == esenpat.VerificaValidaAvvisi || s == esenpat.VerificaNonVerificabile
}

func (p *Presenter) ricorda() {
	porte, scelto, alias, modalita := p.par.Porte, p.m.scelto, p.credenziali().Alias, p.m.modalita
	tieni, dimentica := p.m.ricorda, !p.m.ricorda && slices.Contains(p.m.ricordati, alias)
	if p.par.PostazioneCondivisa {
		tieni, dimentica = false, false
	}
	if scelto == "" {
		return
	}
	p.scrivi.Start(p.ctx, func(ctx context.Context) (struct{}, error) {
		// Without the last provider the doctor chooses again: no more than that.
		_ = porte.Preferenze.Scrivi(ctx, chiaveProvider, scelto)
		if modalita != "" {
			_ = porte.Preferenze.Scrivi(ctx, chiaveModalita, scelto+"/"+modalita)
		}
		switch {
		case tieni:
			return struct{}{}, porte.Credenziali.RicordaAlias(ctx, scelto, alias)
		case dimentica:
			return struct{}{}, porte.Credenziali.DimenticaAlias(ctx, scelto, alias)
		}
		return struct{}{}, nil
	}, func(_ struct{}, err error) {
		if err != nil && esenpat.KindOf(err) != esenpat.Canceled {
			p.m.notaAlias = p.par.Testi.T("firma.alias.non-ricordato")
			p.disegna()
		}
	})
}
