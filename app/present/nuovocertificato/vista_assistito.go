package nuovocertificato

import (
	"strconv"
	"strings"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/elenco"
	"github.com/esenpat/esenpat-desktop/app/present/parti"
)

func (p *Presenter) statoAssistito() StatoAssistito {
	r := p.m.ricerca
	s := StatoAssistito{
		CodiceFiscale: r.cf, ErroreCF: r.errCF, Scelto: r.scelto, Cercando: r.cercando, Interrompi: r.lenta,
		Persona: RicercaPersona{Cognome: r.cognome, Nome: r.nome, DataNascita: r.nascita, Errore: r.errPersona},
		Nota:    p.par.Testi.T("nuovocertificato.assistito.tracciato"), AMano: p.offreAMano(),
	}
	if len(r.trovati) > 1 {
		if daCopia(r.trovati) {
			s.Copie = p.par.Testi.T("nuovocertificato.assistito.copie")
		}
		for _, a := range r.trovati {
			s.Trovati = append(s.Trovati, Persona{
				ID: a.ID, Cognome: a.Cognome, Nome: a.Nome, CodiceFiscale: string(a.CodiceFiscale),
				Sesso: string(a.Sesso), DataNascita: a.DataNascita.Italiana(), Comune: a.ComuneNascita,
			})
		}
	}
	if p.m.passo == PassoAssistito && p.m.scheda == nil {
		for _, b := range p.m.bozze {
			testo := p.testoBozza(b)
			if p.daRivedere(b) {
				testo = p.par.Testi.T("nuovocertificato.superata.bozza", "testo", testo)
			}
			s.Bozze = append(s.Bozze, RigaBozza{ID: b.ID, Testo: testo})
		}
	}
	return s
}

// testoBozza names time, step and code, not the patient: the list stands on an
// open screen (UX-04).
func (p *Presenter) testoBozza(b esenpat.Bozza) string {
	t := p.par.Testi
	codice := b.Dati.Esenzione.Codice
	if codice == "" {
		codice = t.T("nuovocertificato.bozza.senza-codice")
	}
	passo := b.Passo
	if passo == "" {
		passo = nomePasso(PassoAssistito)
	}
	return t.T("nuovocertificato.bozza.riga",
		"quando", b.ModificataIl.In(p.par.Adesso().Location()).Format("02/01/2006 15:04"),
		"passo", t.T("nuovocertificato.passo."+passo), "codice", codice)
}

func (p *Presenter) statoScheda(s esenpat.SchedaAssistito) *Scheda {
	t, a := p.par.Testi, s.Assistito
	ana := a.Anagrafica
	v := &Scheda{Rifiuto: p.rifiuto(a), Letta: p.letta(s.Letta)}
	riga := func(chiave, valore string) {
		if valore != "" {
			v.Righe = append(v.Righe, parti.Riga{Etichetta: t.T("nuovocertificato.assistito." + chiave), Valore: valore})
		}
	}
	riga("cognome-nome", a.Cognome+" "+a.Nome)
	riga("cf", string(a.CodiceFiscale))
	riga("sesso", string(a.Sesso))
	riga("nascita", p.nascita(a))
	riga("residenza", residenza(ana.Residenza))
	riga("asl", a.AslResidenza.Denominazione)
	riga("tessera", a.TesseraRegionale)
	v.Certificati, v.Esenzioni, v.Aura = p.righeCertificati(s), p.righeEsenzioni(s), p.righeAura(s)
	v.Duplica = p.par.Porte.Certificati != nil && v.Rifiuto == "" && len(v.Certificati) > 0
	if !a.Competenza.PuoRilasciare && v.Rifiuto == "" && a.Competenza.Motivo.Testo != "" {
		v.Avviso = a.Competenza.Motivo.Testo
	}
	return v
}

func (p *Presenter) nascita(a esenpat.Assistito) string {
	ana := a.Anagrafica
	if ana.DataNascita.Vuota() {
		return ""
	}
	anni := strconv.Itoa(ana.DataNascita.AnniCompiuti(p.oggi()))
	chiave := "nuovocertificato.assistito.nato"
	if a.Minorenne(p.oggi()) {
		chiave = "nuovocertificato.assistito.nato-minore"
	}
	nato := p.par.Testi.T(chiave, "data", ana.DataNascita.Italiana(), "anni", anni, "luogo", comune(ana.ComuneNascita))
	return strings.TrimSuffix(nato, ", ") // typed by hand: where is not known
}

func comune(c esenpat.Comune) string {
	if c.Provincia == "" {
		return c.Denominazione
	}
	return c.Denominazione + " (" + c.Provincia + ")"
}

func residenza(r esenpat.Residenza) string {
	var p []string
	for _, s := range []string{r.Indirizzo, strings.TrimSpace(r.CAP + " " + comune(r.Comune))} {
		if s != "" {
			p = append(p, s)
		}
	}
	return strings.Join(p, ", ")
}

