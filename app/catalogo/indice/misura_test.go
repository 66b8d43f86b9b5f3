package indice_test

import (
	"bytes"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/app/catalogo/indice"

	_ "modernc.org/sqlite"
)

// sintetico makes as many entries as the complete ICD-9-CM has, of the same
// length and with words as frequent as there.
func sintetico(n int) []indice.Documento {
	rnd := rand.New(rand.NewPCG(9, 9))
	comuni := strings.Fields("di del della non specificato specificata altro altre altri con senza menzione complicazione e o in da maligno tumore sede")
	radici := strings.Fields("mammell pancreat epat nefr cardi polmon gastr encefal derm artr oste mening tiroid ovar prostat vescic ren cut arter ven linf emat neur oft ot rin faring laring trache bronc pleur")
	code := strings.Fields("ite osi opatia ico ica ale are oma iti oidea ologia omia otomia ectomia oscopia emia uria algia")
	docs := make([]indice.Documento, n)
	for i := range docs {
		var p []string
		for range 4 + rnd.IntN(8) {
			if rnd.IntN(3) == 0 {
				p = append(p, comuni[rnd.IntN(len(comuni))])
				continue
			}
			w := radici[rnd.IntN(len(radici))] + code[rnd.IntN(len(code))]
			if rnd.IntN(4) == 0 {
				w = radici[rnd.IntN(len(radici))] + "o" + w
			}
			p = append(p, w)
		}
		docs[i] = indice.Documento{
			Codici: []string{fmt.Sprintf("%03d.%02d", i/100, i%100)},
			Testi:  indice.Testi{Descrizione: strings.Join(p, " "), Riferimento: map[bool]string{true: "ex art. 5 comma 6 del D.Lgs. 124/1998"}[i%80 == 0]},
		}
	}
	return docs
}

// battute are the keystrokes of queries typed letter by letter.
func battute() []string {
	var out []string
	for _, q := range []string{
		"tumore maligno mammella", "pancreatite", "cardiopatia non specificata", "174.9", "048", "altre epatiti", "opatia renale", "linfoma",
		"neuropatia", "del d.lgs. 124/98", "senza complicazione", "artrosi sede", "meningite", "osi", "ite", "ectomia prostat", "encefal", "020.1", "a", "e",
	} {
		for i := range q {
			out = append(out, q[:i+1])
		}
	}
	return out
}

func percentili(d []time.Duration) (p50, p99, maxD time.Duration) {
	slices.Sort(d)
	return d[len(d)/2], d[len(d)*99/100], d[len(d)-1]
}

// riporta prints the percentiles of many keystrokes as metrics of a benchmark.
func riporta(b *testing.B, tempi []time.Duration) {
	b.Helper()
	p50, p99, m := percentili(tempi)
	for nome, d := range map[string]time.Duration{"p50-µs": p50, "p99-µs": p99, "max-µs": m} {
		b.ReportMetric(float64(d.Nanoseconds())/1000, nome)
	}
}

// BenchmarkBattuta prints, side by side over the same 20,700 entries and the
// same keystrokes, what issue 4 asks for: our index (words found by their middle
// too), SQLite FTS5 in Go, SQLite FTS5 through the C command line tool's own
// timer where it is installed. FTS5 finds only the beginning of words.
func BenchmarkBattuta(b *testing.B) {
	docs := sintetico(20_700)
	b.Run("indice", func(b *testing.B) { nostro(b, docs) })
	b.Run("fts5-go", func(b *testing.B) { fts5Go(b, docs) })
	b.Run("fts5-c", func(b *testing.B) { fts5C(b, docs) })
}

func nostro(b *testing.B, docs []indice.Documento) {
	b.Helper()
	var prima, dopo runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&prima)
	inizio := time.Now()
	x := indice.Costruisci(docs)
	costruzione := time.Since(inizio)
	runtime.GC()
	runtime.ReadMemStats(&dopo)
	var tempi []time.Duration
	for b.Loop() {
		for _, q := range battute() {
			s := time.Now()
			x.Cerca(q, 50, nil)
			tempi = append(tempi, time.Since(s))
		}
	}
	riporta(b, tempi)
	b.ReportMetric(float64(dopo.HeapAlloc-prima.HeapAlloc)/1e6, "MB")
	b.ReportMetric(float64(costruzione.Milliseconds()), "load-ms")
	runtime.KeepAlive(docs)
}

