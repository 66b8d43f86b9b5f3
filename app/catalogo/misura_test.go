package catalogo_test

import (
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/app/catalogo"
	"github.com/esenpat/esenpat-desktop/app/catalogo/indice"
)

// vociICD is how many entries the published ICD-9-CM list has.
const vociICD = 20_696

// elencoICD is the file named by ESENPAT_ICD, or a list of the same size whose
// words are as long and as frequent: the official one is not ours to carry.
func elencoICD(tb testing.TB) (r io.Reader, nome string) {
	tb.Helper()
	if percorso := os.Getenv("ESENPAT_ICD"); percorso != "" {
		b, err := os.ReadFile(percorso)
		if err != nil {
			tb.Fatal(err)
		}
		return strings.NewReader(string(b)), "ufficiale"
	}
	return strings.NewReader(sintetico(vociICD)), "sintetico"
}

func sintetico(n int) string {
	rnd := rand.New(rand.NewPCG(9, 9))
	comuni := strings.Fields("di del della non specificato specificata altro altre altri con senza menzione complicazione e o in da maligno tumore sede")
	radici := strings.Fields("mammell pancreat epat nefr cardi polmon gastr encefal derm artr oste mening tiroid ovar prostat vescic ren cut arter ven linf emat neur oft ot rin faring laring trache bronc pleur")
	code := strings.Fields("ite osi opatia ico ica ale are oma iti oidea ologia omia otomia ectomia oscopia emia uria algia")
	var b strings.Builder
	b.WriteString("version,code,description,release_date\n")
	for i := range n {
		fmt.Fprintf(&b, ",%03d.%02d,", i/100, i%100)
		for range 4 + rnd.IntN(8) {
			w := radici[rnd.IntN(len(radici))] + code[rnd.IntN(len(code))]
			if rnd.IntN(3) == 0 {
				w = comuni[rnd.IntN(len(comuni))]
			}
			b.WriteString(w + " ")
		}
		b.WriteString(",\n")
	}
	return b.String()
}

// battute are the keystrokes of queries typed letter by letter.
func battute() []string {
	var out []string
	for _, q := range []string{
		"tumore maligno della mammella", "pancreatite acuta", "cardiopatia non specificata", "174.9", "048", "altre epatiti", "opatia renale",
		"linfoma", "neuropatia", "del d.lgs. 124/98", "senza complicazione", "artrosi sede", "meningite", "osi", "ite", "ectomia prostat",
		"encefal", "020.1", "invalidi civili", "L. 210/92", "diabete mellito", "e", "asma",
	} {
		for i := range q {
			out = append(out, q[:i+1])
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// giri are the repeats of every keystroke in one measure.
const giri = 5

// misure are the times of every keystroke, repeat by repeat.
type misure map[string][]time.Duration

// riporta prints the percentiles of all times, and those of the best repeat of
// each keystroke: the difference is what the rest of the machine took.
func (m misure) riporta(b *testing.B, prefisso string) {
	b.Helper()
	var tutti, migliori []time.Duration
	for _, d := range m {
		tutti, migliori = append(tutti, d...), append(migliori, slices.Min(d))
	}
	for nome, d := range map[string][]time.Duration{"": tutti, "-migliore": migliori} {
		slices.Sort(d)
		b.ReportMetric(float64(d[len(d)/2].Nanoseconds())/1000, prefisso+"p50"+nome+"-µs")
		b.ReportMetric(float64(d[len(d)*99/100].Nanoseconds())/1000, prefisso+"p99"+nome+"-µs")
	}
}

// BenchmarkBattuta prints, side by side over everything that can be loaded (the
// codings and a complete ICD-9-CM) and the same keystrokes: our search, words
// found by their middle too, with the memory of its index and the time to load
// it; SQLite FTS5 through the C command line tool's own timer (real, and CPU as
// user plus system, which it prints finer); SQLite FTS5 in Go. FTS5 finds only
// the beginning of words. Nothing is asserted.
func BenchmarkBattuta(b *testing.B) {
	r, nome := elencoICD(b)
	imp, err := catalogo.LeggiImport(r, nome, catalogo.ImportDiagnosi)
	if err != nil {
		b.Fatal(err)
	}
	c := catalogoIntero(b)
	b.Run("icd-"+nome+"/indice", func(b *testing.B) { nostro(b, c, imp.Diagnosi) })
	b.Run("icd-"+nome+"/fts5-c", func(b *testing.B) { fts5C(b, righeFTS(c.Dati(), imp.Diagnosi)) })
	b.Run("icd-"+nome+"/fts5-go", func(b *testing.B) { fts5Go(b, righeFTS(c.Dati(), imp.Diagnosi)) })
}

func nostro(b *testing.B, c *catalogo.Catalogo, icd []catalogo.Diagnosi) {
	b.Helper()
	var prima, dopo runtime.MemStats
	c.AggiornaDiagnosi(nil)
	runtime.GC()
	runtime.ReadMemStats(&prima)
	inizio := time.Now()
	c.AggiornaDiagnosi(icd)
	carico := time.Since(inizio)
	runtime.GC()
	runtime.ReadMemStats(&dopo)
	b.ReportAllocs()
	m, tasti := misure{}, battute()
	for b.Loop() {
		for range giri {
			for _, q := range tasti {
				s := time.Now()
				c.Cerca(catalogo.Filtro{Testo: q, Limite: 50})
				m[q] = append(m[q], time.Since(s))
			}
		}
	}
	m.riporta(b, "")
	b.ReportMetric(float64(dopo.HeapAlloc-prima.HeapAlloc)/1e6, "MB-memoria")
	b.ReportMetric(float64(c.Byte())/1e6, "MB-indice")
	b.ReportMetric(float64(carico.Milliseconds()), "ms-carico")
	b.ReportMetric(float64(c.Len()), "voci")
}

// righeFTS are the same entries as rows of a table: code and the four texts.
func righeFTS(d *catalogo.Dati, icd []catalogo.Diagnosi) [][]string {
	var out [][]string
	for _, v := range d.Voci {
		var note []string
		for _, n := range v.Note {
			note = append(note, n.Testo)
		}
		out = append(out, []string{v.Codice, v.Descrizione, v.Gruppo, v.Riferimento, strings.Join(note, " ")})
	}
	for _, x := range icd {
		out = append(out, []string{x.Codice, x.Descrizione, "", "", ""})
	}
	return out
}

// interrogazione asks FTS5 for words that begin like those typed.
func interrogazione(q string) string {
	var e []string
	for _, p := range indice.Termini(q) {
		e = append(e, `"`+p+`"*`)
	}
	return strings.Join(e, " ")
}
