package archivio

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
)

// Sigillo closes what says something of a person before SQLite sees it. The
// environment inside the desktop program lives in a doctor's profile, where
// nothing clinical may lie in plain (SE-01); one that is started by itself has
// none, as a server's disk. It is used by several goroutines.
type Sigillo interface {
	Sigilla(chiaro []byte) ([]byte, error)
	// Apri returns an error for what was altered or closed with another key.
	Apri(sigillato []byte) ([]byte, error)
}

// Testo is what a Sigillo closes on the way into the database; what comes out is
// opened by itself. SQL cannot compare it.
type Testo string

// Dati is the same for bytes.
type Dati []byte

// segno marks a closed value; nothing that is stored here begins with a control
// character.
const segno = "\x01s1:"

// sigillato opens connections that close and open values.
type sigillato struct {
	sqlite  driver.Driver
	dsn     string
	sigillo Sigillo
}

// Driver implements driver.Connector.
func (c *sigillato) Driver() driver.Driver { return c.sqlite }

// Connect implements driver.Connector.
func (c *sigillato) Connect(context.Context) (driver.Conn, error) {
	k, err := c.sqlite.Open(c.dsn)
	if err != nil {
		return nil, err
	}
	dentro, ok := k.(connessione)
	if !ok {
		return nil, errors.Join(errors.New("archivio: the driver lacks a method"), k.Close())
	}
	return &conn{dentro, c.sigillo}, nil
}

// connessione is what the driver of SQLite offers.
type connessione interface {
	driver.Conn
	driver.ConnBeginTx
	driver.ConnPrepareContext
	driver.ExecerContext
	driver.QueryerContext
	driver.Pinger
	driver.SessionResetter
	driver.Validator
}

type conn struct {
	connessione

	sigillo Sigillo
}

// CheckNamedValue implements driver.NamedValueChecker.
func (c *conn) CheckNamedValue(v *driver.NamedValue) error {
	switch x := v.Value.(type) {
	case Testo:
		b, err := c.sigillo.Sigilla([]byte(x))
		if err != nil {
			return err
		}
		v.Value = segno + base64.StdEncoding.EncodeToString(b)
	case Dati:
		b, err := c.sigillo.Sigilla(x)
		if err != nil {
			return err
		}
		v.Value = append([]byte(segno), b...)
	default:
		return driver.ErrSkip
	}
	return nil
}

// QueryContext implements driver.QueryerContext.
func (c *conn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	r, err := c.connessione.QueryContext(ctx, query, args)
	if err != nil {
		return nil, err
	}
	return &righe{r, c.sigillo}, nil
}

type righe struct {
	driver.Rows

	sigillo Sigillo
}

// Next implements driver.Rows.
func (r *righe) Next(dest []driver.Value) error {
	if err := r.Rows.Next(dest); err != nil {
		return err
	}
	for i, v := range dest {
		var err error
		switch x := v.(type) {
		case string:
			if resto, ok := strings.CutPrefix(x, segno); ok {
				var b []byte
				if b, err = base64.StdEncoding.DecodeString(resto); err == nil {
					b, err = r.sigillo.Apri(b)
				}
				dest[i] = string(b)
			}
		case []byte:
			if resto, ok := strings.CutPrefix(string(x), segno); ok {
				dest[i], err = r.sigillo.Apri([]byte(resto))
			}
		}
		if err != nil {
			return fmt.Errorf("archivio: %w", err)
		}
	}
	return nil
}

// colonna is one that holds Testo or Dati.
type colonna struct{ tabella, leggi, scrivi string }

func daSigillare() []colonna {
	return []colonna{
		{"certificati", `SELECT rowid, corpo FROM certificati`, `UPDATE certificati SET corpo = ? WHERE rowid = ?`},
		{"esenzioni", `SELECT rowid, corpo FROM esenzioni`, `UPDATE esenzioni SET corpo = ? WHERE rowid = ?`},
		{"aura", `SELECT rowid, corpo FROM aura`, `UPDATE aura SET corpo = ? WHERE rowid = ?`},
		{"documenti", `SELECT rowid, pdf FROM documenti`, `UPDATE documenti SET pdf = ? WHERE rowid = ?`},
		{"eventi", `SELECT rowid, nota FROM eventi`, `UPDATE eventi SET nota = ? WHERE rowid = ?`},
		{"operazioni", `SELECT rowid, intestazioni FROM operazioni`, `UPDATE operazioni SET intestazioni = ? WHERE rowid = ?`},
		{"operazioni", `SELECT rowid, corpo FROM operazioni`, `UPDATE operazioni SET corpo = ? WHERE rowid = ?`},
		{"autorita_credenziale", `SELECT rowid, alias FROM autorita_credenziale`, `UPDATE autorita_credenziale SET alias = ? WHERE rowid = ?`},
		{"autorita_credenziale", `SELECT rowid, cf FROM autorita_credenziale`, `UPDATE autorita_credenziale SET cf = ? WHERE rowid = ?`},
		{"autorita_credenziale", `SELECT rowid, cert FROM autorita_credenziale`, `UPDATE autorita_credenziale SET cert = ? WHERE rowid = ?`},
	}
}

// chiudi closes what an earlier version of the program left in plain, once, and
// overwrites it in the file and in its log.
func (a *Archivio) chiudi(ctx context.Context) error {
	var prima string
	err := a.db.QueryRowContext(ctx, `SELECT valore FROM impostazioni WHERE chiave = 'sigillato'`).Scan(&prima)
	if err == nil || !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	err = a.Transazione(ctx, func(tx *sql.Tx) error {
		for _, c := range daSigillare() {
			if errColonna := c.chiudi(ctx, tx); errColonna != nil {
				return errColonna
			}
		}
		_, errSegno := Impostazione(ctx, tx, "sigillato", "1")
		return errSegno
	})
	if err != nil {
		return err
	}
	for _, q := range []string{`VACUUM`, `PRAGMA wal_checkpoint(TRUNCATE)`} {
		if _, err := a.db.ExecContext(ctx, q); err != nil {
			return fmt.Errorf("archivio: %w", err)
		}
	}
	return nil
}

func (c colonna) chiudi(ctx context.Context, tx *sql.Tx) error {
	var n int
	err := tx.QueryRowContext(ctx, `SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = ?`, c.tabella).Scan(&n)
	if err != nil || n == 0 {
		return err
	}
	valori, err := c.valori(ctx, tx)
	if err != nil {
		return err
	}
	for riga, v := range valori {
		if b, ok := v.([]byte); ok {
			v = Dati(b)
		} else if s, ok := v.(string); ok {
			v = Testo(s)
		}
		if _, err = tx.ExecContext(ctx, c.scrivi, v, riga); err != nil {
			return err
		}
	}
	return nil
}

func (c colonna) valori(ctx context.Context, tx *sql.Tx) (map[int64]any, error) {
	rows, err := tx.QueryContext(ctx, c.leggi)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	valori := map[int64]any{}
	for rows.Next() {
		var riga int64
		var v any
		if err := rows.Scan(&riga, &v); err != nil {
			return nil, err
		}
		valori[riga] = v
	}
	return valori, rows.Err()
}
