package ambiente_test

import (
	"maps"
	"net/http"
	"testing"
	"time"
)

// firmato creates and signs a certificate of Anna Ferraris.
func (b *banco) firmato(c *cliente, cit string, cambia oggetto) creato {
	c.t.Helper()
	bozza := c.bozza()
	maps.Copy(bozza, cambia)
	v := c.crea(cit, bozza)
	v.etag = b.firma(c, v).vuole(http.StatusOK).testate.Get("ETag")
	return v
}

func (c *cliente) rilascia(v creato, modalita string, altro oggetto) *esito {
	corpo := oggetto{"certificato_id": v.id, "modalita": modalita, "usa_durata_predefinita": false}
	maps.Copy(corpo, altro)
	return c.chiama("POST", "/cittadini/"+v.cit+"/esenzioni", corpo, chiave(nuovaChiave()))
}

// Manual: M109, M112, M113, M114, C15, G06.
func TestRilascio_endDate(t *testing.T) {
	b := avvia(t)
	c := b.medico(t, ferraris)
	for nome, caso := range map[string]struct {
		cambia oggetto // of the draft
		chiede oggetto
		fine   any
		codice string
	}{
		"048, default":                    {nil, oggetto{"usa_durata_predefinita": true}, "2031-11-22", ""},
		"048, cleared is the default":     {nil, oggetto{"data_fine_validita": nil}, "2031-11-22", ""},
		"048, chosen":                     {nil, oggetto{"data_fine_validita": "2027-02-28"}, "2027-02-28", ""},
		"today is allowed":                {nil, oggetto{"data_fine_validita": "2026-11-22"}, "2026-11-22", ""},
		"yesterday is not":                {nil, oggetto{"data_fine_validita": "2026-11-21"}, nil, "DATA_NON_AMMESSA"},
		"no such day":                     {nil, oggetto{"data_fine_validita": "2027-02-30"}, nil, "DATI_INCONGRUENTI"},
		"unlimited, empty":                {oggetto{"codice_esenzione": "051", "codice_diagnosi": "000"}, oggetto{"data_fine_validita": nil}, nil, ""},
		"unlimited, with a date":          {oggetto{"codice_esenzione": "051", "codice_diagnosi": "000"}, oggetto{"data_fine_validita": "2030-06-30"}, "2030-06-30", ""},
		"duration not known, no date":     {oggetto{"codice_esenzione": "001", "codice_diagnosi": "253.0"}, oggetto{"usa_durata_predefinita": true}, nil, "DATA_NON_AMMESSA"},
		"duration not known, with a date": {oggetto{"codice_esenzione": "001", "codice_diagnosi": "253.0"}, oggetto{"data_fine_validita": "2028-01-01"}, "2028-01-01", ""},
	} {
		t.Run(nome, func(t *testing.T) {
			v := b.firmato(c, c.cittadino(), caso.cambia)
			e := c.rilascia(v, "RILASCIO", caso.chiede)
			if caso.codice != "" {
				if e.codice() != caso.codice {
					t.Fatalf("code %s", e.codice())
				}
				return
			}
			es, _ := e.vuole(http.StatusCreated).mappa()["esenzione"].(map[string]any)
			if es["data_fine_validita"] != caso.fine || es["data_inizio_validita"] != "2026-11-22" {
				t.Errorf("valid from %v to %v", es["data_inizio_validita"], es["data_fine_validita"])
			}
		})
	}
}

// cittadino returns another adult of the doctor's ASL at each call.
func (c *cliente) cittadino() string {
	c.t.Helper()
	cognomi := []string{"rossetti", "colombo", "ferrero", "pautasso", "albertini", "bertone", "cavallo", "audisio", "musso", "fontana"}
	c.usati++
	return c.perCognome(cognomi[(c.usati-1)%len(cognomi)])
}

// Manual: M82, M109, C16.
func TestRilascio_countsFromTheDayOfIssueInRome(t *testing.T) {
	b := avvia(t)
	c := b.medico(t, ferraris)
	v := b.firmato(c, c.assistito(cfAdulto), nil)
	b.tempo.Avanti(462 * 24 * time.Hour) // 27 February 2028, but the certificate is too old by then

	c = b.medico(t, ferraris)
	c.rilascia(v, "RILASCIO", oggetto{"usa_durata_predefinita": true}).rifiuta(409, "CERTIFICATO_NON_VALIDO")

	w := b.firmato(c, c.assistito(cfAdulto), nil)
	b.tempo.Avanti(time.Date(2028, 2, 28, 23, 30, 0, 0, time.UTC).Sub(b.tempo.Ora())) // 29 February in Rome
	c = b.medico(t, ferraris)
	e := c.rilascia(w, "RILASCIO", oggetto{"usa_durata_predefinita": true}).vuole(201)
	if e.testo("esenzione", "data_inizio_validita") != "2028-02-29" || e.testo("esenzione", "data_fine_validita") != "2033-02-28" {
		t.Errorf("%s", e.corpo)
	}
}

