package main

import (
	"regexp"
	"strings"
	"testing"
)

// Help in English leaves no Italian description, wherever --lingua stands.
func TestAiuto_inInglese(t *testing.T) {
	descrizione := regexp.MustCompile(`(?m)^  (-?-?[a-z][^ ]*(?: VALORE)?) +(.+)$`)
	for _, nome := range append(nomiVerbi(), "") {
		args := strings.Fields(nome)
		_, it, _ := chiama(t, "", append(args, "--help")...)
		for _, en := range [][]string{append(append([]string{"--lingua", "en"}, args...), "--help"), append(append([]string{}, args...), "--help", "--lingua", "en"), append(append([]string{}, args...), "--lingua=en", "--help")} {
			codice, out, _ := chiama(t, "", en...)
			if codice != esitoFatto || !strings.HasPrefix(out, "usage: esenpat-desktop ") || strings.Contains(out, "VALORE") {
				t.Fatalf("%q: code %d, %q", en, codice, out)
			}
			righe := descrizione.FindAllStringSubmatch(it, -1)
			if len(righe) < 7 {
				t.Fatalf("%q: only %d lines of help: %q", nome, len(righe), it)
			}
			for _, r := range righe {
				if testo, _, _ := strings.Cut(r[2], " (se manca"); strings.Contains(out, testo) {
					t.Errorf("%q: «%s» is still Italian", en, testo)
				}
			}
		}
	}
}

func nomiVerbi() []string {
	var n []string
	for _, v := range verbi() {
		n = append(n, v.nome)
	}
	return n
}
