package store

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// isola moves the damaged parts of a database (the file itself, its log) into
// quarantena/<time> and returns that folder. Nothing is deleted: somebody may
// repair it.
func isola(dir string, ora time.Time, code ...string) (string, error) {
	base := filepath.Join(dir, "quarantena")
	if err := os.MkdirAll(base, 0o700); err != nil {
		return "", traduci("store.isola", err)
	}
	dove, err := os.MkdirTemp(base, ora.UTC().Format("20060102T150405Z-")+"*")
	if err != nil {
		return "", traduci("store.isola", err)
	}
	for _, coda := range code {
		err := os.Rename(filepath.Join(dir, nomeFile+coda), filepath.Join(dove, nomeFile+coda))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return "", traduci("store.isola", err)
		}
	}
	return dove, nil
}

// recupera copies into the new database what can still be read of the damaged
// one. Cells are copied sealed: what was altered is found when it is opened.
// Failures are only logged, the quarantined file stays for another attempt.
func (a *Archivio) recupera(ctx context.Context) {
	defer a.raschiaTutto(ctx) // after the ordinary way, which knows the log too
	guasto, err := apriSQLite(filepath.Join(a.quarantena, nomeFile), leggere)
	if err != nil {
		return
	}
	defer func() { _ = guasto.Close() }() // read only, nothing can be lost
	guasto.SetMaxOpenConns(1)
	// With this SQLite reads a file that is shorter than its header says.
	if _, err := guasto.ExecContext(ctx, "PRAGMA writable_schema = 1"); err != nil {
		return
	}
	for _, t := range tabelleRecuperabili() {
		n := a.recuperaTabella(ctx, guasto, t)
		a.log.LogAttrs(ctx, slog.LevelWarn, "rows salvaged from a damaged database", slog.String("tabella", t.nome), slog.Int("righe", n))
	}
}

// raschiaTutto adds what only lies in the pages. A text that is there already
// stays, unless this one is newer.
func (a *Archivio) raschiaTutto(ctx context.Context) {
	n := 0
	err := raschia(filepath.Join(a.quarantena, nomeFile), func(c []any) {
		for _, t := range tabelleRecuperabili() {
			if t.forma != forma(c) {
				continue
			}
			if r, err := a.scrive.ExecContext(ctx, t.riscrivi, c...); err == nil {
				righe, _ := r.RowsAffected() // only counted
				n += int(righe)
			}
		}
	})
	a.log.LogAttrs(ctx, slog.LevelWarn, "rows found in the pages of a damaged database", slog.Int("righe", n), slog.Any("err", esenpat.AsError(traduci("store.raschia", err))))
}

// forma tells the tables apart by the kinds of their columns.
func forma(colonne []any) string {
	f := make([]byte, len(colonne))
	for i, c := range colonne {
		switch c.(type) {
		case string:
			f[i] = 't'
		case int64:
			f[i] = 'i'
		default:
			f[i] = 'b'
		}
	}
	return string(f)
}

type tabella struct {
	nome     string
	estremi  string // first and last rowid
	leggi    string // one row by rowid
	riscrivi string
	colonne  int
	forma    string
}

func tabelleRecuperabili() []tabella {
	return []tabella{
		{
			nome: "bozze", colonne: 6, forma: "ttiiib",
			estremi: `SELECT coalesce(max(rowid), 0) FROM bozze`,
			leggi:   `SELECT proprietario, id, sequenza, ordine, schema, contenuto FROM bozze WHERE rowid = ?`,
			riscrivi: `INSERT INTO bozze (proprietario, id, sequenza, ordine, schema, contenuto) VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT (proprietario, id) DO UPDATE SET sequenza = excluded.sequenza, ordine = excluded.ordine, schema = excluded.schema, contenuto = excluded.contenuto
WHERE excluded.sequenza > bozze.sequenza`,
		},
		{
			nome: "atti_in_sospeso", colonne: 5, forma: "titib",
			estremi:  `SELECT coalesce(max(rowid), 0) FROM atti_in_sospeso`,
			leggi:    `SELECT chiave, ordine, proprietario, schema, contenuto FROM atti_in_sospeso WHERE rowid = ?`,
			riscrivi: `INSERT OR IGNORE INTO atti_in_sospeso (chiave, ordine, proprietario, schema, contenuto) VALUES (?, ?, ?, ?, ?)`,
		},
	}
}

const (
	// maxRecupero bounds the rows asked for when the last rowid is damaged.
	maxRecupero = 100_000
	// maxGuasti is after how many unreadable rows in a row a table is given up:
	// more than one bad page holds, few enough not to hold up the start.
	maxGuasti = 400
)

// recuperaTabella goes row by row, so that one bad page costs only its rows.
func (a *Archivio) recuperaTabella(ctx context.Context, guasto *sql.DB, t tabella) int {
	var ultimo int64
	if err := guasto.QueryRowContext(ctx, t.estremi).Scan(&ultimo); err != nil {
		if s, ok := errors.AsType[*sqlite.Error](err); !ok || s.Code()&0xff != sqlite3.SQLITE_CORRUPT {
			return 0 // not a database, or without this table
		}
		ultimo = maxRecupero // the right edge of the tree is damaged: try until nothing comes
	}
	salvate, guasti := 0, 0
	for id := int64(1); id <= min(ultimo, maxRecupero) && guasti < maxGuasti && ctx.Err() == nil; id++ {
		valori := make([]any, t.colonne)
		dove := make([]any, t.colonne)
		for i := range valori {
			dove[i] = &valori[i]
		}
		if err := guasto.QueryRowContext(ctx, t.leggi, id).Scan(dove...); err != nil {
			guasti++
			continue
		}
		guasti = 0
		if _, err := a.scrive.ExecContext(ctx, t.riscrivi, valori...); err == nil {
			salvate++
		}
	}
	return salvate
}