// crea are the statements that both FTS5 runs use.
const (
	crea   = "CREATE VIRTUAL TABLE v USING fts5(codice, descrizione, riferimento, tokenize=\"unicode61 remove_diacritics 2\", prefix='2 3 4')"
	chiedi = "SELECT codice FROM v WHERE v MATCH ? ORDER BY rank LIMIT 50"
)

func interrogazione(q string) string {
	var e []string
	for _, p := range indice.Termini(q) {
		e = append(e, `"`+p+`"*`)
	}
	return strings.Join(e, " ")
}

func fts5Go(b *testing.B, docs []indice.Documento) {
	b.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.ToSlash(filepath.Join(b.TempDir(), "fts.db")))
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close() //nolint:errcheck // a temporary file
	if _, err = db.ExecContext(b.Context(), crea); err != nil {
		b.Fatal(err)
	}
	tx, err := db.BeginTx(b.Context(), nil)
	if err != nil {
		b.Fatal(err)
	}
	for _, d := range docs {
		if _, err = tx.ExecContext(b.Context(), "INSERT INTO v VALUES (?, ?, ?)", d.Codici[0], d.Testi.Descrizione, d.Testi.Riferimento); err != nil {
			b.Fatal(err)
		}
	}
	if err = tx.Commit(); err != nil {
		b.Fatal(err)
	}
	var tempi []time.Duration
	for b.Loop() {
		for _, q := range battute() {
			s := time.Now()
			leggi(b, db, interrogazione(q))
			tempi = append(tempi, time.Since(s))
		}
	}
	riporta(b, tempi)
}

func leggi(b *testing.B, db *sql.DB, query string) {
	b.Helper()
	righe, err := db.QueryContext(b.Context(), chiedi, query)
	if err != nil {
		b.Fatal(err)
	}
	defer righe.Close() //nolint:errcheck // Err tells
	for righe.Next() {
		var c string
		if err = righe.Scan(&c); err != nil {
			b.Fatal(err)
		}
	}
	if err = righe.Err(); err != nil {
		b.Fatal(err)
	}
}

func fts5C(b *testing.B, docs []indice.Documento) {
	b.Helper()
	programma, err := exec.LookPath("sqlite3")
	if err != nil {
		b.Skip("the sqlite3 command line tool is not installed")
	}
	cita := func(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }
	var in bytes.Buffer
	in.WriteString(crea + ";\nBEGIN;\n")
	for _, d := range docs {
		in.WriteString("INSERT INTO v VALUES (" + cita(d.Codici[0]) + "," + cita(d.Testi.Descrizione) + "," + cita(d.Testi.Riferimento) + ");\n")
	}
	in.WriteString("COMMIT;\n.output /dev/null\n.timer on\n")
	for _, q := range battute() {
		in.WriteString(strings.Replace(chiedi, "?", cita(interrogazione(q)), 1) + ";\n")
	}
	var tempi []time.Duration
	for b.Loop() {
		c := exec.CommandContext(b.Context(), programma, ":memory:")
		c.Stdin = bytes.NewReader(in.Bytes())
		out, errC := c.Output()
		if errC != nil {
			b.Fatal(errC)
		}
		for riga := range strings.Lines(string(out)) {
			if resto, ok := strings.CutPrefix(riga, "Run Time: real "); ok {
				s, errNum := strconv.ParseFloat(strings.Fields(resto)[0], 64)
				if errNum != nil {
					b.Fatal(errNum)
				}
				tempi = append(tempi, time.Duration(s*float64(time.Second)))
			}
		}
	}
	if len(tempi) > 0 {
		riporta(b, tempi)
	}
}
