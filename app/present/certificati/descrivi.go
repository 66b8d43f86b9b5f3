package certificati

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/elenco"
	"github.com/esenpat/esenpat-desktop/app/present/parti"
)

// stati are the entries of the filter «Stato», with «Da firmare» (M32).
func (p *Presenter) stati() []parti.Opzione {
	o := []parti.Opzione{{Testo: p.p.Testi.T("certificati.stato.tutti")}}
	for _, s := range []esenpat.StatoCertificato{esenpat.DaFirmare, esenpat.Valido, esenpat.ValidoInAttesa, esenpat.Scaduto, esenpat.Annullato} {
		o = append(o, parti.Opzione{Codice: string(s), Testo: p.nomeStato(s, "")})
	}
	return o
}

// nomeStato is our word for a state, or the server's.
func (p *Presenter) nomeStato(s esenpat.StatoCertificato, testo string) string {
	return elenco.NomeStato(p.p.Testi, "certificati", string(s), testo)
}

func tono(s esenpat.StatoCertificato) elenco.Tono {
	switch s {
	case esenpat.DaFirmare, esenpat.ValidoInAttesa:
		return elenco.Attesa
	case esenpat.Valido:
		return elenco.Buono
	case esenpat.Annullato:
		return elenco.Cattivo
	case esenpat.Scaduto, esenpat.StatoNonConosciuto:
	}
	return elenco.Neutro
}

func (p *Presenter) giorno(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return esenpat.DataDi(t.In(p.p.Adesso().Location())).Italiana()
}

// carta is one card (M31). The diagnosis of a certificate under special laws
// is not shown in lists (manual, M77; spec 2, 4.4 n. 8).
func (p *Presenter) carta(c esenpat.CertificatoSintesi) elenco.Carta {
	t := p.p.Testi
	quando := t.T("certificati.creato-il", "data", p.giorno(c.Date.CreatoIl))
	if !c.Date.EmessoIl.IsZero() && c.Stato != esenpat.DaFirmare {
		quando = t.T("certificati.emesso-il", "data", p.giorno(c.Date.EmessoIl))
	}
	diagnosi := c.Diagnosi.CodiceVisibile() + " " + c.Diagnosi.Descrizione
	titolo := c.Esenzione.Descrizione
	if c.LeggiSpeciali { // the description of 020 says as much as a diagnosis
		titolo, diagnosi = t.T("certificati.soggetto-leggi-speciali"), t.T("dettaglio.protetta")
	}
	seconda := diagnosi + " · " + parti.NomeBreve(c.Beneficiario.Cognome, c.Beneficiario.Nome) + " · " + quando
	if c.Numero != "" {
		seconda += " · " + t.T("certificati.numero", "numero", c.Numero)
	}
	return elenco.Carta{
		ID: c.ID, Codice: c.Esenzione.Codice, Titolo: titolo, Seconda: seconda,
		Stato: p.nomeStato(c.Stato, c.StatoTesto), Tono: tono(c.Stato),
		Gruppo: elenco.Gruppo(c.Beneficiario),
	}
}

// descrivi writes the detail: M35-M41 and the buttons of M42-M48.
func (p *Presenter) descrivi(s *Dettaglio, l letto) {
	c, t := l.cert, p.p.Testi
	s.Pronto, s.Protetto = true, c.Dati.LeggiSpeciali == esenpat.Si
	if s.Nascosto() {
		c.Dati.Esenzione.Descrizione, c.Dati.Patologia = "", ""
	}
	s.Titolo = t.T("certificati.titolo", "numero", c.Numero)
	s.Stato, s.Tono = p.nomeStato(c.Stato, c.StatoTesto), tono(c.Stato)
	s.Beneficiario = append(elenco.Beneficiario(t, c.Assistito),
		parti.Riga{Etichetta: t.T("dettaglio.asl"), Valore: c.Assistito.AslResidenza.Denominazione})
	s.Certificato = p.dati(c, s.Nascosto())
	fuso := p.p.Adesso().Location()
	s.Storico = elenco.Evento(t, "certificati", l.storico, fuso)
	p.azioni(s, c)
	elenco.Fermo(t, &s.Dettaglio, c.Letto, fuso, &s.Scarica, &s.Firma, &s.Annulla, &s.CreaValida, &s.Richiedi, &s.Sostituisci)
}

// dati are the fields of the manual in its order (M36-M41), then what the
// certificate has besides.
func (p *Presenter) dati(c esenpat.Certificato, nascosta bool) []parti.Riga {
	t, d := p.p.Testi, c.Dati
	r := elenco.Riga(t, "certificati.tipologia", elenco.NomeTipologia(t, d.Tipologia))
	if d.Tipologia == esenpat.Invalidita {
		r = append(r, elenco.Riga(t, "certificati.invalidita", p.invalidita(d.TipologiaInvalidita))...)
	}
	r = append(
		r, parti.Riga{Etichetta: t.T("dettaglio.esenzione"), Valore: elenco.ConDescrizione(d.Esenzione.Codice, d.Esenzione.Descrizione)},
		elenco.Diagnosi(t, d.Diagnosi, nascosta),
		parti.Riga{Etichetta: t.T("certificati.soggetto-leggi-speciali"), Valore: p.siNo(d.LeggiSpeciali)},
		parti.Riga{Etichetta: t.T("certificati.unita-produttiva"), Valore: unita(d.UnitaProduttiva)},
		parti.Riga{Etichetta: t.T("certificati.regime"), Valore: p.regime(d.Regime)},
	)
	quando := c.Date.EmessoIl
	if quando.IsZero() {
		quando = c.Date.CreatoIl
	}
	if c.Assistito.Minorenne(esenpat.DataDi(quando.In(p.p.Adesso().Location()))) {
		r = append(r, parti.Riga{Etichetta: t.T("certificati.oscurato"), Valore: p.siNo(d.OscuratoGenitore)})
	}
	r = append(append(r, p.date(c)...), p.uso(c)...)
	r = append(r, elenco.Riga(t, "certificati.fascicolo", p.fascicolo(c.Fascicolo))...)
	// The text may be 4,000 characters long: what the manual lists comes first.
	if d.Patologia == "" {
		return r // it is protected
	}
	return append(r, parti.Riga{Valore: t.T("certificati.patologia", "testo", esenpat.Visibile(d.Patologia))})
}

