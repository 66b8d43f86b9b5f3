package regione_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"reflect"
	"strings"
	"testing"
	"unicode"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// ostili are what a server may try to draw with a text.
func ostili() []string {
	return []string{
		"a\x1b[31mb", "x\x00y", "gpj.\u202Efdp.exe", "\u2066a\u2069", "zero\u200Bwidth\uFEFF", "riga\r\n{\"level\":\"ERROR\"}",
		"[qui](https://altrove.invalid) **x**", "<a href=//altrove.invalid>y</a>", strings.Repeat("parolalunghissima", 10_000), "\u2028z", "\x7f\u0085",
	}
}

// TestOstile_noTextOfTheServerCanDrawAnythingButItself guards FT-60: each hostile
// text in every field of the answers comes out without controls, overrides or
// characters of no width and not longer than can be drawn; only the doctor's own
// words come back as they were written.
func TestOstile_noTextOfTheServerCanDrawAnythingButItself(t *testing.T) {
	for n, ostile := range ostili() {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			codifica := map[string]any{"codice": ostile, "descrizione": ostile}
			certificato := map[string]any{
				"id": "1", "id_client": "2", "numero": ostile, "stato": codifica, "tipologia": codifica, "esenzione": codifica, "diagnosi": codifica, "patologia": ostile,
				"regime_documento": codifica, "pdf": map[string]any{"sha256": strings.Repeat("0", 64), "dimensione": 1},
				"assistito": map[string]any{"id": "3", "codice_fiscale": "RSSMRA80A01L219M", "cognome": ostile, "nome": ostile, "data_nascita": "1968-04-12", "sesso": "F", "residenza": map[string]any{"indirizzo": ostile}, "competenza": map[string]any{"motivo": map[string]any{"codice": ostile, "testo": ostile}}},
				"redattore": map[string]any{"codice_fiscale": "RSSMRA80A01L219M", "cognome": ostile, "nome": ostile}, "azienda": codifica, "azioni_ammesse": []string{ostile},
			}
			var risposta any
			stato := http.StatusOK
			b := avvia(t, profilo{}, func(w http.ResponseWriter, _ *http.Request) { rispondi(w, stato, risposta) })
			c := cliente(t, b)

			risposta = certificato
			letto, err := c.Certificato(t.Context(), "3", "1")
			if err != nil {
				t.Fatal(err)
			}
			if letto.Dati.Patologia != ostile {
				t.Errorf("the doctor's text became %.80q", letto.Dati.Patologia)
			}
			letto.Dati.Patologia = ""
			mostrabili(t, "certificate", letto)
			risposta = []any{map[string]any{"id": "1", "cit_id": "3", "numero": ostile, "stato": codifica, "esenzione": codifica, "assistito": certificato["assistito"]}}
			pagina, err := c.FindCertificati(t.Context(), esenpat.FiltroCertificati{})
			if err != nil || len(pagina.Elementi) != 1 {
				t.Fatalf("%+v, %v", pagina, err)
			}
			mostrabili(t, "row", pagina)
			stato, risposta = http.StatusConflict, map[string]any{"status": 409, "code": ostile, "title": ostile, "detail": []map[string]string{
				{"chiave": "codice", "valore": "GIA_UTILIZZATO"}, {"chiave": "esenzione_id", "valore": ostile}, {"chiave": "provider", "valore": ostile},
			}}
			_, err = c.Certificato(t.Context(), "3", "1")
			e := *esenpat.AsError(err)
			e.Err = nil
			mostrabili(t, "refusal", e)
			if riga, _ := json.Marshal(e.LogValue().String()); strings.Contains(string(riga), "altrove") {
				t.Errorf("the log quotes the server: %s", riga)
			}
		})
	}
}

// mostrabili walks every text of v, as it would be printed.
func mostrabili(t *testing.T, dove string, v any) {
	t.Helper()
	var guarda func(campo string, v reflect.Value)
	guarda = func(campo string, v reflect.Value) {
		k := v.Kind()
		if k == reflect.String {
			s := v.String()
			if len(s) > 100_000 || strings.ContainsFunc(s, func(r rune) bool {
				return r != '\n' && r != '\t' && (unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == '\u2028' || r == '\u2029')
			}) {
				t.Errorf("%s, %s: %.60q", dove, campo, s)
			}
		}
		if k == reflect.Struct {
			for i := range v.NumField() {
				guarda(v.Type().Field(i).Name, v.Field(i))
			}
		}
		if k == reflect.Slice {
			for i := range v.Len() {
				guarda(campo, v.Index(i))
			}
		}
		if k == reflect.Map {
			for _, chiave := range v.MapKeys() {
				guarda(campo+"."+chiave.String(), v.MapIndex(chiave))
			}
		}
	}
	guarda("", reflect.ValueOf(v))
}