// Manual: M97, M106, M119, M122, M123, C17, C22.
func TestRilascio_whoMayIssueAndWhoMayAsk(t *testing.T) {
	b := avvia(t)
	c := b.medico(t, ferraris)
	altrove := b.firmato(c, c.assistito(cfAltraASL), nil)
	c.rilascia(altrove, "RILASCIO", oggetto{"usa_durata_predefinita": true}).rifiuta(403, "ASL_NON_COMPETENTE")

	e := c.rilascia(altrove, "RICHIESTA", oggetto{"usa_durata_predefinita": true, "note": "Prego valutare"}).vuole(201)

	if e.testo("esito") != "RICHIESTA_INVIATA" || e.testo("esenzione", "stato", "codice") != "INV" || e.testo("esenzione", "asl_competente", "id_azienda") != "010203" {
		t.Errorf("%s", e.corpo)
	}
	c.rilascia(altrove, "RICHIESTA", oggetto{"usa_durata_predefinita": true}).rifiuta(409, "GIA_UTILIZZATO")
	c.chiama("GET", altrove.percorso()+"/proposta-esenzione", nil).rifiuta(409, "GIA_UTILIZZATO")
	secondo := b.firmato(c, altrove.cit, nil)
	c.rilascia(secondo, "RICHIESTA", oggetto{"usa_durata_predefinita": true}).rifiuta(409, "ESENZIONE_PRESENTE")
	c.chiama("GET", "/cittadini/"+altrove.cit+"/esenzioni/"+e.testo("esenzione", "id")+"/pdf?document_type=07", nil).rifiuta(404, "RISORSA_NON_TROVATA")
	v := c.crea(c.assistito(cfAdulto), c.bozza())
	c.rilascia(v, "RILASCIO", oggetto{"usa_durata_predefinita": true}).rifiuta(409, "CERTIFICATO_NON_VALIDO")
	altro := b.medico(t, "luisa.gallo")
	altro.rilascia(secondo, "RILASCIO", oggetto{"usa_durata_predefinita": true}).rifiuta(403, "NON_REDATTORE")
}

func TestAnnulla_notWhileTheExemptionIsActive(t *testing.T) {
	b := avvia(t)
	c := b.medico(t, ferraris)
	v := b.firmato(c, c.assistito(cfAdulto), nil)
	c.rilascia(v, "RILASCIO", oggetto{"usa_durata_predefinita": true}).vuole(201)
	etag := c.chiama("GET", v.percorso(), nil).vuole(200).testate.Get("ETag")

	c.chiama("POST", v.percorso()+"/annullamento", oggetto{}, chiave(nuovaChiave()), seEtag(etag)).rifiuta(409, "UTILIZZATO_DA_ESENZIONE_ATTIVA")
}

// Manual: M118, C12.
func TestRilascio_auraActiveGetsItsExpiryMoved(t *testing.T) {
	b := avvia(t)
	c := b.medico(t, ferraris)
	cit := c.perCognome("giordano")
	v := b.firmato(c, cit, nil)
	p := c.chiama("GET", v.percorso()+"/proposta-esenzione", nil).vuole(200)
	if p.testo("esenzione_attiva_aura", "data_scadenza") != "2029-05-09" {
		t.Fatalf("proposal: %s", p.corpo)
	}
	prima := b.conta(t).InAURA

	e := c.rilascia(v, "RILASCIO", oggetto{"usa_durata_predefinita": true}).vuole(200)

	if e.testo("esito") != "SCADENZA_AGGIORNATA" || e.testo("scadenza_precedente") != "2029-05-09" || e.testo("esenzione", "data_fine_validita") != "2031-11-22" {
		t.Errorf("%s", e.corpo)
	}
	if n := b.conta(t); n.InAURA != prima || n.Esenzioni != 1 {
		t.Errorf("a second exemption: %+v", n)
	}
	w := b.firmato(c, cit, nil)
	e = c.rilascia(w, "RILASCIO", oggetto{"data_fine_validita": "2027-01-31"}).vuole(200)
	if e.testo("scadenza_precedente") != "2031-11-22" || b.conta(t).Esenzioni != 1 {
		t.Errorf("%s", e.corpo)
	}
}

func (c *cliente) perCognome(cognome string) string {
	c.t.Helper()
	tutti := c.chiama("POST", "/cittadini/_search", oggetto{"cognome": cognome}).vuole(http.StatusOK).elenco()
	if len(tutti) == 0 {
		c.t.Fatalf("nobody is called %s", cognome)
	}
	id, _ := tutti[0]["id"].(string)
	return id
}
