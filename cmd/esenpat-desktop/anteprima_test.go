package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// bozzaCompleta is a draft that becomes a document.
const bozzaCompleta = `{"versione":1,"assistito":{"codice_fiscale":"PRVDAA68C52L219G","cognome":"Provetti","nome":"Ada","data_nascita":"1968-03-12","sesso":"F",
 "comune_nascita":{"codice_istat":"001272","codice_catastale":"L219","denominazione":"Torino","provincia":"TO"},
 "residenza":{"indirizzo":"Via dell'Esempio 12","cap":"10121","comune":{"codice_istat":"001272","denominazione":"Torino","provincia":"TO"}}},
 "medico":{"codice_fiscale":"CLLBRN75S05D205G","cognome":"Collaudi","nome":"Bruno","azienda":{"codice":"010301","denominazione":"ASL Città di Torino","telefono":"011 555 0100"}},
 "tipologia":"MC","codice_esenzione":"048","codice_diagnosi":"174.9","patologia":"Carcinoma","soggetto_leggi_speciali":false,
 "unita_produttiva":{"matricola":"010301.000123.64","descrizione":"Oncologia"},"regime_documento":"SSN","data":"2026-11-22"}`

func TestAnteprima_aDraftThatBreaksARuleSaysWhichFieldAndWhichRule(t *testing.T) {
	dir := t.TempDir()
	cda := filepath.Join(dir, "c.xml")
	rotta := strings.Replace(bozzaCompleta, `"174.9"`, `"1749"`, 1)

	codice, _, err := chiama(t, rotta, "--profilo", dir, "anteprima", "-", "--pdf", filepath.Join(dir, "p.pdf"), "--cda", cda)

	if codice != esitoNonFatto || !strings.Contains(err, "diagnosi: ") || !strings.Contains(err, "TERM-icd9") {
		t.Errorf("code %d: %s", codice, err)
	}
	if _, errFile := os.Stat(cda); errFile == nil {
		t.Error("a CDA that breaks a rule was written")
	}
}

func TestAnteprima_theRootOfTheIdentifiersIsASetting(t *testing.T) {
	dir := t.TempDir()
	cda := filepath.Join(dir, "c.xml")
	const radice = "2.16.840.1.113883.2.9.2.10209.4.4"

	codice, _, errori := chiama(t, bozzaCompleta, "--profilo", dir, "anteprima", "-", "--pdf", filepath.Join(dir, "p.pdf"), "--cda", cda, "--radice", radice)

	b, err := os.ReadFile(cda)
	if codice != esitoFatto || err != nil || !bytes.Contains(b, []byte(`<setId root="`+radice+`"`)) {
		t.Errorf("code %d, %s %v", codice, errori, err)
	}
	codice, _, errori = chiama(t, bozzaCompleta, "--profilo", dir, "anteprima", "-", "--pdf", filepath.Join(dir, "q.pdf"), "--radice", "due")
	if codice != esitoNonFatto || !strings.Contains(errori, "OID") {
		t.Errorf("code %d, %s", codice, errori)
	}
}

func TestAnteprima_whatPaperShowsAsACodeIsToldForWhatIsPrinted(t *testing.T) {
	dir := t.TempDir()
	annulla := strings.Replace(strings.Replace(bozzaCompleta, "Carcinoma", "Ride 😀", 1), `"regime_documento"`,
		`"annulla":{"id":"010301.ESENPAT.1","versione":1,"numero":"7","motivo":"Errore 漢"},"regime_documento"`, 1)

	_, certificato, _ := chiama(t, strings.Replace(bozzaCompleta, "Carcinoma", "Ride 😀", 1), "--profilo", dir, "anteprima", "-", "--pdf", filepath.Join(dir, "c.pdf"))
	_, annullativo, _ := chiama(t, annulla, "--profilo", dir, "anteprima", "-", "--pdf", filepath.Join(dir, "a.pdf"))

	if !strings.Contains(certificato, "U+1F600") || strings.Contains(annullativo, "U+1F600") || !strings.Contains(annullativo, "motivo dell'annullamento") {
		t.Errorf("%s\n%s", certificato, annullativo)
	}
}
