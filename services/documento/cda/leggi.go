package cda

import (
	"strconv"
	"strings"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/documento/albero"
)

// Leggi reads a document of our own shape and accounts for every element,
// attribute and text in it: written again, the value read gives the same tree.
// Errors, all Invalid: "cda.illeggibile" (not XML, or hostile), "cda.forma"
// (readable, but something is missing, added or moved; the cause names where,
// without patient data).
func Leggi(b []byte) (Certificato, error) {
	radice, c, err := leggi(b)
	if err != nil {
		return Certificato{}, err
	}
	bis, err := Scrivi(c)
	if err != nil {
		return Certificato{}, err
	}
	albero2, err := albero.Leggi(bis)
	if err != nil {
		return Certificato{}, fault("cda.illeggibile").Because(err)
	}
	if dove := albero.Diverso(radice, albero2); dove != "" {
		return Certificato{}, fault("cda.forma").Because(diverso(dove))
	}
	return c, nil
}

// LeggiCampi reads the fields of any CDA of this kind, also one laid out by
// another system: what it does not know is passed over, what is missing stays
// empty. Error Invalid "cda.illeggibile".
func LeggiCampi(b []byte) (Certificato, error) {
	_, c, err := leggi(b)
	return c, err
}

type diverso string

func (d diverso) Error() string { return "cda: unexpected at " + string(d) }

func fault(code string) *esenpat.Error { return esenpat.NewError(esenpat.Invalid, code, "cda.Leggi") }

func leggi(b []byte) (*albero.Nodo, Certificato, error) {
	r, err := albero.Leggi(b)
	if err != nil {
		return nil, Certificato{}, fault("cda.illeggibile").Because(err)
	}
	if r.Nome != "ClinicalDocument" {
		return nil, Certificato{}, fault("cda.illeggibile").Because(diverso(r.Nome))
	}
	c := Certificato{
		Documento: leggiDocumento(r), Paziente: leggiPaziente(r), Medico: leggiMedico(r),
		Azienda: leggiEnte(r.Primo("custodian/assignedCustodian/representedCustodianOrganization"), oidASL), Incontro: leggiIncontro(r),
	}
	leggiCorpo(r, &c)
	return r, c, nil
}

func leggiDocumento(r *albero.Nodo) Documento {
	d := Documento{
		Radice: r.Primo("id").Attr("root"), ID: r.Primo("id").Attr("extension"), SetID: r.Primo("setId").Attr("extension"),
		Versione: numero(r.Primo("versionNumber").Attr("value")), Titolo: r.Primo("title").Testo,
		Emesso: tempo(r.Primo("effectiveTime").Attr("value")), Riservatezza: r.Primo("confidentialityCode").Attr("code"),
	}
	if p := r.Primo("relatedDocument/parentDocument"); p.Nome != "" {
		d.Precedente = Precedente{p.Primo("id").Attr("extension"), numero(p.Primo("versionNumber").Attr("value"))}
	}
	return d
}

func leggiPaziente(r *albero.Nodo) Paziente {
	ruolo := r.Primo("recordTarget/patientRole")
	p := ruolo.Primo("patient")
	return Paziente{
		CodiceFiscale: conRadice(ruolo.Trova("id"), oidCF), IDAura: conRadice(ruolo.Trova("id"), oidAura),
		Cognome: p.Primo("name/family").Testo, Nome: p.Primo("name/given").Testo,
		Sesso: p.Primo("administrativeGenderCode").Attr("code"), Nascita: giorno(p.Primo("birthTime").Attr("value")),
		LuogoNascita: leggiLuogo(p.Primo("birthplace/place/addr")), Residenza: leggiLuogo(ruolo.Primo("addr")),
	}
}

func leggiLuogo(a *albero.Nodo) Luogo {
	t := func(nome string) string { return a.Primo(nome).Testo }
	return Luogo{
		Stato: t("country"), Regione: t("state"), Provincia: t("county"), Citta: t("city"),
		Istat: t("censusTract"), CAP: t("postalCode"), Indirizzo: t("streetAddressLine"),
	}
}

