package documento_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/phpdave11/gofpdf"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/documento/pdfa"
)

// altrui lays out a CDA as another system would: a page of its own.
func altrui(t *testing.T, cda string) []byte {
	t.Helper()
	pdf := gofpdf.New("L", "mm", "A4", "")
	pdf.AddPage()
	var b bytes.Buffer
	if err := pdf.Output(&b); err != nil {
		t.Fatal(err)
	}
	f, err := pdfa.Completa(b.Bytes(), []byte(cda), pdfa.Descrizione{Titolo: "Altro", Lingua: "it-IT", Creato: contenuto().Emesso})
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestDocumentoConforme_judgesWhatAnotherBackendMade(t *testing.T) {
	g := nuovoGeneratore(t)
	d, err := g.Genera(t.Context(), contenuto())
	if err != nil {
		t.Fatal(err)
	}
	cda := string(d.CDA)
	for _, caso := range []struct{ da, a, regola, campo string }{
		{"", "", "", ""},
		{`<paragraph>Si certifica`, `<paragraph/><paragraph>Si certifica`, "", ""},
		{`<telecom use="WP"`, `<telecom`, "ERRORE-43", "medico.telefono"},
		{`<signatureCode code="S"`, `<signatureCode code="X"`, "ERRORE-30", "medico"},
		{`<title>Certificato`, `<titolo/><title>Certificato`, "XSD-ordine", ""},
		{`code="048"`, `code=""`, "", ""}, // our own rule: another system may know the exemption elsewhere
	} {
		err := g.DocumentoConforme(altrui(t, strings.Replace(cda, caso.da, caso.a, 1)))

		e := esenpat.AsError(err)
		switch {
		case caso.regola == "":
			if err != nil {
				t.Errorf("%s: %v", caso.a, err)
			}
		case e == nil || e.Code != "documento.non-conforme" || e.Field != caso.campo || e.Params["regola"] != caso.regola || e.Params["motivo"] == "" || e.Params["campo"] == "":
			t.Errorf("%s: %v at %q, %v", caso.a, err, e.Field, e.Params)
		}
	}
	if err := g.DocumentoConforme([]byte("%PDF-1.7")); esenpat.KindOf(err) != esenpat.Invalid {
		t.Error(err)
	}
}

func TestContenutoConforme_isWhatGeneraRefuses(t *testing.T) {
	g := nuovoGeneratore(t)
	c := contenuto()
	if err := g.ContenutoConforme(c); err != nil {
		t.Fatal(err)
	}
	c.Bozza, c.Assistito.Cognome = true, ""

	err := g.ContenutoConforme(c)

	if e := esenpat.AsError(err); e == nil || e.Code != "documento.non-conforme" || e.Field != "assistito.cognome" || e.Params["campo"] != "cognome dell'assistito" {
		t.Errorf("%v", err)
	}
}
