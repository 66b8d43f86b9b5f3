package ambiente_test

import (
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"
)

func con(o oggetto, nome string, valore any) oggetto {
	c := oggetto{}
	maps.Copy(c, o)
	if valore == nil {
		delete(c, nome)
	} else {
		c[nome] = valore
	}
	return c
}

func TestCrea_refusesWhatTheRulesForbid(t *testing.T) {
	b := avvia(t)
	c := b.medico(t, ferraris)
	adulto, minore := c.assistito(cfAdulto), c.assistito(cfMinore)
	base := c.bozza()
	for nome, caso := range map[string]struct {
		cit    string
		bozza  oggetto
		stato  int
		codice string
	}{
		"diagnosis of another exemption": {adulto, con(base, "codice_diagnosi", "250.0"), 422, "DIAGNOSI_NON_DI_ESENZIONE"},
		"diagnosis unknown":              {adulto, con(base, "codice_diagnosi", "999.99"), 422, "VOCE_NON_VALIDA"},
		"diagnosis missing for 048":      {adulto, con(base, "codice_diagnosi", "000"), 422, "DIAGNOSI_MANCANTE"},
		"exemption unknown":              {adulto, con(base, "codice_esenzione", "ZZZ"), 422, "VOCE_NON_VALIDA"},
		"exemption of an old catalogue":  {adulto, con(con(base, "codice_esenzione", "ZZZ"), "versione_catalogo", "0-vecchia"), 422, "CATALOGO_SUPERATO"},
		"exemption of another type":      {adulto, con(base, "tipologia", "MR"), 422, "TIPOLOGIA_NON_CORRISPONDE"},
		"unit of somebody else":          {adulto, con(base, "unita_produttiva", "UP010203001"), 422, "UNITA_PRODUTTIVA_NON_ABILITATA"},
		"blank illness":                  {adulto, con(base, "patologia", " \n\t "), 422, "PATOLOGIA_NON_VALIDA"},
		"illness too long":               {adulto, con(base, "patologia", strings.Repeat("à", 4001)), 422, "PATOLOGIA_NON_VALIDA"},
		"control characters":             {adulto, con(base, "patologia", "testo\u0007"), 422, "PATOLOGIA_NON_VALIDA"},
		"special laws not answered":      {adulto, con(base, "soggetto_leggi_speciali", nil), 400, "PARAMETRI_MANCANTI"},
		"adult hidden from the parent":   {adulto, con(base, "oscurato_genitore", true), 422, "OSCURAMENTO_NON_MINORE"},
		"minor without the answer":       {minore, base, 422, "MINORE_SENZA_OSCURAMENTO"},
		"unknown field":                  {adulto, con(base, "codice_fiscale", cfAdulto), 400, "DATI_INCONGRUENTI"},
		"invalidity for a chronic one":   {adulto, con(base, "tipologia_invalidita", "G"), 422, "VOCE_NON_VALIDA"},
		"wrong regime":                   {adulto, con(base, "regime_documento", "NOSSN"), 422, "REGIME_NON_AMMESSO"},
		"replaces what does not exist":   {adulto, con(base, "sostituisce", "0123456789abcdef"), 404, "RISORSA_NON_TROVATA"},
		"patient unknown":                {"0123456789abcdef", base, 404, "ASSISTITO_NON_TROVATO"},
	} {
		t.Run(nome, func(t *testing.T) {
			e := c.chiama("POST", "/cittadini/"+caso.cit+"/certificati", con(caso.bozza, "id_client", uuid.NewString()), chiave(nuovaChiave()))
			e.rifiuta(caso.stato, caso.codice)
		})
	}
	n, err := b.Conta(t.Context())
	if err != nil || n.Certificati != 0 {
		t.Errorf("%d certificates after refusals (%v)", n.Certificati, err)
	}
}

