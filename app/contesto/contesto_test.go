package contesto_test

import (
	"bytes"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/esenpat/esenpat-desktop/app/contesto"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

const (
	gettone = "kq3x9Jt-_Zb71LmPq0vR8s"
	cf      = "RSSLNE68D52L219V"
)

func TestDaIndirizzo_takesATokenAndNothingElse(t *testing.T) {
	for _, s := range []string{
		"esenpat:contesto/" + gettone, "esenpat://contesto/" + gettone, "ESENPAT:contesto/" + gettone, "esenpat://contesto/" + gettone + "/",
		"esenpat:contesto/" + gettone + "?servizio=Esenpat.example:8443",
	} {
		r, err := contesto.DaIndirizzo(s)
		if err != nil || r.Gettone.Reveal() != gettone || r.Assistito != "" {
			t.Errorf("%s: %v, %v", s, r.Gettone.Reveal(), err)
		}
		if strings.Contains(s, "servizio") && r.Servizio != "esenpat.example:8443" {
			t.Errorf("servizio = %q", r.Servizio)
		}
	}
}

func TestDaIndirizzo_hostileAddressesAreRefused(t *testing.T) {
	const forma, esposto, guasto = "contesto.indirizzo-non-valido", "contesto.codice-esposto", "contesto.gettone-non-valido"
	for s, codice := range map[string]string{
		"":                           forma,
		"esenpat:":                   forma,
		"http://contesto/" + gettone: forma,
		"esenpat:apri/" + gettone:    forma,
		"esenpat:contesto/" + gettone + "?cf_paziente=1":                        forma,
		"esenpat:contesto/" + gettone + "#x":                                    forma,
		"esenpat://utente:segreto@contesto/" + gettone:                          forma,
		"esenpat:contesto/" + gettone + "\n":                                    forma,
		"esenpat:contesto/" + gettone + "\x00":                                  forma,
		"esenpat:contesto/\u202e" + gettone:                                     forma,
		"esenpat:contesto/" + strings.Repeat("a", 1<<20):                        forma,
		"esenpat://contesto/%zz":                                                forma,
		"esenpat:contesto/" + gettone + "?servizio=" + strings.Repeat("a", 300): forma,
		"esenpat:contesto/corto":                                                guasto,
		"esenpat:contesto/" + gettone + "/../../altro":                          guasto,
		"esenpat:contesto/" + gettone + ";rm":                                   guasto,
		"esenpat:contesto/" + strings.Repeat("a", 129):                          guasto,
		"esenpat:contesto/" + cf:                                                esposto,
		"esenpat:contesto/" + strings.ToLower(cf):                               esposto,
		"esenpat:" + cf: esposto,
	} {
		if _, err := contesto.DaIndirizzo(s); esenpat.CodeOf(err) != codice {
			t.Errorf("%.60q: %v, want %s", s, err, codice)
		} else if strings.Contains(err.Error(), gettone) || strings.Contains(strings.ToUpper(err.Error()), cf) {
			t.Errorf("the error repeats what came: %v", err)
		}
	}
}

func TestLeggi_aFileHasATokenOrAPatient(t *testing.T) {
	r, err := contesto.Leggi(strings.NewReader(`{"cf_paziente":" rsslne68d52l219v ","cf_medico":"FRRNNA75C41L219Z"}`))
	if err == nil { // the doctor's code above has a wrong check character on purpose
		t.Errorf("r = %v", r.Medico)
	}
	r, err = contesto.Leggi(strings.NewReader(`{"cf_paziente":" rsslne68d52l219v "}`))
	if err != nil || r.Assistito != cf || !r.Gettone.Empty() {
		t.Errorf("%v, %v", r.Assistito, err)
	}
	r, err = contesto.Leggi(strings.NewReader(`{"token":"` + gettone + `","servizio":"A.example"}`))
	if err != nil || r.Gettone.Reveal() != gettone || r.Servizio != "a.example" {
		t.Errorf("%v", err)
	}
	for s, codice := range map[string]string{
		``:     "contesto.file-non-valido",
		`null`: "contesto.file-non-valido",
		`{}`:   "contesto.file-non-valido",
		`{"token":"` + gettone + `","cf_paziente":"` + cf + `"}`: "contesto.file-non-valido",
		`{"token":"` + gettone + `","altro":1}`:                  "contesto.file-non-valido",
		`{"token":"` + gettone + `"} {}`:                         "contesto.file-non-valido",
		`{"token":"` + gettone + `","servizio":"a\nb"}`:          "contesto.file-non-valido",
		`{"token":"x"}`:                           "contesto.gettone-non-valido",
		`{"token":"` + cf + `"}`:                  "contesto.codice-esposto",
		`{"cf_paziente":"RSSLNE68D52L219Z"}`:      "cf.carattere-di-controllo",
		`{"cf_paziente":"RSS"}`:                   "cf.lunghezza",
		strings.Repeat(" ", contesto.MaxFile+1):   "contesto.file-non-valido",
		`{"cf_paziente":"RSS\u0000NE68D52L219V"}`: "cf.forma",
	} {
		if _, err := contesto.Leggi(strings.NewReader(s)); esenpat.CodeOf(err) != codice {
			t.Errorf("%.40q: %v, want %s", s, err, codice)
		}
	}
}

func TestRichiesta_goesToTheOpenProgramWholeAndToTheLogNever(t *testing.T) {
	for _, s := range []string{`{"token":"` + gettone + `","servizio":"a.example"}`, `{"cf_paziente":"` + cf + `"}`} {
		r, err := contesto.Leggi(strings.NewReader(s))
		if err != nil {
			t.Fatal(err)
		}
		b, err := r.Messaggio()
		if err != nil {
			t.Fatal(err)
		}
		r2, err := contesto.DaMessaggio(b)
		if err != nil || r2.Gettone.Reveal() != r.Gettone.Reveal() || r2.Assistito != r.Assistito || r2.Servizio != r.Servizio {
			t.Errorf("%s: %v", s, err)
		}
		var log bytes.Buffer
		slog.New(slog.NewTextHandler(&log, nil)).Info("x", slog.Any("r", r))
		if v := log.String() + fmt.Sprint(r) + fmt.Sprintf("%v", &r); strings.Contains(v, cf) || strings.Contains(v, gettone) {
			t.Errorf("the log says %s", v)
		}
	}
}

func TestVale_aTokenIsForItsOwnService(t *testing.T) {
	r, _ := contesto.DaIndirizzo("esenpat:contesto/" + gettone + "?servizio=Uno.example")
	libera, _ := contesto.DaGettone(gettone)

	if !r.Vale("uno.example") || r.Vale("due.example") || r.Vale("uno.example:444") || !libera.Vale("due.example") {
		t.Error("wrong service")
	}
}