// fascicolo says how the delivery to the health record stands (G20); what a
// newer service says is shown in its own words.
func (p *Presenter) fascicolo(f esenpat.ConsegnaFascicolo) string {
	v := f.Testo
	if chiave := "certificati.fascicolo." + strings.ToLower(f.Esito); f.Esito != "" && p.p.Testi.Has(chiave) {
		v = p.p.Testi.T(chiave)
	}
	if giorno := p.giorno(f.Quando); v != "" && giorno != "" {
		v += " · " + giorno
	}
	if f.Motivo != "" {
		v += " · " + f.Motivo
	}
	return v
}

func unita(u esenpat.UnitaProduttiva) string {
	v := slices.DeleteFunc([]string{u.Descrizione, u.Struttura, u.Indirizzo}, func(x string) bool { return x == "" })
	return strings.Join(slices.Compact(v), ", ")
}

// regime is code and whole description (M40); one of a newer service keeps its code.
func (p *Presenter) regime(r esenpat.Regime) string {
	if chiave := "certificati.regime." + string(r); p.p.Testi.Has(chiave) {
		return p.p.Testi.T(chiave)
	}
	return string(r)
}

func (p *Presenter) invalidita(v esenpat.TipologiaInvalidita) string {
	if chiave := "invalidita." + string(v); p.p.Testi.Has(chiave) {
		return p.p.Testi.T(chiave)
	}
	return string(v)
}

// uso tells how old an unused certificate is (G24: the service decides how long
// it may be used) and which one it was written in place of.
func (p *Presenter) uso(c esenpat.Certificato) []parti.Riga {
	t := p.p.Testi
	var r []parti.Riga
	if c.Stato == esenpat.Valido && c.Legami.EsenzioneID == "" && !c.Date.FirmatoIl.IsZero() {
		giorni := int(p.p.Adesso().Sub(c.Date.FirmatoIl).Hours() / 24)
		frase := t.T("certificati.non-usato.giorni", "n", strconv.Itoa(giorni))
		switch giorni {
		case 0:
			frase = t.T("certificati.non-usato.oggi")
		case 1:
			frase = t.T("certificati.non-usato.ieri")
		}
		r = elenco.Riga(t, "certificati.uso", frase)
	}
	if c.Legami.EsenzioneID != "" {
		r = elenco.Riga(t, "certificati.uso", t.T("certificati.usato"))
	}
	if c.Legami.Sostituisce != "" {
		r = append(r, elenco.Riga(t, "certificati.sostituisce-altro", t.T("certificati.sostituisce-un-altro"))...)
	}
	return r
}

func (p *Presenter) date(c esenpat.Certificato) []parti.Riga {
	var r []parti.Riga
	for _, x := range []struct {
		chiave string
		quando time.Time
	}{
		{"certificati.data-creazione", c.Date.CreatoIl},
		{"certificati.data-emissione", c.Date.EmessoIl},
		{"certificati.data-firma", c.Date.FirmatoIl},
		{"certificati.data-annullamento", c.Date.AnnullatoIl},
	} {
		if !x.quando.IsZero() && (x.chiave != "certificati.data-firma" || p.giorno(x.quando) != p.giorno(c.Date.EmessoIl)) {
			r = append(r, parti.Riga{Etichetta: p.p.Testi.T(x.chiave), Valore: p.giorno(x.quando)})
		}
	}
	t := p.p.Testi
	r = append(r, elenco.Riga(t, "certificati.redattore", medico(c.Redattore))...)
	return append(r, elenco.Riga(t, "certificati.firmatario", medico(c.Firmatario))...)
}

func medico(u esenpat.Utente) string {
	return strings.Join(strings.Fields(u.Titolo+" "+u.Nome+" "+u.Cognome), " ")
}

func (p *Presenter) siNo(s esenpat.Scelta) string {
	switch s {
	case esenpat.Si:
		return p.p.Testi.T("certificati.si")
	case esenpat.No:
		return p.p.Testi.T("certificati.no")
	case esenpat.NonScelto:
	}
	return "-"
}

// nomeFile names no patient and no code: number and day only.
func (p *Presenter) nomeFile(c esenpat.Certificato) string {
	quando := c.Date.EmessoIl
	if quando.IsZero() {
		quando = c.Date.CreatoIl
	}
	return "Certificato_malattia_" + c.Numero + "_" + esenpat.DataDi(quando.In(p.p.Adesso().Location())).String() + ".pdf"
}
