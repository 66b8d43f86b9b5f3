package catalogo_test

import (
	"bytes"
	"database/sql"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	_ "modernc.org/sqlite"
)

// The statements that both FTS5 runs use.
const (
	creaFTS   = "CREATE VIRTUAL TABLE v USING fts5(codice, descrizione, gruppo, riferimento, nota, tokenize=\"unicode61 remove_diacritics 2\", prefix='2 3 4')"
	chiediFTS = "SELECT codice FROM v WHERE v MATCH ? ORDER BY rank LIMIT 50"
)

func fts5Go(b *testing.B, righe [][]string) {
	b.Helper()
	db, err := sql.Open("sqlite", filepath.Join(b.TempDir(), "fts.db"))
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close() //nolint:errcheck // a temporary database
	db.SetMaxOpenConns(1)
	if _, err = db.ExecContext(b.Context(), creaFTS+"; BEGIN"); err != nil {
		b.Fatal(err)
	}
	for _, r := range righe {
		if _, err = db.ExecContext(b.Context(), "INSERT INTO v VALUES (?, ?, ?, ?, ?)", r[0], r[1], r[2], r[3], r[4]); err != nil {
			b.Fatal(err)
		}
	}
	if _, err = db.ExecContext(b.Context(), "COMMIT"); err != nil {
		b.Fatal(err)
	}
	m := misure{}
	for b.Loop() {
		for _, q := range battute() {
			s := time.Now()
			leggiFTS(b, db, interrogazione(q))
			m[q] = append(m[q], time.Since(s))
		}
	}
	m.riporta(b, "")
}

func leggiFTS(b *testing.B, db *sql.DB, query string) {
	b.Helper()
	righe, err := db.QueryContext(b.Context(), chiediFTS, query)
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

// fts5C runs the same through the sqlite3 command line tool and reads its timer.
func fts5C(b *testing.B, righe [][]string) {
	b.Helper()
	programma, err := exec.LookPath("sqlite3")
	if err != nil {
		b.Skip("the sqlite3 command line tool is not installed")
	}
	copione := copioneFTS(righe)
	reali, cpu := misure{}, misure{}
	for b.Loop() {
		c := exec.CommandContext(b.Context(), programma, ":memory:")
		c.Stdin = strings.NewReader(copione)
		out, errC := c.Output()
		if errC != nil {
			b.Fatal(errC)
		}
		leggiTimer(b, out, reali, cpu)
	}
	reali.riporta(b, "")
	cpu.riporta(b, "cpu-")
}

func copioneFTS(righe [][]string) string {
	cita := func(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }
	var in strings.Builder
	in.WriteString(creaFTS + ";\nBEGIN;\n")
	for _, r := range righe {
		campi := make([]string, len(r))
		for i, x := range r {
			campi[i] = cita(strings.ReplaceAll(x, "\n", " "))
		}
		in.WriteString("INSERT INTO v VALUES (" + strings.Join(campi, ",") + ");\n")
	}
	in.WriteString("COMMIT;\n.output /dev/null\n.timer on\n")
	for range giri {
		for _, q := range battute() {
			in.WriteString(strings.Replace(chiediFTS, "?", cita(interrogazione(q)), 1) + ";\n")
		}
	}
	return in.String()
}

// leggiTimer reads lines such as "Run Time: real 0.002 user 0.001895 sys 0.000012".
func leggiTimer(b *testing.B, out []byte, reali, cpu misure) {
	b.Helper()
	tasti := battute()
	n := 0
	for riga := range bytes.Lines(out) {
		p := strings.Fields(string(riga))
		if len(p) != 8 || p[0] != "Run" {
			continue
		}
		var s [3]float64
		for i, x := range []string{p[3], p[5], p[7]} {
			v, err := strconv.ParseFloat(x, 64)
			if err != nil {
				b.Fatal(err)
			}
			s[i] = v
		}
		q := tasti[n%len(tasti)]
		reali[q] = append(reali[q], time.Duration(s[0]*float64(time.Second)))
		cpu[q] = append(cpu[q], time.Duration((s[1]+s[2])*float64(time.Second)))
		n++
	}
	if n != giri*len(tasti) {
		b.Fatalf("%d times for %d queries", n, giri*len(tasti))
	}
}
