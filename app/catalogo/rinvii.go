package catalogo

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/esenpat/esenpat-desktop/app/catalogo/indice"
)

// rinvii reads the acts that a sentence cites and writes them in the other
// forms in use, so that each is found however it is typed: «L. n. 210 del
// 25.02.1992», «210/92» and «210/1992», «1.2.1991» and «1 febbraio 1991».
type rinvii struct{ data, numeroDel, dataNumero, barra *regexp.Regexp }

func nuoviRinvii() rinvii {
	const giorno = `(\d{1,2})\s*(?:[./]\s*(\d{1,2})[./]|(` + mesi + `))\s*(\d{4})`
	return rinvii{
		data:       regexp.MustCompile(`\b` + giorno + `\b`),
		numeroDel:  regexp.MustCompile(`\bn\.\s*(\d+)(?:/\S+)?\s+del\s+` + giorno),
		dataNumero: regexp.MustCompile(giorno + `,?\s*n\.\s*(\d+)`),
		barra:      regexp.MustCompile(`(?:^|[^\d/.])(\d{1,4})/(\d{4}|\d{2})(?:[^\d/]|$)`),
	}
}

const mesi = "gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre|dicembre"

// forme returns the other forms of what testo cites, blank separated.
func (r rinvii) forme(testo string) string {
	t := indice.Piega(testo)
	var out []string
	for _, m := range r.data.FindAllStringSubmatch(t, -1) {
		out = append(out, formeData(m[1], m[2], m[3], m[4])...)
	}
	for _, m := range r.numeroDel.FindAllStringSubmatch(t, -1) {
		out = append(out, formeAtto(m[1], m[5])...)
	}
	for _, m := range r.dataNumero.FindAllStringSubmatch(t, -1) {
		out = append(out, formeAtto(m[5], m[4])...)
	}
	for _, m := range r.barra.FindAllStringSubmatch(t, -1) {
		out = append(out, formeAtto(m[1], annoIntero(m[2]))...)
	}
	return strings.Join(out, " ")
}

// formeAtto writes number and year with the year in full and in two digits.
func formeAtto(numero, anno string) []string {
	return []string{numero + "/" + anno, numero + "/" + anno[2:]}
}

// annoIntero completes a year of two digits: the acts cited are of 1930-2029.
func annoIntero(anno string) string {
	if len(anno) == 4 {
		return anno
	}
	if anno >= "30" {
		return "19" + anno
	}
	return "20" + anno
}

func formeData(giorno, mese, nome, anno string) []string {
	lista := strings.Split(mesi, "|")
	m := slices.Index(lista, nome) + 1
	if nome == "" {
		m, _ = strconv.Atoi(mese)
	}
	g, err := strconv.Atoi(giorno)
	if err != nil || m < 1 || m > len(lista) {
		return nil
	}
	return []string{
		fmt.Sprintf("%d.%d.%s", g, m, anno), fmt.Sprintf("%02d.%02d.%s", g, m, anno),
		fmt.Sprintf("%d/%d/%s", g, m, anno), fmt.Sprintf("%02d/%02d/%s", g, m, anno),
		strconv.Itoa(g), lista[m-1], anno,
	}
}