func TestCrea_stopsForPatientsThatCannotBeCertified(t *testing.T) {
	b := avvia(t)
	c := b.medico(t, ferraris)
	base := c.bozza()
	for cognome, codice := range map[string]string{
		"gallino": "ASSISTITO_DECEDUTO", "novelli": "ASSISTENZA_TERMINATA",
		"demaria": "PROFILO_NON_UTILIZZABILE", "brambilla": "NON_ASSISTITO_PIEMONTE",
	} {
		cit := c.perCognome(cognome)
		c.chiama("POST", "/cittadini/"+cit+"/certificati", con(base, "id_client", uuid.NewString()), chiave(nuovaChiave())).rifiuta(422, codice)
		e := c.chiama("GET", "/cittadini/"+cit, nil)
		if codice == "NON_ASSISTITO_PIEMONTE" {
			e.rifiuta(422, codice)
			continue
		}
		if comp, _ := e.vuole(http.StatusOK).mappa()["competenza"].(map[string]any); comp["puo_certificare"] != false {
			t.Errorf("%s: %v", codice, comp)
		}
	}
}

func TestCrea_minorUnlimitedWithoutDiagnosis(t *testing.T) {
	b := avvia(t)
	c := b.medico(t, ferraris)
	cit := c.assistito(cfMinore)
	bozza := con(con(con(c.bozza(), "codice_esenzione", "051"), "codice_diagnosi", ""), "oscurato_genitore", true)

	v := c.crea(cit, con(bozza, "soggetto_leggi_speciali", true))

	e := c.chiama("GET", v.percorso(), nil).vuole(http.StatusOK)
	d, _ := e.mappa()["diagnosi"].(map[string]any)
	if d["fittizia"] != true || e.mappa()["oscurato_genitore"] != true || e.mappa()["soggetto_leggi_speciali"] != true {
		t.Errorf("%s", e.corpo)
	}
	b.firma(c, v).vuole(http.StatusOK)
	p := c.chiama("GET", v.percorso()+"/proposta-esenzione", nil).vuole(http.StatusOK).mappa()
	if p["data_fine_proposta"] != nil || p["illimitata"] != true || p["codice_diagnosi"] != "000" {
		t.Errorf("proposal %v", p)
	}
}

func TestCrea_sameDraftGivesOneCertificate(t *testing.T) {
	b := avvia(t)
	c := b.medico(t, ferraris)
	cit := c.assistito(cfAdulto)
	bozza := c.bozza()
	v := c.crea(cit, bozza)

	e := c.chiama("POST", "/cittadini/"+cit+"/certificati", bozza, chiave(nuovaChiave()))

	e.rifiuta(http.StatusConflict, "ID_CLIENT_ESISTENTE")
	if e.dettaglio("certificato_id") != v.id {
		t.Error("the refusal does not lead to the certificate that exists")
	}
}

func TestCrea_numbersAreOfTheYearAndTheCompany(t *testing.T) {
	b := avvia(t)
	c := b.medico(t, ferraris)
	cit := c.assistito(cfAdulto)

	primo, secondo := c.crea(cit, c.bozza()), c.crea(cit, c.bozza())

	if primo.numero != "202601030100000001" || secondo.numero != "202601030100000002" {
		t.Errorf("numbers %s, %s", primo.numero, secondo.numero)
	}
}

// Manual: M106, C21.
func TestCompetenza_isOfTheDoctorForThePatient(t *testing.T) {
	b := avvia(t)
	for _, caso := range []struct {
		medico, cf string
		rilascia   bool
		motivo     string
	}{
		{ferraris, cfAdulto, true, ""},
		{ferraris, cfAltraASL, false, "ASL_NON_COMPETENTE"},
		{"luisa.gallo", cfAdulto, false, "NON_ABILITATO"},
		{"paolo.martini", cfAltraASL, true, ""},
		{"giulia.conti", cfAdulto, false, "AZIENDA_SENZA_RESIDENTI"},
		{"marco.bianchini", cfAltraASL, true, ""},
	} {
		c := b.medico(t, caso.medico)
		comp, _ := c.chiama("GET", "/cittadini/"+c.assistito(caso.cf), nil).vuole(http.StatusOK).mappa()["competenza"].(map[string]any)
		motivo, _ := comp["motivo"].(map[string]any)
		codice, _ := motivo["codice"].(string)
		if comp["puo_certificare"] != true || comp["puo_rilasciare"] != caso.rilascia || codice != caso.motivo {
			t.Errorf("%s: %v", caso.medico, comp)
		}
	}
}

