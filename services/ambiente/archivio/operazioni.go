package archivio

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strings"
	"time"
)

// Operazione is the record of an act, known by its Idempotency-Key.
type Operazione struct {
	Utente, Chiave string
	Tipo           string
	Impronta       string // of the request, secrets excluded
	Riuscita       bool
	Risorsa        string
	HTTP           int
	Intestazioni   map[string]string
	Corpo          []byte
	Scade          time.Time
}

// SalvaOperazione stores the outcome of an act and forgets the expired ones.
func SalvaOperazione(ctx context.Context, q Esecutore, o Operazione, ora time.Time) error {
	if _, err := q.ExecContext(ctx, `DELETE FROM operazioni WHERE scade < ?`, istante(ora)); err != nil {
		return err
	}
	h, err := json.Marshal(o.Intestazioni)
	if err != nil {
		return err
	}
	stato := "FALLITA"
	if o.Riuscita {
		stato = "RIUSCITA"
	}
	_, err = q.ExecContext(ctx, `INSERT OR REPLACE INTO operazioni (utente, chiave, tipo, impronta, stato, risorsa, http, intestazioni, corpo, scade)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, o.Utente, o.Chiave, o.Tipo, o.Impronta, stato, o.Risorsa, o.HTTP, Testo(h), Dati(o.Corpo), istante(o.Scade))
	return err
}

// LeggiOperazione returns the outcome of an act of that user, or ErrNessuno.
func LeggiOperazione(ctx context.Context, q Esecutore, utente, chiave string, ora time.Time) (Operazione, error) {
	o := Operazione{Utente: utente, Chiave: chiave}
	var stato, h, scade string
	err := q.QueryRowContext(ctx, `SELECT tipo, impronta, stato, risorsa, http, intestazioni, corpo, scade FROM operazioni
		WHERE utente = ? AND chiave = ? AND scade >= ?`, utente, chiave, istante(ora)).
		Scan(&o.Tipo, &o.Impronta, &stato, &o.Risorsa, &o.HTTP, &h, &o.Corpo, &scade)
	if err != nil {
		return o, nessuno(err)
	}
	o.Riuscita, o.Scade = stato == "RIUSCITA", leggiIstante(scade)
	return o, json.Unmarshal([]byte(h), &o.Intestazioni)
}

// Evento is one line of the history of a resource.
type Evento struct {
	Risorsa, Stato, Utente, Nota string
	Quando                       time.Time
}

// NuovoEvento appends to a history.
func NuovoEvento(ctx context.Context, q Esecutore, e Evento) error {
	_, err := q.ExecContext(ctx, `INSERT INTO eventi (risorsa, stato, quando, utente, nota) VALUES (?, ?, ?, ?, ?)`,
		e.Risorsa, e.Stato, istante(e.Quando), e.Utente, Testo(e.Nota))
	return err
}

// Eventi returns the history of a resource, oldest first.
func Eventi(ctx context.Context, q Esecutore, risorsa string) ([]Evento, error) {
	rows, err := q.QueryContext(ctx, `SELECT stato, quando, utente, nota FROM eventi WHERE risorsa = ? ORDER BY id`, risorsa)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var tutti []Evento
	for rows.Next() {
		e := Evento{Risorsa: risorsa}
		var quando string
		if err := rows.Scan(&e.Stato, &quando, &e.Utente, &e.Nota); err != nil {
			return nil, err
		}
		e.Quando = leggiIstante(quando)
		tutti = append(tutti, e)
	}
	return tutti, rows.Err()
}

// Traccia is one line of the audit: who did what, never about whom in clear.
type Traccia struct {
	Quando                                                           time.Time
	Utente, Ruolo, Azienda, Operazione, Oggetto, Esito, Correlazione string
}

// NuovaTraccia appends to the audit, chained to the line before.
func NuovaTraccia(ctx context.Context, q Esecutore, t Traccia) error {
	var prima string
	err := nessuno(q.QueryRowContext(ctx, `SELECT impronta FROM audit ORDER BY id DESC LIMIT 1`).Scan(&prima))
	if err != nil && err != ErrNessuno { //nolint:errorlint // nessuno returns the sentinel itself
		return err
	}
	campi := []string{istante(t.Quando), t.Utente, t.Ruolo, t.Azienda, t.Operazione, t.Oggetto, t.Esito, t.Correlazione, prima}
	h := sha256.Sum256([]byte(strings.Join(campi, "\x1f")))
	_, err = q.ExecContext(ctx, `INSERT INTO audit (quando, utente, ruolo, azienda, operazione, oggetto, esito, correlazione, precedente, impronta)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, campi[0], t.Utente, t.Ruolo, t.Azienda, t.Operazione, t.Oggetto, t.Esito, t.Correlazione, prima, hex.EncodeToString(h[:]))
	return err
}
