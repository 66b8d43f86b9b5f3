package main

import (
	"bytes"
	"context"

	"github.com/google/uuid"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/documento/pdfa"
)

// caso is one certificate of the job.
type caso struct {
	scopo      string
	assistito  string // case of the test environment's registry
	tipologia  esenpat.Tipologia
	esenzione  string
	diagnosi   string // empty: «Nessuna diagnosi codificata (000)»
	invalidita esenpat.TipologiaInvalidita
	patologia  string
	leggi      esenpat.Scelta
	oscurato   esenpat.Scelta
	regime     esenpat.Regime
	primaFirma string // file for the unsigned bytes, empty: none
	pdf, cda   string // files for the signed document, empty: none
}

const medicoProva = "anna.ferraris"

// casi are the certificates of steps 3, 9, 10, 11 and 12.
func casi() (adulto, minore, altraASL, annullato, rara, invalidita caso) {
	adulto = caso{
		scopo: "cronica 048", assistito: "prova-adulto", tipologia: esenpat.MalattiaCronica, esenzione: "048", diagnosi: "174.9",
		patologia: "Carcinoma duttale infiltrante della mammella destra, quadrante supero-esterno, pT1c N0 M0.\nIn trattamento adiuvante: perché è prevista una terapia di 5 anni.",
		leggi:     esenpat.No, regime: esenpat.RegimeSSN, primaFirma: "anteprima.pdf", pdf: "certificato.pdf", cda: "certificato.cda.xml",
	}
	minore = caso{
		scopo: "minore senza diagnosi codificata", assistito: "prova-minore", tipologia: esenpat.MalattiaCronica, esenzione: "051",
		patologia: "Grave deficit fisico, sensoriale e neuropsichico presente dalla nascita.",
		leggi:     esenpat.Si, oscurato: esenpat.Si, regime: esenpat.RegimeSSR, pdf: "certificato-minore.pdf", cda: "certificato-minore.cda.xml",
	}
	altraASL = caso{
		scopo: "assistito di altra ASL", assistito: "prova-altra-asl", tipologia: esenpat.MalattiaCronica, esenzione: "048", diagnosi: "153.9",
		patologia: "Adenocarcinoma del colon in follow-up.", leggi: esenpat.No, regime: esenpat.RegimeSSN,
	}
	annullato = caso{
		scopo: "annullato", assistito: "prova-annullato", tipologia: esenpat.MalattiaCronica, esenzione: "048", diagnosi: "162.9",
		patologia: "Neoplasia polmonare: certificato emesso per prova e poi annullato.", leggi: esenpat.No, regime: esenpat.RegimeSSN,
	}
	rara = caso{
		scopo: "malattia rara", assistito: "prova-rara", tipologia: esenpat.MalattiaRara, esenzione: "RQ9001",
		patologia: "Malattia rara dimostrativa, diagnosi confermata.", leggi: esenpat.No, regime: esenpat.RegimeSSN,
	}
	invalidita = caso{
		scopo: "invalidità", assistito: "prova-invalidita", tipologia: esenpat.Invalidita, esenzione: "C02", invalidita: "C",
		patologia: "Invalidità civile al 100 per cento con indennità di accompagnamento.", leggi: esenpat.No, regime: esenpat.RegimeSSN,
	}
	return adulto, minore, altraASL, annullato, rara, invalidita
}

// lavora does the job without a window, through the same use cases.
func (p *prova) lavora(ctx context.Context) error {
	adulto, minore, altra, annullato, rara, inval := casi()
	if err := p.passo("accesso", func() error { return p.accedi(ctx) }); err != nil {
		return err
	}
	c1, err := p.certificaEFirma(ctx, adulto)
	if err != nil {
		return err
	}
	if err = p.passo("crea e valida esenzione", func() error { return p.rilascia(ctx, c1, esenpat.Rilascio, true) }); err != nil {
		return err
	}
	c2, err := p.certificaEFirma(ctx, minore)
	if err != nil {
		return err
	}
	if err = p.passo("esenzione illimitata", func() error { return p.rilascia(ctx, c2, esenpat.Rilascio, false) }); err != nil {
		return err
	}
	c3, err := p.certificaEFirma(ctx, altra)
	if err != nil {
		return err
	}
	if err = p.passo("richiedi esenzione", func() error { return p.rilascia(ctx, c3, esenpat.Richiesta, false) }); err != nil {
		return err
	}
	c4, err := p.certificaEFirma(ctx, annullato)
	if err != nil {
		return err
	}
	if err := p.passo("annullamento firmato", func() error { return p.annullaFirmando(ctx, c4) }); err != nil {
		return err
	}
	for _, c := range []caso{rara, inval} {
		if _, err := p.certificaEFirma(ctx, c); err != nil {
			return err
		}
	}
	return p.passo("rilettura dal servizio", func() error { return p.rileggi(ctx) })
}