func TestRicerca_ignoresAccentsCaseAndApostrophes(t *testing.T) {
	b := avvia(t)
	c := b.medico(t, ferraris)
	for scritto, quanti := range map[string]int{"d'alo": 1, "D’ALÒ": 1, "rossi": 6, "muller": 1, "nessuno": 0} {
		if n := len(c.chiama("POST", "/cittadini/_search", oggetto{"cognome": scritto}).vuole(http.StatusOK).elenco()); n != quanti {
			t.Errorf("%s: %d", scritto, n)
		}
	}
	c.chiama("POST", "/cittadini/_search", oggetto{"codice_fiscale": "RSSLNE68D52L219X"}).rifiuta(422, "CF_NON_VALIDO")
	c.chiama("POST", "/cittadini/_search", oggetto{"nome": "Anna"}).rifiuta(400, "RICERCA_INCOMPLETA")
	c.chiama("POST", "/cittadini/_search", oggetto{}).rifiuta(400, "RICERCA_INCOMPLETA")
}

// Manual: M21, C02.
func TestElenchi_pagesFiltersAndOwnOnly(t *testing.T) {
	b := avvia(t)
	c, altro := b.medico(t, ferraris), b.medico(t, "luisa.gallo")
	cit := c.assistito(cfAdulto)
	for range 3 {
		c.crea(cit, c.bozza())
	}
	riservato := c.crea(cit, con(c.bozza(), "soggetto_leggi_speciali", true))

	e := c.chiama("POST", "/operatore-sanitario/certificati/_search", oggetto{"limit": 2, "offset": 2, "stato": []string{"DA_FIRMARE"}}).vuole(http.StatusOK)
	if len(e.elenco()) != 2 || e.testate.Get("X-Total-Elements") != "4" || e.testate.Get("X-Page") != "2" || e.testate.Get("X-Total-Pages") != "2" {
		t.Errorf("page: %v", e.testate)
	}
	c.chiama("POST", "/operatore-sanitario/certificati/_search", oggetto{"limit": 500}).rifiuta(400, "DATI_INCONGRUENTI")
	if n := len(altro.chiama("POST", "/operatore-sanitario/certificati/_search", oggetto{}).vuole(http.StatusOK).elenco()); n != 0 {
		t.Errorf("another doctor sees %d", n)
	}
	visti := altro.chiama("GET", "/cittadini/"+cit+"/certificati", nil).vuole(http.StatusOK).elenco()
	if len(visti) != 3 || slices.ContainsFunc(visti, func(m map[string]any) bool { return m["id"] == riservato.id }) {
		t.Errorf("special laws: another doctor sees %d", len(visti))
	}
	altro.chiama("GET", riservato.percorso()+"/pdf", nil).rifiuta(http.StatusForbidden, "NON_REDATTORE")
	c.chiama("GET", "/cittadini/"+c.assistito(cfMinore)+"/certificati/"+riservato.id+"/pdf", nil).rifiuta(http.StatusNotFound, "RISORSA_NON_TROVATA")

	delta := c.chiama("GET", "/operatore-sanitario/certificati/variazioni?limit=3", nil).vuole(http.StatusOK)
	if delta.mappa()["altri"] != true {
		t.Error("delta: there is more")
	}
	resto := c.chiama("GET", "/operatore-sanitario/certificati/variazioni?cursore="+delta.testo("cursore"), nil).vuole(http.StatusOK)
	if n, _ := resto.mappa()["elementi"].([]any); len(n) != 1 {
		t.Errorf("delta: %d left", len(n))
	}
	c.chiama("GET", "/operatore-sanitario/esenzioni/variazioni?cursore=falso", nil).rifiuta(http.StatusGone, "CURSORE_SCADUTO")
}
