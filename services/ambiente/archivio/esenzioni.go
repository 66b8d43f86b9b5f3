package archivio

import (
	"context"
	"encoding/json"
	"log/slog"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// Esenzione is a pratica as the environment keeps it.
type Esenzione struct {
	ID              string
	Numero          string
	Medico          string // user name of who issued or asked
	Compilatore     string
	Assistito       string
	Stato           esenpat.StatoEsenzione
	Versione        int
	Voce            esenpat.VoceEsenzione
	Diagnosi        esenpat.VoceDiagnosi
	CertificatoID   string
	RichiestaIl     time.Time
	Inizio, Fine    esenpat.Data
	AslCompetente   string
	Origine         string
	Note            string
	CodiceAttestato string
	LeggiSpeciali   bool           // of the certificate it comes from
	Oscurato        esenpat.Scelta // likewise, for minors
	Comunicazione   *Comunicazione
}

// Comunicazione is what the ASL wrote to the doctor about a request.
type Comunicazione struct {
	Codice, Motivo string
	Note           string
	Il             time.Time
}

// LogValue implements slog.LogValuer.
func (e Esenzione) LogValue() slog.Value { return slog.StringValue("esenzione " + e.ID) }

// SalvaEsenzione inserts or replaces a pratica, with a new version.
func SalvaEsenzione(ctx context.Context, q Esecutore, e *Esenzione) error {
	e.Versione++
	b, err := json.Marshal(e)
	if err != nil {
		return err
	}
	rev, err := revisione(ctx, q)
	if err != nil {
		return err
	}
	_, err = q.ExecContext(ctx, `INSERT INTO esenzioni (id, medico, assistito, rev, corpo) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET rev = excluded.rev, corpo = excluded.corpo`, e.ID, e.Medico, e.Assistito, rev, Testo(b))
	return err
}

// LeggiEsenzione returns one pratica, or ErrNessuno.
func LeggiEsenzione(ctx context.Context, q Esecutore, id string) (*Esenzione, error) {
	return uno[Esenzione](ctx, q, `SELECT corpo FROM esenzioni WHERE id = ?`, id)
}

// EsenzionePerNumero returns the pratica with that number or id, or ErrNessuno.
func EsenzionePerNumero(ctx context.Context, q Esecutore, numero string) (*Esenzione, error) {
	tutte, err := TutteLeEsenzioni(ctx, q) // the number is inside what may be closed
	if err != nil {
		return nil, err
	}
	for i := range tutte {
		if tutte[i].ID == numero || tutte[i].Numero == numero {
			return &tutte[i], nil
		}
	}
	return nil, ErrNessuno
}

// TutteLeEsenzioni returns every pratica, the one changed first first.
func TutteLeEsenzioni(ctx context.Context, q Esecutore) ([]Esenzione, error) {
	r, _, err := molti[Esenzione](ctx, q, `SELECT rev, corpo FROM esenzioni ORDER BY rev`, 0)
	return r, err
}

// EsenzioniDelMedico returns those changed after revision da.
func EsenzioniDelMedico(ctx context.Context, q Esecutore, medico string, da int64, limite int) ([]Esenzione, int64, error) {
	return molti[Esenzione](ctx, q, `SELECT rev, corpo FROM esenzioni WHERE medico = ? AND rev > ? ORDER BY rev LIMIT ?`, da, medico, da, limite)
}

// EsenzioniDellAssistito returns the exemptions of a patient.
func EsenzioniDellAssistito(ctx context.Context, q Esecutore, assistito string) ([]Esenzione, error) {
	r, _, err := molti[Esenzione](ctx, q, `SELECT rev, corpo FROM esenzioni WHERE assistito = ? ORDER BY rev`, 0, assistito)
	return r, err
}

// VoceAURA is an entry of AURA with the pratica it came from, if any.
type VoceAURA struct {
	ID        int64
	Assistito string
	Esenzione string
	esenpat.EsenzioneAURA
}

// SalvaAURA inserts (ID 0) or updates an entry of AURA.
func SalvaAURA(ctx context.Context, q Esecutore, v VoceAURA) error {
	b, err := json.Marshal(v.EsenzioneAURA)
	if err != nil {
		return err
	}
	var id any
	if v.ID != 0 {
		id = v.ID
	}
	_, err = q.ExecContext(ctx, `INSERT OR REPLACE INTO aura (id, assistito, esenzione, corpo) VALUES (?, ?, ?, ?)`, id, v.Assistito, v.Esenzione, Testo(b))
	return err
}

// LeggiAURA returns what AURA knows of a patient.
func LeggiAURA(ctx context.Context, q Esecutore, assistito string) ([]VoceAURA, error) {
	rows, err := q.QueryContext(ctx, `SELECT id, esenzione, corpo FROM aura WHERE assistito = ? ORDER BY id`, assistito)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var tutte []VoceAURA
	for rows.Next() {
		v := VoceAURA{Assistito: assistito}
		var corpo string
		if err := rows.Scan(&v.ID, &v.Esenzione, &corpo); err != nil {
			return nil, err
		}
		if err := json.Unmarshal([]byte(corpo), &v.EsenzioneAURA); err != nil {
			return nil, err
		}
		tutte = append(tutte, v)
	}
	return tutte, rows.Err()
}