// accedi logs in as the demo doctor and opens the session.
func (p *prova) accedi(ctx context.Context) error {
	for _, m := range p.prova.Medici() {
		if m.Credenziali.NomeUtente == medicoProva {
			p.medico = m
		}
	}
	scelte, err := p.accesso.Accedi(ctx, p.medico.Credenziali)
	if err != nil {
		return err
	}
	ruolo, luogo, ok := scelte.Unica()
	if !ok {
		return inatteso("accesso", "ruolo o collocazione da scegliere")
	}
	if p.ses, err = p.accesso.Apri(ctx, ruolo, luogo); err != nil {
		return err
	}
	unita, err := p.accesso.UnitaProduttive(ctx)
	if err != nil {
		return err
	}
	if len(unita) == 0 {
		return inatteso("accesso", "nessuna unità produttiva")
	}
	p.unita = unita[0]
	return nil
}

// certificaEFirma finds the patient, writes the certificate, previews, creates,
// signs and verifies it.
func (p *prova) certificaEFirma(ctx context.Context, c caso) (esenpat.Certificato, error) {
	var b esenpat.Bozza
	var cert esenpat.Certificato
	passi := []struct {
		nome string
		f    func() (err error)
	}{
		{"assistito: ", func() (err error) { b, err = p.redigi(ctx, c); return err }},
		{"anteprima: ", func() error { return p.anteprima(ctx, b) }},
		{"creazione: ", func() (err error) { cert, err = p.redazione.Crea(ctx, b); return err }},
		{"firma e verifica: ", func() (err error) { cert, err = p.firmaCertificato(ctx, c, cert); return err }},
	}
	for _, s := range passi {
		if err := p.passo(s.nome+c.scopo, s.f); err != nil {
			return cert, err
		}
	}
	p.esito.Certificati = append(p.esito.Certificati, creatoProva{c.scopo, cert.ID, cert.Numero, string(cert.Stato)})
	return cert, nil
}

// redigi finds the patient by fiscal code and writes the draft.
func (p *prova) redigi(ctx context.Context, c caso) (esenpat.Bozza, error) {
	cf, ok := p.prova.CodiceFiscaleDi(c.assistito)
	if !ok {
		return esenpat.Bozza{}, inatteso("assistito", "manca il caso "+c.assistito)
	}
	trovati, err := p.assistiti.FindAssistiti(ctx, esenpat.RicercaAssistito{CodiceFiscale: cf})
	if err != nil {
		return esenpat.Bozza{}, err
	}
	if len(trovati) != 1 {
		return esenpat.Bozza{}, inatteso("assistito", "non trovato per codice fiscale")
	}
	scheda, err := p.assistiti.Scheda(ctx, trovati[0].ID)
	if err != nil {
		return esenpat.Bozza{}, err
	}
	es, di, err := p.scegli(c)
	if err != nil {
		return esenpat.Bozza{}, err
	}
	b, err := p.bozze.Salva(ctx, esenpat.Bozza{ID: uuid.NewString(), Assistito: scheda.Assistito, Dati: esenpat.DatiCertificato{
		Tipologia: c.tipologia, TipologiaInvalidita: c.invalidita, Esenzione: es, Diagnosi: di, Patologia: c.patologia,
		LeggiSpeciali: c.leggi, OscuratoGenitore: c.oscurato, Regime: c.regime, UnitaProduttiva: p.unita,
		VersioneCatalogo: p.certificabili.Versione(),
	}})
	if esenpat.KindOf(err) == esenpat.Keyring { // a machine without a key ring: the draft is in memory, as in the window
		return b, nil
	}
	return b, err
}

