package firma

import (
	"strconv"
	"strings"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/avviso"
	"github.com/esenpat/esenpat-desktop/app/present/parti"
)

// State returns what the view draws now.
func (p *Presenter) State() State {
	t := p.par.Testi
	s := State{
		Fase: p.m.fase, Paziente: p.m.doc.Paziente, Titolo: t.T("firma.titolo.certificato", "numero", p.m.doc.Numero),
		Documento: p.statoDocumento(), Lotto: p.statoLotto(), SenzaMarca: p.m.marcaFac && p.puoFirmare(), Rete: p.rimedioRete(p.m.avviso), Modulo: p.statoModulo(), OTP: p.statoOTP(),
		Avviso: p.m.avviso, Attesa: p.attesa(), Fuoco: p.m.fuoco, SessioneScaduta: p.m.scaduta,
	}
	if len(p.m.voci) > 1 {
		s.Titolo = t.T("firma.titolo.molti", "n", strconv.Itoa(len(p.m.voci)))
	}
	if p.m.doc.Annullamento {
		s.Titolo = t.T("firma.titolo.annullamento", "numero", p.m.doc.Numero)
	}
	if p.m.fase == FaseFirmata {
		s.Esito = p.statoEsito()
	}
	return s
}

func (p *Presenter) attesa() string {
	switch {
	case p.molti.Busy():
		n := p.quante(VoceFirmata, VoceGiaFirmata, VoceRifiutata, VoceIncerta, VoceInFirma)
		return p.par.Testi.T("firma.molti.attesa", "n", strconv.Itoa(n), "su", strconv.Itoa(len(p.m.voci)))
	case p.firmando():
		return p.par.Testi.T("firma.attesa.firma")
	case p.accertaIn:
		return p.par.Testi.T("firma.attesa.verifica")
	case p.otp.Busy():
		return p.par.Testi.T("firma.attesa.otp")
	}
	return ""
}

func (p *Presenter) statoDocumento() StatoDocumento {
	d := StatoDocumento{
		Pagine: p.m.pagine, Impronta: p.m.impronta, Avviso: p.m.avvisoPD,
		Rete: p.rimedioRete(p.m.avvisoPD), PuoAprire: p.m.pdf != nil, SenzaVista: p.m.senza && p.m.pdf != nil, Letto: p.m.letto,
	}
	if p.m.pdf == nil && p.m.avvisoPD.Vuoto() {
		d.Attesa = p.par.Testi.T("firma.attesa.documento")
	}
	return d
}

func (p *Presenter) statoModulo() StatoModulo {
	m := StatoModulo{
		ProviderScelto: p.m.scelto, Alias: p.m.alias, RicordaAlias: p.m.ricorda, Disabilitato: p.m.bloccato,
		PuoFirmare: p.puoFirmare(), AzzeraPIN: p.m.azzeraPIN, AzzeraOTP: p.m.azzeraOTP,
	}
	p.statoAlias(&m)
	for _, pr := range p.m.provider {
		m.Provider = append(m.Provider, parti.Opzione{Codice: pr.Codice, Testo: pr.Descrizione})
	}
	if pr := p.trova(p.m.scelto); pr != nil {
		m.RegolaPIN = pr.RegolaPIN.Descrizione
		if p.m.bloccato {
			m.Aiuto = pr.Aiuto
		}
	}
	if nomi := p.mancano(); len(nomi) > 0 {
		for i, k := range nomi {
			nomi[i] = p.par.Testi.T(k)
		}
		m.Mancano = p.par.Testi.T("firma.mancano", "elenco", strings.Join(nomi, ", "))
	}
	return m
}

func (p *Presenter) statoOTP() StatoOTP {
	o := StatoOTP{
		Visibile: p.otpVisibile(), Obbligatorio: p.otpObbligatorio(), Richiedi: p.m.richiedi,
		ModalitaScelta: p.m.modalita, BottoneAttivo: p.puoRichiedere(), BottoneTesto: p.testoBottoneOTP(),
		Inviato: p.m.inviato.frase, Scadenza: p.scadenza(),
	}
	pr := p.trova(p.m.scelto)
	if pr == nil {
		return o
	}
	o.Regola, o.PuoChiedere = pr.RegolaOTP.Descrizione, len(p.inviabili()) > 0
	o.Nota = p.notaDispositivo()
	for _, m := range p.inviabili() {
		o.Modalita = append(o.Modalita, parti.Opzione{Codice: m.Codice, Testo: m.Descrizione})
	}
	return o
}

func (p *Presenter) statoEsito() StatoEsito {
	t, f, c := p.par.Testi, p.m.firmato, p.m.firmato.Esito.Certificato
	e := StatoEsito{
		Firma: t.T("firma.verifica." + string(f.Verifica.Stato)), Valida: firmaIntegra(f.Verifica.Stato),
		Rapporto:  p.inQuarantena() && p.par.Porte.Rapporti != nil,
		NotaAlias: p.m.notaAlias, Fatto: p.m.fatto, Esenzione: !p.m.doc.Annullamento,
	}
	e.Frase = t.T("firma.esito.firmato", "numero", p.m.doc.Numero)
	if p.m.doc.Annullamento {
		e.Frase = t.T("firma.esito.annullato", "numero", p.m.doc.Numero)
	}
	if n := len(f.Verifica.Firme); n > 0 {
		u := f.Verifica.Firme[n-1]
		e.Firmatario = t.T("firma.esito.firmatario", "nome", u.Firmatario, "data", u.Data.In(p.par.Adesso().Location()).Format("02/01/2006 15:04"), "emittente", u.Emittente)
	}
	if f.IdenticoAnteprima {
		e.Identico = t.T("firma.esito.identico")
	}
	if e.Rimanda = p.m.doc.PerRichiesta && e.Valida; e.Rimanda {
		e.Esenzione = false // the request exists: it must be answered, not made again
	}
	if e.Esenzione && e.Valida {
		e.CreaValida, e.Richiedi = Esenzioni(t, p.par.Porte.Sessioni, c)
	}
	return e
}

// Esenzioni says whether «Crea e valida esenzione» and «Richiedi esenzione» are
// offered for c, and why not: right, state and the server's own answer.
func Esenzioni(t avviso.Testi, sess Sessioni, c esenpat.Certificato) (crea, richiedi parti.Bottone) {
	s, _ := sess.Corrente()
	motivo := c.Assistito.Competenza.Motivo.Testo
	bottone := func(diritto esenpat.Azione, azione esenpat.AzioneCertificato, chiave string) parti.Bottone {
		switch {
		case c.Ammette(azione) && s.Puo(diritto):
			return parti.Bottone{Attivo: true}
		case c.Legami.EsenzioneID != "":
			return parti.Bottone{Motivo: t.T("firma.esenzione.gia-usato")}
		case !s.Puo(diritto):
			return parti.Bottone{Motivo: t.T("firma.esenzione.senza-diritto")}
		case motivo != "":
			return parti.Bottone{Motivo: motivo}
		}
		return parti.Bottone{Motivo: t.T(chiave)}
	}
	return bottone(esenpat.AzioneCreaValida, esenpat.PuoRilascio, "firma.esenzione.non-rilasciabile"),
		bottone(esenpat.AzioneRichiediEsenzione, esenpat.PuoRichiesta, "firma.esenzione.non-richiedibile")
}
