package certificati_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

func nonConforme() *esenpat.Error {
	return esenpat.NewError(esenpat.Invalid, "documento.non-conforme", "finto").At("patologia").
		With("campo", "descrizione della patologia").With("regola", "ERRORE-b5").With("motivo", "Manca il testo")
}

// Manual: M11.
func TestCrea_whatBreaksANationalRuleIsNeverSent(t *testing.T) {
	s := nuovoServizio()
	s.bozzaRotta = nonConforme()

	_, err := s.redazione().Crea(t.Context(), bozza())

	if e := erroreDi(t, err, esenpat.Invalid, "documento.non-conforme"); e.Field != "patologia" {
		t.Errorf("at %q", e.Field)
	}
	if len(s.inviate) != 0 || len(s.salvate) != 0 {
		t.Errorf("sent %v, saved %v", s.inviate, s.salvate)
	}
}

func TestCrea_anEarlierTryIsLookedUpBeforeTheRules(t *testing.T) {
	s := nuovoServizio()
	s.perdi, s.muto = true, true
	_, err := s.redazione().Crea(t.Context(), bozza())
	codice(t, err, esenpat.Uncertain, "certificato.esito-incerto")
	s.muto, s.bozzaRotta = false, nonConforme()

	c, err := s.redazione().Crea(t.Context(), bozza())

	if err != nil || c.ID != "cert-1" || s.creazioni != 1 {
		t.Errorf("c = %+v, %v", c, err)
	}
}

func TestDocumento_whatTheHealthRecordWouldRefuseIsNotOffered(t *testing.T) {
	s := conCertificato()
	s.pdfRotto = nonConforme()

	pdf, err := s.archivio().Documento(t.Context(), "assistito-1", "cert-1")

	e := erroreDi(t, err, esenpat.Conflict, "certificato.documento-fuori-norma")
	if pdf != nil || e.Params["regola"] != "ERRORE-b5" || e.Params["campo"] == "" || e.Field != "patologia" {
		t.Errorf("%+v", e)
	}
	s.cert.Stato = esenpat.Valido // signed long ago: the verification judges it
	if _, err := s.archivio().Documento(t.Context(), "assistito-1", "cert-1"); err != nil {
		t.Error(err)
	}
}

func campiDiversi(t *testing.T, err error) string {
	t.Helper()
	d, ok := errors.AsType[*esenpat.DocumentoDiverso](err)
	if !ok {
		t.Fatalf("no differences: %v", err)
	}
	campi := make([]string, len(d.Differenze))
	for i, x := range d.Differenze {
		campi[i] = x.Campo
	}
	return strings.Join(campi, " ")
}

func TestDocumento_everyDifferenceFromTheSummaryIsListed(t *testing.T) {
	altro := func(c *esenpat.ContenutoCertificato, d *esenpat.DatiCertificato) {
		c.Assistito.Cognome, c.Assistito.Nome, c.Assistito.Anagrafica.DataNascita = "Altri", "Eva", esenpat.NewData(1981, 1, 31)
		c.Medico.CodiceFiscale = "ALTRO"
		d.Patologia, d.Esenzione.Codice, d.Diagnosi.Codice, d.LeggiSpeciali = "x", "", "042", esenpat.Si
		d.UnitaProduttiva = esenpat.UnitaProduttiva{Matricola: "m2", Descrizione: "Cardiologia"}
	}
	for nome, caso := range map[string]struct {
		cambia func(*esenpat.ContenutoCertificato, *esenpat.DatiCertificato)
		attesi string
	}{
		"same": {func(*esenpat.ContenutoCertificato, *esenpat.DatiCertificato) {}, ""},
		"all": {
			altro,
			"assistito.cognome assistito.nome assistito.data_nascita medico.codice_fiscale patologia codice_esenzione codice_diagnosi soggetto_leggi_speciali unita_produttiva",
		},
		"annulling":  {func(c *esenpat.ContenutoCertificato, _ *esenpat.DatiCertificato) { c.Identita.Annulla.ID = "x" }, "annullativo"},
		"upper case": {func(c *esenpat.ContenutoCertificato, _ *esenpat.DatiCertificato) { c.Assistito.Cognome = "PROVETTI" }, ""},
		"nobody named": {func(c *esenpat.ContenutoCertificato, _ *esenpat.DatiCertificato) {
			c.Assistito, c.Medico = esenpat.Assistito{}, esenpat.Utente{}
		}, ""},
		"other spacing": {func(_ *esenpat.ContenutoCertificato, d *esenpat.DatiCertificato) {
			d.Patologia = "Testo\ndella  patologia."
		}, ""},
		"other code": {func(_ *esenpat.ContenutoCertificato, d *esenpat.DatiCertificato) {
			d.UnitaProduttiva.Matricola = "120103.XX.64"
		}, ""},
		"other place": {func(_ *esenpat.ContenutoCertificato, d *esenpat.DatiCertificato) {
			d.UnitaProduttiva = esenpat.UnitaProduttiva{Matricola: "m2"}
		}, "unita_produttiva"},
		"no exemption": {func(_ *esenpat.ContenutoCertificato, d *esenpat.DatiCertificato) {
			d.Esenzione = esenpat.VoceEsenzione{}
		}, "codice_esenzione"},
		"no diagnosis": {func(_ *esenpat.ContenutoCertificato, d *esenpat.DatiCertificato) {
			d.Diagnosi = esenpat.VoceDiagnosi{Fittizia: true}
		}, "codice_diagnosi"},
		"character lost": {func(_ *esenpat.ContenutoCertificato, d *esenpat.DatiCertificato) {
			d.Patologia = "Testo della patologia. ‹U+1F600›"
		}, "patologia"},
	} {
		t.Run(nome, func(t *testing.T) {
			s := conCertificato()
			s.nelCDA.Assistito = bozza().Assistito
			caso.cambia(&s.nelCDA, &s.cda)

			_, err := s.archivio().Documento(t.Context(), "assistito-1", "cert-1")

			if caso.attesi == "" {
				if err != nil {
					t.Fatal(err)
				}
				return
			}
			if v := campiDiversi(t, err); v != caso.attesi {
				t.Errorf("got %q", v)
			}
		})
	}
}

// Manual: C24.
func TestDocumentoAnnullativo_mustAnnulAndBeAboutTheSamePerson(t *testing.T) {
	s := conCertificato()
	rif := esenpat.RiferimentoCertificato{AssistitoID: "assistito-1", ID: "cert-1"}
	if _, err := s.firma().AnnullaCertificato(t.Context(), rif, "errore"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.firma().DocumentoAnnullativo(t.Context(), rif); err != nil {
		t.Fatal(err)
	}
	s.nelCDA = esenpat.ContenutoCertificato{Assistito: esenpat.Assistito{Cognome: "Altri"}}

	_, err := s.firma().DocumentoAnnullativo(t.Context(), rif)

	if v := campiDiversi(t, err); v != "annullativo assistito.cognome" {
		t.Errorf("got %q", v)
	}
	s.nelCDA.Identita.Sostituisce.ID, s.nelCDA.Assistito, s.pdfRotto = "doc-1", esenpat.Assistito{}, nonConforme()
	_, err = s.firma().DocumentoAnnullativo(t.Context(), rif)
	codice(t, err, esenpat.Conflict, "certificato.documento-fuori-norma")
}
