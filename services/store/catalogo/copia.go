package catalogo

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// voci is what of a delivered catalogue is kept as JSON.
type voci struct {
	Elementi  int
	Esenzioni []esenpat.VoceEsenzione
	Diagnosi  []esenpat.VoceDiagnosi
}

// SalvaCopie keeps what a regional service delivered in the place of what was
// kept of it before, in one transaction.
func (a *Archivio) SalvaCopie(ctx context.Context, servizio string, c []esenpat.CatalogoRegionale) error {
	const op = "catalogo.SalvaCopie"
	return a.inTransazione(ctx, op, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "DELETE FROM copia WHERE servizio = ?", servizio); err != nil {
			return err
		}
		for _, k := range c {
			b, err := json.Marshal(voci{k.Elementi, k.Esenzioni, k.Diagnosi})
			if err != nil {
				return err
			}
			ricevuto := k.RicevutoIl.UTC().Format(time.RFC3339Nano)
			_, err = tx.ExecContext(ctx, "INSERT INTO copia (servizio, nome, versione, etag, aggiornato_il, ricevuto_il, sha256, dati) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
				servizio, k.Nome, k.Versione, k.ETag, k.AggiornatoIl.String(), ricevuto,
				improntaCopia(k.Nome, k.Versione, k.ETag, k.AggiornatoIl.String(), ricevuto, string(b)), string(b))
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// Copie returns what is kept of a regional service, nothing if it never
// delivered. A damaged copy is an error, and nothing is returned.
func (a *Archivio) Copie(ctx context.Context, servizio string) ([]esenpat.CatalogoRegionale, error) {
	const op = "catalogo.Copie"
	righe, err := a.db.QueryContext(ctx, "SELECT nome, versione, etag, aggiornato_il, ricevuto_il, sha256, dati FROM copia WHERE servizio = ? ORDER BY nome", servizio)
	if err != nil {
		return nil, guasto(op, err)
	}
	defer righe.Close() //nolint:errcheck // Err below tells what went wrong
	var out []esenpat.CatalogoRegionale
	for righe.Next() {
		var k esenpat.CatalogoRegionale
		var aggiornato, ricevuto, impronta, dati string
		if err = righe.Scan(&k.Nome, &k.Versione, &k.ETag, &aggiornato, &ricevuto, &impronta, &dati); err != nil {
			return nil, guasto(op, err)
		}
		if improntaCopia(k.Nome, k.Versione, k.ETag, aggiornato, ricevuto, dati) != impronta {
			return nil, danneggiato(op)
		}
		var v voci
		if err = json.Unmarshal([]byte(dati), &v); err != nil {
			return nil, danneggiato(op)
		}
		k.Elementi, k.Esenzioni, k.Diagnosi = v.Elementi, v.Esenzioni, v.Diagnosi
		if err = k.AggiornatoIl.UnmarshalText([]byte(aggiornato)); err != nil {
			return nil, danneggiato(op)
		}
		if k.RicevutoIl, err = time.Parse(time.RFC3339Nano, ricevuto); err != nil {
			return nil, danneggiato(op)
		}
		out = append(out, k)
	}
	return out, guasto(op, righe.Err())
}

func improntaCopia(parti ...string) string {
	h := sha256.New()
	for _, p := range parti {
		h.Write([]byte(p + "\x00"))
	}
	return hex.EncodeToString(h.Sum(nil))
}
