package cda

import (
	"regexp"
	"strings"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// Di returns what the document for c says. radice is the OID root used when c
// names none. The only error is Internal "documento.fuso-orario": the zone
// Europe/Rome could not be loaded.
func Di(c esenpat.ContenutoCertificato, radice string) (Certificato, error) {
	roma, err := time.LoadLocation("Europe/Rome")
	if err != nil {
		return Certificato{}, esenpat.NewError(esenpat.Internal, "documento.fuso-orario", "cda.Di").Because(err)
	}
	r := Certificato{
		Documento: documentoDi(c, radice, roma),
		Paziente:  pazienteDi(c.Assistito),
		Medico: Medico{
			CodiceFiscale: string(c.Medico.CodiceFiscale), Cognome: riga(c.Medico.Cognome), Nome: riga(c.Medico.Nome),
			Titolo: riga(c.Medico.Titolo), Recapito: recapitoDi(c),
		},
		Azienda:     Ente{riga(c.Azienda.Codice), riga(c.Azienda.Denominazione)},
		Incontro:    incontroDi(c),
		Annullativo: c.Annullativo(),
	}
	giorno := esenpat.DataDi(r.Documento.Emesso).Italiana()
	if r.Annullativo {
		r.Prestazione = "Visita generale del " + giorno + ", con annullamento di certificato di condizione o malattia"
		r.Referto = annullamentoDi(c.Identita.Annulla, roma)
		return r, nil
	}
	r.Prestazione = "Visita generale del " + giorno + ", con rilascio di certificato di condizione o malattia"
	r.Referto = testo(c.Dati.Patologia)
	r.Diagnosi = diagnosiDi(c.Dati.Diagnosi)
	r.Esenzione = Esenzione{SistemaEsenzione(c.Dati.Esenzione), riga(c.Dati.Esenzione.Codice), riga(c.Dati.Esenzione.Descrizione)}
	r.Conclusioni = "Si certifica la condizione sopra descritta ai fini del riconoscimento dell'esenzione " + trattino(r.Esenzione.Codice, r.Esenzione.Descrizione) + "."
	return r, nil
}

func documentoDi(c esenpat.ContenutoCertificato, radice string, roma *time.Location) Documento {
	i := c.Identita
	d := Documento{
		Radice: i.Radice, ID: riga(i.ID), SetID: riga(i.SetID), Versione: max(i.Versione, 1),
		Titolo: TitoloCertificato, Emesso: c.Emesso.In(roma).Truncate(time.Second), Riservatezza: "N",
	}
	if d.Radice == "" {
		d.Radice = radice
	}
	if c.Dati.LeggiSpeciali == esenpat.Si {
		d.Riservatezza = "V"
	}
	prima := i.Sostituisce
	if c.Annullativo() {
		d.Titolo, prima = TitoloAnnullativo, i.Annulla
	}
	if prima.Vuoto() {
		if d.SetID == "" {
			d.SetID = d.ID
		}
		return d
	}
	d.Precedente = Precedente{riga(prima.ID), max(prima.Versione, 1)}
	if i.Versione < 2 {
		d.Versione = d.Precedente.Versione + 1
	}
	if d.SetID == "" || d.SetID == d.ID {
		d.SetID = riga(prima.SetID)
	}
	if d.SetID == "" {
		d.SetID = d.Precedente.ID
	}
	return d
}

func pazienteDi(a esenpat.Assistito) Paziente {
	p := Paziente{
		CodiceFiscale: string(a.CodiceFiscale), IDAura: riga(a.IDAura),
		Cognome: riga(a.Cognome), Nome: riga(a.Nome), Sesso: string(a.Sesso), Nascita: a.Anagrafica.DataNascita,
	}
	if n := a.Anagrafica.ComuneNascita; riga(n.Denominazione) != "" {
		p.LuogoNascita = luogoDi(n, a.Anagrafica.StatoNascita)
	}
	r := a.Anagrafica.Residenza
	// ERRORE-11: an address without street or city is worse than none.
	if riga(r.Indirizzo) != "" && riga(r.Comune.Denominazione) != "" {
		p.Residenza = luogoDi(r.Comune, "")
		p.Residenza.Regione, p.Residenza.Provincia = riga(r.Regione), riga(r.Comune.Provincia)
		p.Residenza.CAP, p.Residenza.Indirizzo = riga(r.CAP), riga(r.Indirizzo)
	}
	return p
}

const statoItalia = "100"

// luogoDi returns city and state. A place abroad has the ISTAT code "999" plus
// the state's three digits, and no municipality.
func luogoDi(c esenpat.Comune, stato string) Luogo {
	l := Luogo{Stato: riga(stato), Citta: riga(c.Denominazione), Istat: riga(c.CodiceIstat)}
	if estero, ok := strings.CutPrefix(l.Istat, "999"); ok {
		if l.Stato == "" || l.Stato == statoItalia {
			l.Stato = estero
		}
		l.Istat = ""
	}
	if l.Stato == "" {
		l.Stato = statoItalia
	}
	return l
}

func incontroDi(c esenpat.ContenutoCertificato) Incontro {
	u := c.Dati.UnitaProduttiva
	i := Incontro{
		ID:        riga(c.Identita.Incontro),
		Unita:     Ente{riga(u.Matricola), riga(u.Descrizione)},
		Struttura: Ente{riga(u.STS11), riga(u.Struttura)},
	}
	if i.ID == "" {
		i.ID = riga(c.Identita.ID)
	}
	if i.Struttura.Nome == "" {
		i.Struttura.Nome = i.Unita.Nome
	}
	return i
}

// recapitoDi returns the author's telecom (ERRORE-20 asks for one): the
// doctor's telephone, else the company's, else its certified mail.
func recapitoDi(c esenpat.ContenutoCertificato) string {
	for _, s := range []string{c.TelefonoMedico, c.Azienda.Telefono, c.Azienda.PEC} {
		s = riga(s)
		if s == "" {
			continue
		}
		if strings.Contains(s, "@") {
			return "mailto:" + strings.ReplaceAll(s, " ", "")
		}
		cifre := strings.Map(func(r rune) rune {
			if (r >= '0' && r <= '9') || r == '+' {
				return r
			}
			return -1
		}, s)
		if cifre != "" {
			return "tel:" + cifre
		}
	}
	return ""
}

func diagnosiDi(d esenpat.VoceDiagnosi) Diagnosi {
	r := Diagnosi{Codice: riga(d.Codice), Descrizione: riga(d.Descrizione)}
	if d.CodiceVisibile() == esenpat.CodiceNessunaDiagnosi || r.Codice == esenpat.CodiceNessunaDiagnosi {
		r.Codice = ""
	}
	if r.Descrizione == "" && r.Codice == "" {
		r.Descrizione = senzaDiagnosi
	}
	return r
}

func annullamentoDi(a esenpat.RiferimentoDocumento, roma *time.Location) string {
	numero := riga(a.Numero)
	if numero == "" {
		numero = riga(a.ID)
	}
	s := "Il presente documento annulla il certificato di condizione o malattia n. " + numero
	if !a.Data.IsZero() {
		s += " del " + esenpat.DataDi(a.Data.In(roma)).Italiana()
	}
	s += ", che non è più valido."
	if m := testo(a.Motivo); m != "" {
		s += "\nMotivo: " + m
	}
	return s
}

// codiceNazionale tells the shapes of the national coding: chronic and
// disabling (001, 0031, 0A02, with subcodes 0A02.394), rare (RFG101) and the
// groups of a letter and two digits (C01).
func codiceNazionale(codice string) bool {
	ok, err := regexp.MatchString(`^(0[0-9A-Z]\d{1,2}(\.\w+)*|R[A-Z]\w{3,5}|[A-Z]\d{2})$`, codice)
	return err == nil && ok
}

// SistemaEsenzione returns the OID of the coding that v belongs to: the
// national one, also for national codes delivered by Piemonte's catalogue, or
// the regional one (spec 3, section 8).
func SistemaEsenzione(v esenpat.VoceEsenzione) string {
	switch v.Codifica {
	case esenpat.CodificaVeneto:
		return oidEsenzReg + "50.6.22"
	case esenpat.CodificaSicilia:
		return oidEsenzReg + "190.6.22"
	case esenpat.CodificaPiemonte:
		if !codiceNazionale(v.Codice) {
			return oidEsenzReg + "10.6.22"
		}
	case esenpat.CodificaNazionale, esenpat.CodificaDM329, "":
	}
	return oidEsenzioni
}

// riga makes one line of s: a name or a code has no line breaks, and blanks
// at its ends or in a row carry no meaning.
func riga(s string) string { return strings.Join(strings.Fields(s), " ") }

// testo brings line breaks to \n and TAB to a blank and trims the ends; what
// the lines hold is the doctor's and stays.
func testo(s string) string {
	return strings.TrimSpace(strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n", "\t", " ").Replace(s))
}

func trattino(codice, descrizione string) string {
	switch {
	case codice == "":
		return descrizione
	case descrizione == "":
		return codice
	}
	return codice + " - " + descrizione
}
