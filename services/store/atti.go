package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/cifra"
)

const schemaAtto = 1

type recAtto struct {
	Tipo        esenpat.TipoAtto `json:"tipo"`
	AssistitoID string           `json:"assistito_id"`
	RisorsaID   string           `json:"risorsa_id"`
	InviatoIl   time.Time        `json:"inviato_il"`
}

func luogoAtto(proprietario, chiave string, schema int) cifra.Luogo {
	return cifra.Luogo{Tabella: "atti_in_sospeso", Riga: chiave, Colonna: "contenuto", Schema: schema, Proprietario: proprietario}
}

// AnnotaAtto writes down an act that is about to be sent and returns once it
// is on the disk; the same key again replaces it.
func (a *Archivio) AnnotaAtto(ctx context.Context, atto esenpat.AttoInSospeso) error {
	const op = "store.AnnotaAtto"
	k, err := a.chiavi.Chiave(ctx, atto.Proprietario)
	if err != nil {
		return err
	}
	chiaro, err := json.Marshal(recAtto{atto.Tipo, atto.AssistitoID, atto.RisorsaID, atto.InviatoIl})
	if err != nil {
		return esenpat.NewError(esenpat.Internal, "errore.imprevisto", op).Because(err)
	}
	cella, err := k.Sigilla(luogoAtto(atto.Proprietario, atto.Chiave, schemaAtto), chiaro)
	if err != nil {
		return err
	}
	return a.inTransazione(ctx, op, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `
INSERT INTO atti_in_sospeso (chiave, ordine, proprietario, schema, contenuto)
VALUES (?, (SELECT coalesce(max(ordine), 0) + 1 FROM atti_in_sospeso), ?, ?, ?)
ON CONFLICT (chiave) DO UPDATE SET proprietario = excluded.proprietario, schema = excluded.schema, contenuto = excluded.contenuto`,
			atto.Chiave, indice(k, atto.Proprietario), schemaAtto, cella)
		return err
	})
}

// RisolviAtto forgets an act whose outcome is known; forgetting what is not
// there is no error.
func (a *Archivio) RisolviAtto(ctx context.Context, chiave string) error {
	return a.inTransazione(ctx, "store.RisolviAtto", func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `DELETE FROM atti_in_sospeso WHERE chiave = ?`, chiave)
		return err
	})
}

// AttiInSospeso returns the acts of an owner without a known outcome, oldest
// first. One whose seal does not hold is an error ("cifra.manomesso"): to leave
// it out could let the same act be sent twice.
func (a *Archivio) AttiInSospeso(ctx context.Context, proprietario string) ([]esenpat.AttoInSospeso, error) {
	const op = "store.AttiInSospeso"
	k, err := a.chiavi.Chiave(ctx, proprietario)
	if err != nil {
		return nil, err
	}
	righe, err := leggiRighe(ctx, a.legge, `SELECT chiave, schema, contenuto FROM atti_in_sospeso WHERE proprietario = ? ORDER BY ordine`,
		indice(k, proprietario))
	if err != nil {
		return nil, traduci(op, err)
	}
	atti := make([]esenpat.AttoInSospeso, 0, len(righe))
	for _, r := range righe {
		chiaro, err := k.Apri(luogoAtto(proprietario, r.id, r.schema), r.cella)
		if err != nil {
			return nil, err
		}
		var rec recAtto
		if r.schema != schemaAtto || json.Unmarshal(chiaro, &rec) != nil {
			return nil, esenpat.NewError(esenpat.Storage, "archivio.schema-nuovo", op)
		}
		atti = append(atti, esenpat.AttoInSospeso{
			Chiave: r.id, Proprietario: proprietario, Tipo: rec.Tipo,
			AssistitoID: rec.AssistitoID, RisorsaID: rec.RisorsaID, InviatoIl: rec.InviatoIl,
		})
	}
	return atti, nil
}

// depositoAtti is where acts are written down: [Archivio] or [Memoria].
type depositoAtti interface {
	AnnotaAtto(ctx context.Context, atto esenpat.AttoInSospeso) error
	RisolviAtto(ctx context.Context, chiave string) error
	AttiInSospeso(ctx context.Context, proprietario string) ([]esenpat.AttoInSospeso, error)
}

// Atti shows a store as the short list that the exactly-once engine asks for.
type Atti struct{ deposito depositoAtti }

// NewAtti returns the list of acts of an [Archivio] or of a [Memoria].
func NewAtti(deposito depositoAtti) Atti { return Atti{deposito} }

// Annota writes down an act; see [Archivio.AnnotaAtto].
func (a Atti) Annota(ctx context.Context, atto esenpat.AttoInSospeso) error {
	return a.deposito.AnnotaAtto(ctx, atto)
}

// Risolvi forgets an act; see [Archivio.RisolviAtto].
func (a Atti) Risolvi(ctx context.Context, chiave string) error {
	return a.deposito.RisolviAtto(ctx, chiave)
}

// Elenco returns the acts of an owner; see [Archivio.AttiInSospeso].
func (a Atti) Elenco(ctx context.Context, proprietario string) ([]esenpat.AttoInSospeso, error) {
	return a.deposito.AttiInSospeso(ctx, proprietario)
}