func (p *Presenter) righeCertificati(s esenpat.SchedaAssistito) []RigaCertificato {
	var righe []RigaCertificato
	for _, c := range s.Certificati {
		diagnosi := strings.TrimSpace(c.Diagnosi.CodiceVisibile() + "  " + senzaFittizia(c.Diagnosi))
		if c.LeggiSpeciali {
			diagnosi = p.par.Testi.T("dettaglio.protetta")
		}
		stato := elenco.NomeStato(p.par.Testi, "certificati", string(c.Stato), c.StatoTesto)
		righe = append(righe, RigaCertificato{
			Diagnosi: diagnosi, Esenzione: c.Esenzione.Codice,
			Data: p.giorno(c.Date.CreatoIl), Medico: c.Redattore, Stato: stato,
		})
	}
	return righe
}

func senzaFittizia(d esenpat.VoceDiagnosi) string {
	if d.Fittizia {
		return ""
	}
	return d.Descrizione
}

func (p *Presenter) righeEsenzioni(s esenpat.SchedaAssistito) []RigaEsenzione {
	var righe []RigaEsenzione
	for _, e := range s.Esenzioni {
		stato := elenco.NomeStato(p.par.Testi, "esenzioni", string(e.Stato), e.StatoTesto)
		righe = append(righe, RigaEsenzione{
			Numero: e.Numero, Asl: e.Asl, Compilatore: e.Compilatore, Codice: e.Esenzione.Codice, Stato: stato,
			Richiesta: p.giorno(e.Date.RichiestaIl), Dal: e.Date.Inizio.Italiana(), Scadenza: p.scadenza(e.Date.Inizio, e.Date.Fine),
		})
	}
	return righe
}

func (p *Presenter) righeAura(s esenpat.SchedaAssistito) []RigaEsenzione {
	var righe []RigaEsenzione
	for _, e := range s.EsenzioniAURA {
		stato := p.par.Testi.T("nuovocertificato.assistito.aura-cessata")
		switch {
		case !e.DataSospensione.Vuota(): // G14
			stato = p.par.Testi.T("nuovocertificato.assistito.aura-sospesa", "data", e.DataSospensione.Italiana())
		case e.Attiva:
			stato = p.par.Testi.T("nuovocertificato.assistito.aura-attiva")
		}
		diagnosi := strings.TrimSpace(e.CodiceDiagnosi + " " + e.Diagnosi)
		if e.LeggiSpeciali {
			diagnosi = p.par.Testi.T("dettaglio.protetta")
		}
		righe = append(righe, RigaEsenzione{
			Codice: e.Codice, Diagnosi: diagnosi, Stato: stato, Dal: e.DataEmissione.Italiana(), Scadenza: p.scadenza(e.DataEmissione, e.DataScadenza),
		})
	}
	return righe
}

// scadenza: an exemption that runs without an end says so; a request has none yet.
func (p *Presenter) scadenza(inizio, fine esenpat.Data) string {
	if fine.Vuota() && !inizio.Vuota() {
		return p.par.Testi.T("nuovocertificato.senza-scadenza")
	}
	return fine.Italiana()
}

// doppione warns when the patient already has this exemption, or a certificate
// for it that is still open (G23): a warning, never a stop.
func (p *Presenter) doppione() string {
	codice, t := p.m.bozza.Dati.Esenzione.Codice, p.par.Testi
	if codice == "" || p.m.scheda == nil {
		return ""
	}
	if d := p.esenzioneDoppia(codice); d != "" {
		return d
	}
	for _, c := range p.m.scheda.Certificati {
		if c.Esenzione.Codice == codice && aperto(c) {
			return t.T("nuovocertificato.doppione.certificato", "codice", codice, "numero", c.Numero, "data", p.giorno(c.Date.CreatoIl))
		}
	}
	return ""
}

// esenzioneDoppia warns of the same exemption, in AURA or asked for.
func (p *Presenter) esenzioneDoppia(codice string) string {
	t := p.par.Testi
	for _, e := range p.m.scheda.EsenzioniAURA {
		if e.Codice == codice && e.Attiva && codice != p.m.rinnovo.codice { // a renewal moves its end, and says so when it is issued
			return t.T("nuovocertificato.doppione.aura", "codice", codice, "scadenza", p.scadenza(e.DataEmissione, e.DataScadenza))
		}
	}
	for _, e := range p.m.scheda.Esenzioni {
		if e.Esenzione.Codice == codice && e.Stato.InCorso() && !p.perQuesta(e) {
			return t.T("nuovocertificato.doppione.esenzione", "codice", codice, "numero", e.Numero)
		}
	}
	return ""
}

// perQuesta reports whether the certificate is written for e itself: an answer
// to the ASL, or a renewal.
func (p *Presenter) perQuesta(e esenpat.EsenzioneSintesi) bool {
	return e.Numero == p.m.bozza.Pratica.Numero || e.Numero == p.m.rinnovo.numero
}

func aperto(c esenpat.CertificatoSintesi) bool {
	return c.Stato == esenpat.DaFirmare || (c.Stato == esenpat.Valido && c.Utilizzabile)
}
