package catalogo

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"io/fs"
	"strings"
	"time"

	"github.com/esenpat/esenpat-desktop/app/catalogo"
)

// Stato says which set of codings is in use.
type Stato struct {
	Versione   string
	CaricatoIl time.Time
	Precedente bool  // the new set was refused: this is the last good one
	Guasto     error // why it was refused
}

// Carica reads the set in fsys with all checks and saves it in one transaction.
// When it is damaged the last good set of the database is returned, and Stato
// says so. The error is that of fsys when the database holds no good set.
func (a *Archivio) Carica(ctx context.Context, fsys fs.FS) (*catalogo.Dati, Stato, error) {
	d, err := catalogo.Leggi(fsys)
	if err == nil {
		quando, errSalva := a.salva(ctx, fsys, d)
		// A database that cannot be written does not make the codings worse.
		return d, Stato{Versione: d.Versione, CaricatoIl: quando, Guasto: errSalva}, nil
	}
	vecchio, stato, errUltimo := a.Ultimo(ctx)
	if errUltimo != nil {
		return nil, Stato{}, errors.Join(err, errUltimo)
	}
	stato.Precedente, stato.Guasto = true, err
	return vecchio, stato, nil
}

// salva writes the set unless the very same one is already there.
func (a *Archivio) salva(ctx context.Context, fsys fs.FS, d *catalogo.Dati) (time.Time, error) {
	quando := a.ora()
	err := a.inTransazione(ctx, "catalogo.salva", func(tx *sql.Tx) error {
		var versione, caricato string
		errRiga := tx.QueryRowContext(ctx, "SELECT versione, caricato_il FROM insieme WHERE schema = ?", schemaCatalogo).Scan(&versione, &caricato)
		if errRiga == nil && versione == d.Versione {
			quando, errRiga = time.Parse(time.RFC3339Nano, caricato)
			return errRiga
		}
		if errRiga != nil && !errors.Is(errRiga, sql.ErrNoRows) {
			return errRiga
		}
		return scrivi(ctx, tx, fsys, d, quando)
	})
	return quando, err
}

func scrivi(ctx context.Context, tx *sql.Tx, fsys fs.FS, d *catalogo.Dati, quando time.Time) error {
	if _, err := tx.ExecContext(ctx, "DELETE FROM insieme; DELETE FROM file; DELETE FROM voce;"); err != nil {
		return err
	}
	tutto := sha256.New()
	for _, nome := range append(catalogo.FileCodifiche(), catalogo.FileVersione, catalogo.FileEsenzioni, catalogo.FileDiagnosi) {
		b, err := fs.ReadFile(fsys, nome)
		if err != nil {
			return err
		}
		tutto.Write(b)
		h := sha256.Sum256(b)
		if _, err = tx.ExecContext(ctx, "INSERT INTO file (nome, sha256, contenuto) VALUES (?, ?, ?)", nome, hex.EncodeToString(h[:]), b); err != nil {
			return err
		}
	}
	for _, v := range d.Voci {
		var note []string
		for _, n := range v.Note {
			note = append(note, n.Testo)
		}
		// The same code may stand in a coding's own table and again among the
		// sub-codes (Veneto 031): the first one is its own.
		_, err := tx.ExecContext(ctx, `INSERT INTO voce (codifica, codice, riga, gruppo, descrizione, riferimento, note, valida_da, valida_fino)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`, string(v.Codifica), v.Codice, v.Riga, v.Gruppo, v.Descrizione, v.Riferimento,
			strings.Join(note, "\n"), v.ValidaDa.String(), v.ValidaFino.String())
		if err != nil {
			return err
		}
	}
	_, err := tx.ExecContext(ctx, "INSERT INTO insieme (id, schema, versione, sha256, caricato_il) VALUES (1, ?, ?, ?, ?)",
		schemaCatalogo, d.Versione, hex.EncodeToString(tutto.Sum(nil)), quando.Format(time.RFC3339Nano))
	return err
}

// Ultimo returns the set in the database after checking its hashes.
func (a *Archivio) Ultimo(ctx context.Context) (*catalogo.Dati, Stato, error) {
	const op = "catalogo.Ultimo"
	fsys, err := a.FS(ctx)
	if err != nil {
		return nil, Stato{}, err
	}
	var s Stato
	var caricato string
	if err = a.db.QueryRowContext(ctx, "SELECT versione, caricato_il FROM insieme").Scan(&s.Versione, &caricato); err != nil {
		return nil, Stato{}, guasto(op, err)
	}
	d, err := catalogo.Leggi(fsys)
	if err != nil {
		return nil, Stato{}, danneggiato(op)
	}
	if s.CaricatoIl, err = time.Parse(time.RFC3339Nano, caricato); err != nil || d.Versione != s.Versione {
		return nil, Stato{}, danneggiato(op)
	}
	return d, s, nil
}

// FS returns the files of the set in the database.
func (a *Archivio) FS(ctx context.Context) (fs.FS, error) {
	const op = "catalogo.FS"
	righe, err := a.db.QueryContext(ctx, "SELECT nome, sha256, contenuto FROM file")
	if err != nil {
		return nil, guasto(op, err)
	}
	defer righe.Close() //nolint:errcheck // Err below tells what went wrong
	out := memoria{}
	for righe.Next() {
		var nome, impronta string
		var b []byte
		if err = righe.Scan(&nome, &impronta, &b); err != nil {
			return nil, guasto(op, err)
		}
		if h := sha256.Sum256(b); hex.EncodeToString(h[:]) != impronta {
			return nil, danneggiato(op)
		}
		out[nome] = b
	}
	return out, guasto(op, righe.Err())
}
