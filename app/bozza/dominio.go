package bozza

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// maxRiga bounds a one-line field: the longest description of the catalogue has
// some 300 characters.
const maxRiga = 1000

// lettore turns fields of the file into domain values and keeps the first fault.
type lettore struct{ err error }

func (l *lettore) colpa(campo string, err *esenpat.Error) {
	if l.err == nil {
		l.err = err.At(campo).With("campo", campo)
	}
}

func (l *lettore) riga(campo, s string) string {
	s = riga(s)
	if utf8.RuneCountInString(s) > maxRiga || nonAmmessi(s) != "" {
		l.colpa(campo, esenpat.NewError(esenpat.Invalid, "bozza.campo", "bozza.Leggi"))
	}
	return s
}

func (l *lettore) codice(campo, s string) string { return strings.ToUpper(l.riga(campo, s)) }

func (l *lettore) scelta(campo, s string, ammessi ...string) string {
	s = l.codice(campo, s)
	if s != "" && !slices.Contains(ammessi, s) {
		l.colpa(campo, esenpat.NewError(esenpat.Invalid, "bozza.campo", "bozza.Leggi"))
	}
	return s
}

func (l *lettore) codiceFiscale(campo, s string) esenpat.CodiceFiscale {
	if strings.TrimSpace(s) == "" {
		return ""
	}
	cf, err := esenpat.ParseCodiceFiscale(s)
	if err != nil {
		l.colpa(campo, esenpat.AsError(err))
	}
	return cf
}

func (l *lettore) data(campo, s string) esenpat.Data {
	if strings.TrimSpace(s) == "" {
		return esenpat.Data{}
	}
	d, err := esenpat.ParseData(strings.TrimSpace(s))
	if err != nil || d.Anno < 1850 || d.Anno > 2199 {
		l.colpa(campo, esenpat.NewError(esenpat.Invalid, "data.non-valida", "bozza.Leggi"))
	}
	return d
}

func (l *lettore) ora(s string) string {
	s = strings.TrimSpace(s)
	if _, err := leggiOra(s); err != nil {
		l.colpa("ora", esenpat.NewError(esenpat.Invalid, "bozza.campo", "bozza.Leggi"))
	}
	return s
}

// leggiOra reads "hh:mm" or "hh:mm:ss" as time after midnight; empty is noon.
func leggiOra(s string) (time.Duration, error) {
	if s == "" {
		return 12 * time.Hour, nil
	}
	t, err := time.Parse("15:04", s)
	if err != nil {
		t, err = time.Parse("15:04:05", s)
	}
	if err != nil {
		return 0, err
	}
	return time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute + time.Duration(t.Second())*time.Second, nil
}

func (l *lettore) patologia(s string) string {
	if strings.TrimSpace(s) == "" {
		return ""
	}
	p, err := NormalizzaPatologia(s, 0)
	if err != nil {
		l.colpa("patologia", esenpat.AsError(err))
	}
	return p
}

func dominio(d dtoBozza) (File, error) {
	l := &lettore{}
	f := File{
		TelefonoMedico: l.riga("medico.telefono", d.Medico.Telefono),
		Data:           l.data("data", d.Data), Ora: l.ora(d.Ora),
		Annulla: l.riferimento("annulla", d.Annulla),
		Bozza: esenpat.Bozza{
			ID: l.riga("id", d.ID), Medico: l.medico(d.Medico), Azienda: l.azienda("medico.azienda", d.Medico.Azienda),
			Assistito: l.assistito(d.Assistito), Dati: l.dati(d), Stato: esenpat.BozzaAperta,
			Sostituisce: l.riferimento("sostituisce", d.Sostituisce),
		},
	}
	return f, l.err
}

func (l *lettore) comune(campo string, c dtoComune) esenpat.Comune {
	return esenpat.Comune{
		CodiceIstat: l.riga(campo+".codice_istat", c.CodiceIstat), CodiceCatastale: l.codice(campo+".codice_catastale", c.CodiceCatastale),
		Denominazione: l.riga(campo+".denominazione", c.Denominazione), Provincia: l.codice(campo+".provincia", c.Provincia),
	}
}

func (l *lettore) azienda(campo string, a dtoAzienda) esenpat.Azienda {
	return esenpat.Azienda{
		Codice: l.riga(campo+".codice", a.Codice), Denominazione: l.riga(campo+".denominazione", a.Denominazione),
		Indirizzo: l.riga(campo+".indirizzo", a.Indirizzo), Telefono: l.riga(campo+".telefono", a.Telefono),
		PEC: l.riga(campo+".pec", a.PEC), PartitaIVA: l.riga(campo+".partita_iva", a.PartitaIVA),
	}
}

