package catalogo

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"maps"
	"time"

	"github.com/esenpat/esenpat-desktop/app/catalogo"
)

// Salva keeps an import in the place of the previous one of its kind, in one
// transaction, and stamps it with the time; a damaged database is set aside for
// it.
func (a *Archivio) Salva(ctx context.Context, i *catalogo.Importazione) error {
	voci, err := inRighe(i)
	if err != nil {
		return guasto("catalogo.Salva", err)
	}
	i.Il = a.ora()
	err = a.scriviImport(ctx, i, voci)
	if eDanneggiato(err) {
		if err = a.rifai(ctx); err == nil {
			err = a.scriviImport(ctx, i, voci)
		}
	}
	if err == nil {
		a.riparato()
	}
	return err
}

func (a *Archivio) scriviImport(ctx context.Context, i *catalogo.Importazione, voci []riga) error {
	return a.inTransazione(ctx, "catalogo.Salva", func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "DELETE FROM importato WHERE tipo = ?", string(i.Tipo)); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, "INSERT INTO importato (tipo, nome, versione, sha256, sha256_voci, importato_il) VALUES (?, ?, ?, ?, ?, ?)",
			string(i.Tipo), i.Nome, i.Versione, i.SHA256, impronta(voci), i.Il.Format(time.RFC3339Nano))
		if err != nil {
			return err
		}
		st, err := tx.PrepareContext(ctx, "INSERT INTO voce_importata (tipo, posto, codice, dati) VALUES (?, ?, ?, ?)")
		if err != nil {
			return err
		}
		defer st.Close() //nolint:errcheck // the transaction ends it
		for n, v := range voci {
			if _, err = st.ExecContext(ctx, string(i.Tipo), n, v.codice, v.dati); err != nil {
				return err
			}
		}
		return nil
	})
}

type riga struct{ codice, dati string }

func inRighe(i *catalogo.Importazione) ([]riga, error) {
	var out []riga
	aggiungi := func(codice string, v any) error {
		b, err := json.Marshal(v)
		out = append(out, riga{codice, string(b)})
		return err
	}
	for _, d := range i.Diagnosi {
		if err := aggiungi(d.Codice, d); err != nil {
			return nil, err
		}
	}
	for _, e := range i.Esenzioni {
		if err := aggiungi(e.Codice, e); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func impronta(v []riga) string {
	h := sha256.New()
	for _, r := range v {
		h.Write([]byte(r.codice + "\x00" + r.dati + "\n"))
	}
	return hex.EncodeToString(h.Sum(nil))
}

// Importazioni returns what was imported on this workstation. A damaged one is
// an error, and nothing of it is returned.
func (a *Archivio) Importazioni(ctx context.Context) ([]*catalogo.Importazione, error) {
	const op = "catalogo.Importazioni"
	righe, err := a.db.QueryContext(ctx, "SELECT tipo, nome, versione, sha256, sha256_voci, importato_il FROM importato ORDER BY tipo")
	if err != nil {
		return nil, guasto(op, err)
	}
	defer righe.Close() //nolint:errcheck // Err below tells what went wrong
	var out []*catalogo.Importazione
	var impronte []string
	for righe.Next() {
		i := &catalogo.Importazione{Voci: map[string]string{}}
		var h, il string
		if err = righe.Scan(&i.Tipo, &i.Nome, &i.Versione, &i.SHA256, &h, &il); err != nil {
			return nil, guasto(op, err)
		}
		if i.Il, err = time.Parse(time.RFC3339Nano, il); err != nil {
			return nil, danneggiato(op)
		}
		out, impronte = append(out, i), append(impronte, h)
	}
	if err = righe.Err(); err != nil {
		return nil, guasto(op, err)
	}
	for n, i := range out {
		if err = a.voci(ctx, i, impronte[n]); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// voci fills an import with its entries and checks their hash.
func (a *Archivio) voci(ctx context.Context, i *catalogo.Importazione, attesa string) error {
	const op = "catalogo.voci"
	righe, err := a.db.QueryContext(ctx, "SELECT codice, dati FROM voce_importata WHERE tipo = ? ORDER BY posto", string(i.Tipo))
	if err != nil {
		return guasto(op, err)
	}
	defer righe.Close() //nolint:errcheck // Err below tells what went wrong
	var lette []riga
	for righe.Next() {
		var r riga
		if err = righe.Scan(&r.codice, &r.dati); err != nil {
			return guasto(op, err)
		}
		lette = append(lette, r)
	}
	if err = righe.Err(); err != nil {
		return guasto(op, err)
	}
	if impronta(lette) != attesa {
		return danneggiato(op)
	}
	for _, r := range lette {
		if err = aggiungi(i, r); err != nil {
			return danneggiato(op)
		}
	}
	maps.Copy(i.Voci, catalogo.AttualiEsenzioni(i.Esenzioni))
	maps.Copy(i.Voci, catalogo.AttualiDiagnosi(i.Diagnosi))
	return nil
}

func aggiungi(i *catalogo.Importazione, r riga) error {
	if i.Tipo == catalogo.ImportDiagnosi {
		var d catalogo.Diagnosi
		if err := json.Unmarshal([]byte(r.dati), &d); err != nil {
			return err
		}
		i.Diagnosi = append(i.Diagnosi, d)
		return nil
	}
	var e catalogo.VoceCertificabile
	if err := json.Unmarshal([]byte(r.dati), &e); err != nil {
		return err
	}
	i.Esenzioni = append(i.Esenzioni, e)
	return nil
}
