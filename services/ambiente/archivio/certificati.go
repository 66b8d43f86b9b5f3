package archivio

import (
	"context"
	"database/sql"
	"encoding/json"
	"log/slog"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// Certificato is a certificate as the environment keeps it.
type Certificato struct {
	ID          string
	IDClient    string
	Medico      string // user name of the writer
	Assistito   string // opaque id
	Numero      string
	Stato       esenpat.StatoCertificato
	Versione    int // of the ETag
	Contenuto   esenpat.ContenutoCertificato
	Invalidita  esenpat.TipologiaInvalidita
	CreatoIl    time.Time
	FirmatoIl   time.Time
	AnnullatoIl time.Time
	EsenzioneID string
	Sostituisce string
	PDF         esenpat.RiferimentoPDF
	Annullativo *Annullativo
}

// LogValue implements slog.LogValuer.
func (c Certificato) LogValue() slog.Value { return slog.StringValue("certificato " + c.ID) }

// Annullativo is the document that annuls a certificate.
type Annullativo struct {
	ID        string
	Numero    string
	Stato     esenpat.StatoCertificato
	Motivo    string
	Identita  esenpat.IdentitaDocumento
	PDF       esenpat.RiferimentoPDF
	CreatoIl  time.Time
	FirmatoIl time.Time
}

// SalvaCertificato inserts or replaces a certificate, with a new version.
func SalvaCertificato(ctx context.Context, q Esecutore, c *Certificato) error {
	c.Versione++
	b, err := json.Marshal(c)
	if err != nil {
		return err
	}
	rev, err := revisione(ctx, q)
	if err != nil {
		return err
	}
	_, err = q.ExecContext(ctx, `INSERT INTO certificati (id, id_client, medico, assistito, rev, corpo) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET rev = excluded.rev, corpo = excluded.corpo`,
		c.ID, c.IDClient, c.Medico, c.Assistito, rev, Testo(b))
	return err
}

// LeggiCertificato returns one certificate, or ErrNessuno.
func LeggiCertificato(ctx context.Context, q Esecutore, id string) (*Certificato, error) {
	return uno[Certificato](ctx, q, `SELECT corpo FROM certificati WHERE id = ?`, id)
}

// CertificatoDelClient returns the certificate made from a client's draft.
func CertificatoDelClient(ctx context.Context, q Esecutore, medico, idClient string) (*Certificato, error) {
	return uno[Certificato](ctx, q, `SELECT corpo FROM certificati WHERE medico = ? AND id_client = ?`, medico, idClient)
}

// CertificatiDelMedico returns those changed after revision da, oldest change
// first, and the revision of the last.
func CertificatiDelMedico(ctx context.Context, q Esecutore, medico string, da int64, limite int) ([]Certificato, int64, error) {
	return molti[Certificato](ctx, q, `SELECT rev, corpo FROM certificati WHERE medico = ? AND rev > ? ORDER BY rev LIMIT ?`, da, medico, da, limite)
}

// CertificatoDelDocumento returns the doctor's certificate that a document is
// the text or the annulment of, or ErrNessuno.
func CertificatoDelDocumento(ctx context.Context, q Esecutore, medico, id string) (*Certificato, error) {
	tutti, _, err := CertificatiDelMedico(ctx, q, medico, 0, -1) // the id is inside what may be closed
	if err != nil {
		return nil, err
	}
	for i := range tutti {
		if c := &tutti[i]; c.ID == id || c.Annullativo != nil && c.Annullativo.ID == id {
			return c, nil
		}
	}
	return nil, ErrNessuno
}

// CertificatiDellAssistito returns the certificates of a patient.
func CertificatiDellAssistito(ctx context.Context, q Esecutore, assistito string) ([]Certificato, error) {
	r, _, err := molti[Certificato](ctx, q, `SELECT rev, corpo FROM certificati WHERE assistito = ? ORDER BY rev`, 0, assistito)
	return r, err
}

// SalvaDocumento stores the bytes of a document.
func SalvaDocumento(ctx context.Context, q Esecutore, id, sha256 string, pdf []byte) error {
	_, err := q.ExecContext(ctx, `INSERT OR REPLACE INTO documenti (id, sha256, pdf) VALUES (?, ?, ?)`, id, sha256, Dati(pdf))
	return err
}

// LeggiDocumento returns the bytes of a document, or ErrNessuno.
func LeggiDocumento(ctx context.Context, q Esecutore, id string) ([]byte, error) {
	var b []byte
	err := q.QueryRowContext(ctx, `SELECT pdf FROM documenti WHERE id = ?`, id).Scan(&b)
	return b, nessuno(err)
}

// TogliDocumento forgets the bytes of a document that was discarded.
func TogliDocumento(ctx context.Context, q Esecutore, id string) error {
	_, err := q.ExecContext(ctx, `DELETE FROM documenti WHERE id = ?`, id)
	return err
}

func uno[T any](ctx context.Context, q Esecutore, query string, args ...any) (*T, error) {
	var corpo string
	if err := q.QueryRowContext(ctx, query, args...).Scan(&corpo); err != nil {
		return nil, nessuno(err)
	}
	v := new(T)
	return v, json.Unmarshal([]byte(corpo), v)
}

func molti[T any](ctx context.Context, q Esecutore, query string, ultima int64, args ...any) ([]T, int64, error) {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, ultima, err
	}
	defer func(r *sql.Rows) { _ = r.Close() }(rows)
	var tutti []T
	for rows.Next() {
		var corpo string
		var v T
		if err := rows.Scan(&ultima, &corpo); err != nil {
			return nil, ultima, err
		}
		if err := json.Unmarshal([]byte(corpo), &v); err != nil {
			return nil, ultima, err
		}
		tutti = append(tutti, v)
	}
	return tutti, ultima, rows.Err()
}
