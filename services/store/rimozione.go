package store

import (
	"context"
	"database/sql"
	"log/slog"
)

// EliminaTutto removes all that is stored of a doctor («Rimuovi i miei dati da
// questa postazione», SE-06), acts without a known outcome included: the caller
// asks before. Then the caller destroys the key (cifra.Mazzo.Distruggi), so
// that older copies of the file cannot be opened either.
func (a *Archivio) EliminaTutto(ctx context.Context, proprietario string) error {
	k, err := a.chiavi.Chiave(ctx, proprietario)
	if err != nil {
		return err
	}
	di := indice(k, proprietario)
	err = a.inTransazione(ctx, "store.EliminaTutto", func(tx *sql.Tx) error {
		return elimina(ctx, tx, di, tabelleDi())
	})
	if err != nil {
		return err
	}
	a.svuotaLog(ctx)
	return nil
}

// svuotaLog overwrites deleted rows in the write-ahead log too. Best effort: a
// reader may hold the log now, and closing empties it as well.
func (a *Archivio) svuotaLog(ctx context.Context) {
	if _, err := a.scrive.ExecContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)"); err != nil {
		a.log.LogAttrs(ctx, slog.LevelWarn, "log not emptied after a deletion", slog.Any("err", traduci("store.svuotaLog", err)))
	}
}
