package archivio

import (
	"context"
	"time"
)

// Accesso is the login record of a doctor.
type Accesso struct {
	Utente        string
	Password, PIN string // argon2id, encoded
	Errati        int
	BloccatoFino  time.Time
	UltimoAccesso time.Time
}

// NuovoAccesso registers a doctor; one that exists is left alone.
func NuovoAccesso(ctx context.Context, q Esecutore, a Accesso) error {
	_, err := q.ExecContext(ctx, `INSERT INTO accessi (utente, password, pin) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`, a.Utente, a.Password, a.PIN)
	return err
}

// LeggiAccesso returns the login record, or ErrNessuno.
func LeggiAccesso(ctx context.Context, q Esecutore, utente string) (Accesso, error) {
	a := Accesso{Utente: utente}
	var fino, ultimo string
	err := q.QueryRowContext(ctx, `SELECT password, pin, errati, bloccato_fino, ultimo_accesso FROM accessi WHERE utente = ?`, utente).
		Scan(&a.Password, &a.PIN, &a.Errati, &fino, &ultimo)
	a.BloccatoFino, a.UltimoAccesso = leggiIstante(fino), leggiIstante(ultimo)
	return a, nessuno(err)
}

// SalvaAccesso stores counters and dates.
func SalvaAccesso(ctx context.Context, q Esecutore, a Accesso) error {
	_, err := q.ExecContext(ctx, `UPDATE accessi SET errati = ?, bloccato_fino = ?, ultimo_accesso = ? WHERE utente = ?`,
		a.Errati, istante(a.BloccatoFino), istante(a.UltimoAccesso), a.Utente)
	return err
}

// Gettone is an access token, known by its fingerprint, with the working
// session opened on it.
type Gettone struct {
	Impronta     string
	Utente       string
	Scade        time.Time
	Sessione     string
	Ruolo        string
	Collocazione string
}

// SalvaGettone inserts or replaces a token.
func SalvaGettone(ctx context.Context, q Esecutore, g Gettone) error {
	_, err := q.ExecContext(ctx, `INSERT OR REPLACE INTO gettoni (impronta, utente, scade, sessione, ruolo, collocazione) VALUES (?, ?, ?, ?, ?, ?)`,
		g.Impronta, g.Utente, istante(g.Scade), g.Sessione, g.Ruolo, g.Collocazione)
	return err
}

// LeggiGettone returns the token with that fingerprint, or ErrNessuno.
func LeggiGettone(ctx context.Context, q Esecutore, impronta string) (Gettone, error) {
	g := Gettone{Impronta: impronta}
	var scade string
	err := q.QueryRowContext(ctx, `SELECT utente, scade, sessione, ruolo, collocazione FROM gettoni WHERE impronta = ?`, impronta).
		Scan(&g.Utente, &scade, &g.Sessione, &g.Ruolo, &g.Collocazione)
	g.Scade = leggiIstante(scade)
	return g, nessuno(err)
}

// TogliGettone ends one access; with an empty fingerprint it ends all.
func TogliGettone(ctx context.Context, q Esecutore, impronta string) error {
	_, err := q.ExecContext(ctx, `DELETE FROM gettoni WHERE impronta = ? OR ? = ''`, impronta, impronta)
	return err
}

// TogliGettoniScaduti forgets the accesses that ended before ora.
func TogliGettoniScaduti(ctx context.Context, q Esecutore, ora time.Time) error {
	_, err := q.ExecContext(ctx, `DELETE FROM gettoni WHERE scade < ?`, istante(ora))
	return err
}
