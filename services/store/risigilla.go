package store

import (
	"context"
	"database/sql"

	"github.com/esenpat/esenpat-desktop/services/cifra"
)

// Risigilla seals again with the key a what the key da of the same doctor had
// sealed (see cifra.Mazzo.Riunisci), all of it or nothing. Of a draft that both
// keys have, the newer text stays. What does not open is left as it is.
func (a *Archivio) Risigilla(ctx context.Context, proprietario string, da, nuova *cifra.Chiave) error {
	const op = "store.Risigilla"
	return a.inTransazione(ctx, op, func(tx *sql.Tx) error {
		di, per := indice(da, proprietario), indice(nuova, proprietario)
		for _, t := range []struct {
			leggi, libera, scrivi string
			luogo                 func(proprietario, id string, schema int) cifra.Luogo
		}{
			{
				leggi: `SELECT id, schema, contenuto FROM bozze WHERE proprietario = ?`,
				libera: `DELETE FROM bozze WHERE proprietario = ?1 AND id = ?2 AND sequenza <
(SELECT altra.sequenza FROM bozze altra WHERE altra.proprietario = ?3 AND altra.id = ?2)`,
				scrivi: `UPDATE OR IGNORE bozze SET proprietario = ?1, contenuto = ?2 WHERE proprietario = ?3 AND id = ?4`,
				luogo:  luogoBozza,
			},
			{
				leggi:  `SELECT chiave, schema, contenuto FROM atti_in_sospeso WHERE proprietario = ?`,
				scrivi: `UPDATE atti_in_sospeso SET proprietario = ?1, contenuto = ?2 WHERE proprietario = ?3 AND chiave = ?4`,
				luogo:  luogoAtto,
			},
		} {
			righe, err := leggiRighe(ctx, tx, t.leggi, di)
			if err != nil {
				return err
			}
			for _, r := range righe {
				cella, err := risigilla(t.luogo(proprietario, r.id, r.schema), r.cella, da, nuova)
				if err != nil {
					continue // altered: it stays with its old key, to be put aside when it is read
				}
				if t.libera != "" { // an older text of the same draft gives way
					if _, err := tx.ExecContext(ctx, t.libera, per, r.id, di); err != nil {
						return err
					}
				}
				if _, err := tx.ExecContext(ctx, t.scrivi, per, cella, di, r.id); err != nil {
					return err
				}
			}
		}
		_, err := tx.ExecContext(ctx, `UPDATE OR IGNORE preferenze SET proprietario = ? WHERE proprietario = ?`, per, di)
		return err
	})
}

func risigilla(l cifra.Luogo, cella []byte, da, a *cifra.Chiave) ([]byte, error) {
	chiaro, err := da.Apri(l, cella)
	if err != nil {
		return nil, err
	}
	return a.Sigilla(l, chiaro)
}
