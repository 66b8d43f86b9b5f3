package store_test

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"path/filepath"
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/cifra"
	"github.com/esenpat/esenpat-desktop/services/store"
)

const (
	medicoA = "FRRLRA75C41L219K"
	medicoB = "BNCMRC68H10L219V"
)

// chiavi gives each doctor a key that is the same in every process.
type chiavi struct{ guasto error }

func (c chiavi) Chiave(_ context.Context, proprietario string) (*cifra.Chiave, error) {
	if c.guasto != nil {
		return nil, c.guasto
	}
	dek := sha256.Sum256([]byte("prova/" + proprietario))
	return cifra.NewChiave(dek[:], rand.Reader)
}

func istante() time.Time { return time.Date(2026, 11, 22, 10, 30, 0, 0, time.UTC) }

func apriIn(tb testing.TB, dir string) *store.Archivio {
	tb.Helper()
	a, err := store.Apri(context.Background(), store.Opzioni{Dir: dir, Chiavi: chiavi{}, Ora: istante})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = a.Chiudi() })
	return a
}

func chiudi(tb testing.TB, a *store.Archivio) {
	tb.Helper()
	if err := a.Chiudi(); err != nil {
		tb.Fatal(err)
	}
}

func bozza(id, patologia string, sequenza int64) esenpat.Bozza {
	return esenpat.Bozza{
		ID: id, Sequenza: sequenza, Stato: esenpat.BozzaAperta, CreataIl: istante(), ModificataIl: istante(),
		Assistito: esenpat.Assistito{CodiceFiscale: "VRDGNN80A01L219M", Cognome: "Verdicanarino", Nome: "Giovanni"},
		Dati:      esenpat.DatiCertificato{Patologia: patologia, OscuratoGenitore: esenpat.No},
	}
}

// sqlite opens the database file as an outsider would, without keys.
func sqlite(tb testing.TB, dir string) *sql.DB {
	tb.Helper()
	db, err := sql.Open("sqlite", filepath.Join(dir, "archivio.db"))
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = db.Close() })
	return db
}

func esegui(tb testing.TB, db *sql.DB, istruzione string, argomenti ...any) {
	tb.Helper()
	if _, err := db.ExecContext(context.Background(), istruzione, argomenti...); err != nil {
		tb.Fatal(err)
	}
}