func leggiMedico(r *albero.Nodo) Medico {
	a := r.Primo("author/assignedAuthor")
	nome := a.Primo("assignedPerson/name")
	return Medico{
		CodiceFiscale: conRadice(a.Trova("id"), oidCF), Cognome: nome.Primo("family").Testo, Nome: nome.Primo("given").Testo,
		Titolo: nome.Primo("prefix").Testo, Recapito: a.Primo("telecom").Attr("value"),
	}
}

func leggiEnte(n *albero.Nodo, radice string) Ente {
	return Ente{conRadice(n.Trova("id"), radice), n.Primo("name").Testo}
}

func leggiIncontro(r *albero.Nodo) Incontro {
	e := r.Primo("componentOf/encompassingEncounter")
	f := e.Primo("location/healthCareFacility")
	return Incontro{
		ID:        e.Primo("id").Attr("extension"),
		Unita:     Ente{f.Primo("id").Attr("extension"), f.Primo("location/name").Testo},
		Struttura: leggiEnte(f.Primo("serviceProviderOrganization"), oidSTS11),
	}
}

func leggiCorpo(r *albero.Nodo, c *Certificato) {
	c.Annullativo = c.Documento.Titolo == TitoloAnnullativo
	sezione := func(codice string) *albero.Nodo { return sezioneDi(r, codice) }
	c.Prestazione = sezione("62387-6").Primo("text/list/item/content").Testo
	c.Referto = leggiReferto(sezione("47045-0"))
	if d := sezione("29548-5"); d.Nome != "" {
		c.Diagnosi = leggiDiagnosi(d)
	}
	c.Conclusioni = sezione("55110-1").Primo("text/paragraph").Testo
	if e := sezione("57827-8").Primo("entry/act/code"); e.Nome != "" {
		c.Esenzione = Esenzione{e.Attr("codeSystem"), e.Attr("code"), e.Attr("displayName")}
	}
}

// sezioneDi returns the first section with a LOINC code, at any level.
func sezioneDi(r *albero.Nodo, codice string) *albero.Nodo {
	trovata := &albero.Nodo{}
	r.Primo("component/structuredBody").Visita(func(n *albero.Nodo) {
		if n.Nome == "section" && trovata.Nome == "" && n.Primo("code").Ha("code", codice, "codeSystem", oidLOINC) {
			trovata = n
		}
	})
	return trovata
}

func leggiReferto(s *albero.Nodo) string {
	var righe []string
	for i, p := range s.Trova("text/paragraph") {
		if i == 0 && (p.Testo == introPatologiaF || p.Testo == introPatologiaM) {
			continue
		}
		righe = append(righe, p.Testo)
	}
	if righe == nil { // another system's narrative
		return s.Primo("text").TestoPieno()
	}
	return strings.Join(righe, "\n")
}

func leggiDiagnosi(s *albero.Nodo) Diagnosi {
	v := s.Primo("entry/observation/value")
	if codice := v.Attr("code"); codice != "" {
		return Diagnosi{codice, v.Attr("displayName")}
	}
	return Diagnosi{Descrizione: s.Primo("text/list/item/content").Testo}
}

func conRadice(ids []*albero.Nodo, radice string) string {
	for _, id := range ids {
		if id.Attr("root") == radice {
			return id.Attr("extension")
		}
	}
	return ""
}

func numero(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return n
}

func tempo(s string) time.Time {
	t, err := time.Parse(formatoTempo, s)
	if err != nil {
		return time.Time{}
	}
	if roma, err := time.LoadLocation("Europe/Rome"); err == nil {
		t = t.In(roma)
	}
	return t
}

func giorno(s string) esenpat.Data {
	t, err := time.Parse(formatoGiorno, s)
	if err != nil {
		return esenpat.Data{}
	}
	return esenpat.DataDi(t)
}