func (l *lettore) medico(m dtoMedico) esenpat.Utente {
	return esenpat.Utente{
		CodiceFiscale: l.codiceFiscale("medico.codice_fiscale", m.CodiceFiscale), Cognome: l.riga("medico.cognome", m.Cognome),
		Nome: l.riga("medico.nome", m.Nome), Titolo: l.riga("medico.titolo", m.Titolo),
	}
}

func (l *lettore) assistito(a dtoAssistito) esenpat.Assistito {
	const p = "assistito."
	r := a.Residenza
	return esenpat.Assistito{
		ID: l.riga(p+"id", a.ID), IDAura: l.riga(p+"id_aura", a.IDAura),
		CodiceFiscale: l.codiceFiscale(p+"codice_fiscale", a.CodiceFiscale),
		Cognome:       l.riga(p+"cognome", a.Cognome), Nome: l.riga(p+"nome", a.Nome),
		Sesso: esenpat.Sesso(l.scelta(p+"sesso", a.Sesso, "F", "M")),
		Anagrafica: esenpat.Anagrafica{
			DataNascita: l.data(p+"data_nascita", a.DataNascita), ComuneNascita: l.comune(p+"comune_nascita", a.ComuneNascita),
			StatoNascita: l.riga(p+"stato_nascita", a.StatoNascita),
			Residenza: esenpat.Residenza{
				Indirizzo: l.riga(p+"residenza.indirizzo", r.Indirizzo), CAP: l.riga(p+"residenza.cap", r.CAP),
				Regione: l.riga(p+"residenza.regione", r.Regione), Comune: l.comune(p+"residenza.comune", r.Comune),
			},
		},
		AslResidenza: l.azienda(p+"asl_residenza", a.AslResidenza),
	}
}

func (l *lettore) dati(d dtoBozza) esenpat.DatiCertificato {
	tipologia := esenpat.Tipologia(l.scelta("tipologia", d.Tipologia, "MC", "MR", "IN", "AL"))
	codifica := strings.ToLower(l.scelta("codifica", d.Codifica, "NAZIONALE", "DM329", "VENETO", "SICILIA", "PIEMONTE"))
	e := esenpat.VoceEsenzione{
		Codifica: esenpat.Codifica(codifica), Codice: l.codice("codice_esenzione", d.CodiceEsenzione),
		Descrizione: l.riga("esenzione_descrizione", d.DescrEsenzione), Tipologia: tipologia,
	}
	return esenpat.DatiCertificato{
		Tipologia: tipologia, TipologiaInvalidita: esenpat.TipologiaInvalidita(l.codice("tipologia_invalidita", d.TipologiaInvalidita)),
		Esenzione: e, Diagnosi: l.diagnosi(d, e.Codice), Patologia: l.patologia(d.Patologia),
		LeggiSpeciali: esenpat.SceltaDi(d.LeggiSpeciali), OscuratoGenitore: esenpat.SceltaDi(d.Oscurato),
		UnitaProduttiva: esenpat.UnitaProduttiva{
			Matricola: l.riga("unita_produttiva.matricola", d.Unita.Matricola), Descrizione: l.riga("unita_produttiva.descrizione", d.Unita.Descrizione),
			STS11: l.riga("unita_produttiva.sts11", d.Unita.STS11), Struttura: l.riga("unita_produttiva.struttura", d.Unita.Struttura),
		},
		Regime:           esenpat.Regime(l.scelta("regime_documento", d.Regime, "SSN", "SSR")),
		VersioneCatalogo: l.riga("versione_catalogo", d.VersioneCatalogo),
	}
}

// diagnosi reads an absent code of a chosen exemption as «Nessuna diagnosi
// codificata (000)» (spec 7).
func (l *lettore) diagnosi(d dtoBozza, esenzione string) esenpat.VoceDiagnosi {
	v := esenpat.VoceDiagnosi{
		Codice: l.codice("codice_diagnosi", d.CodiceDiagnosi), Descrizione: l.riga("diagnosi_descrizione", d.DescrDiagnosi),
		CodiceEsenzione: esenzione,
	}
	if v.Codice == esenpat.CodiceNessunaDiagnosi || (v.Codice == "" && esenzione != "") {
		v.Codice, v.Fittizia = "", true
	}
	return v
}

func (l *lettore) riferimento(campo string, r dtoRiferimento) esenpat.RiferimentoDocumento {
	out := esenpat.RiferimentoDocumento{
		ID: l.riga(campo+".id", r.ID), SetID: l.riga(campo+".set_id", r.SetID), Versione: r.Versione,
		Numero: l.riga(campo+".numero", r.Numero), Motivo: l.riga(campo+".motivo", r.Motivo),
	}
	if r.Versione < 0 || r.Versione > 9999 {
		l.colpa(campo+".versione", esenpat.NewError(esenpat.Invalid, "bozza.campo", "bozza.Leggi"))
	}
	if d := l.data(campo+".data", r.Data); !d.Vuota() {
		out.Data = d.Inizio(roma())
	}
	return out
}