// scegli takes exemption and diagnosis from the catalogue, as the combos do.
func (p *prova) scegli(c caso) (es esenpat.VoceEsenzione, di esenpat.VoceDiagnosi, err error) {
	for _, t := range p.certificabili.CercaEsenzioni(esenpat.RicercaVoce{Tipologia: c.tipologia, Testo: c.esenzione, Al: p.oggi(), Limite: 5}) {
		if t.Voce.Codice == c.esenzione {
			es = t.Voce
		}
	}
	testo := c.diagnosi
	for _, t := range p.certificabili.CercaDiagnosi(esenpat.RicercaVoce{Tipologia: c.tipologia, CodiceEsenzione: c.esenzione, Testo: testo, Al: p.oggi(), Limite: 50}) {
		if t.Voce.Codice == c.diagnosi || (c.diagnosi == "" && t.Voce.Fittizia) {
			di = t.Voce
		}
	}
	if es.Codice == "" || di.Codice == "" {
		return es, di, inatteso("catalogo", "manca "+c.esenzione+" "+c.diagnosi)
	}
	return es, di, nil
}

// anteprima draws the draft and looks at its first page.
func (p *prova) anteprima(ctx context.Context, b esenpat.Bozza) error {
	doc, err := p.redazione.Anteprima(ctx, b)
	if err != nil {
		return err
	}
	pagine, err := p.immagini.Pagine(ctx, doc.PDF, 72)
	if err != nil {
		return err
	}
	if len(pagine) == 0 {
		return inatteso("anteprima", "nessuna pagina")
	}
	return nil
}

// firmaCertificato signs the bytes that were shown and checks what came back.
func (p *prova) firmaCertificato(ctx context.Context, c caso, cert esenpat.Certificato) (esenpat.Certificato, error) {
	pdf, err := p.certificati.Documento(ctx, cert.Assistito.ID, cert.ID)
	if err != nil {
		return cert, err
	}
	if c.primaFirma != "" {
		if err = p.salva(ctx, c.primaFirma, pdf); err != nil {
			return cert, err
		}
	}
	r := esenpat.RichiestaFirma{
		Riferimento: esenpat.RiferimentoCertificato{AssistitoID: cert.Assistito.ID, ID: cert.ID, ETag: cert.ETag},
		SHA256:      cert.PDF.SHA256,
	}
	if r.Credenziali, err = p.credenziali(ctx, esenpat.DocumentoDaFirmare{ID: cert.ID, SHA256: cert.PDF.SHA256}); err != nil {
		return cert, err
	}
	f, err := p.firma.FirmaCertificato(ctx, r)
	if err != nil {
		return cert, err
	}
	if err := controllaFirma(f, pdf); err != nil {
		return cert, err
	}
	return f.Esito.Certificato, p.salvaFirmato(ctx, c.pdf, c.cda, f.PDF)
}

// credenziali asks for a code and reads it from the test telephone.
func (p *prova) credenziali(ctx context.Context, d esenpat.DocumentoDaFirmare) (esenpat.CredenzialiFirma, error) {
	k := esenpat.CredenzialiFirma{Provider: p.medico.Provider, Alias: p.medico.Alias, PIN: p.medico.PINFirma}
	if _, err := p.firma.RichiediOTP(ctx, esenpat.RichiestaOTP{Credenziali: k, Modalita: "SMS", Documenti: []esenpat.DocumentoDaFirmare{d}}); err != nil {
		return k, err
	}
	codice, ok := p.prova.UltimoOTP(p.medico.Alias)
	if !ok {
		return k, inatteso("firma", "nessun codice sul telefono di prova")
	}
	k.OTP = esenpat.NewSecret(codice)
	return k, nil
}

func controllaFirma(f esenpat.CertificatoFirmato, mostrato []byte) error {
	switch {
	case !f.IdenticoAnteprima || !bytes.HasPrefix(f.PDF, mostrato):
		return inatteso("firma", "il file firmato non comincia con i byte mostrati")
	case f.Verifica.Stato != esenpat.VerificaValida && f.Verifica.Stato != esenpat.VerificaValidaAvvisi:
		return inatteso("verifica", "stato "+string(f.Verifica.Stato))
	}
	return nil
}

// salvaFirmato writes the signed PDF and the CDA inside it.
func (p *prova) salvaFirmato(ctx context.Context, nomePDF, nomeCDA string, pdf []byte) error {
	if nomePDF == "" {
		return nil
	}
	xml, err := pdfa.EstraiCDA(pdf)
	if err != nil {
		return err
	}
	if err := p.salva(ctx, nomePDF, pdf); err != nil {
		return err
	}
	return p.salva(ctx, nomeCDA, xml)
}
