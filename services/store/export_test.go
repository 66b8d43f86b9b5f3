package store

import "context"

// Prova runs a statement on the writing connection: tests use it to bring about
// what a disk does.
func (a *Archivio) Prova(ctx context.Context, istruzione string) error {
	_, err := a.scrive.ExecContext(ctx, istruzione)
	return err
}

// UltimoSchema is the schema version that this program writes.
func UltimoSchema() int { return ultima() }
