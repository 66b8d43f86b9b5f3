package autorita_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"database/sql"
	"encoding/hex"
	"encoding/pem"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/phpdave11/gofpdf"
	_ "modernc.org/sqlite" // the database the environment uses

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/ambiente/autorita"
)

const (
	pinBuono = "48151623"
	alias    = "ada"
)

// banco is one environment's signing side on a real database file.
type banco struct {
	*autorita.Autorita
	db     *sql.DB
	file   string
	ora    *time.Time
	genera func() (*rsa.PrivateKey, error) // nil for keys of its own
}

func nuovoBanco(t *testing.T) *banco {
	t.Helper()
	ora := time.Date(2026, 11, 22, 2, 0, 0, 0, time.UTC)
	b := &banco{file: filepath.Join(t.TempDir(), "ambiente.db"), ora: &ora, genera: chiaveDiProva(t)}
	b.apri(t)
	return b
}

// chiaveDiProva always gives the same RSA key: making one takes longer than
// most tests here.
func chiaveDiProva(t *testing.T) func() (*rsa.PrivateKey, error) {
	t.Helper()
	blocco, _ := pem.Decode(leggiFile(t, "../ambientetest/chiave-non-segreta.pem"))
	if blocco == nil {
		t.Fatal("no key")
	}
	return func() (*rsa.PrivateKey, error) { return x509.ParsePKCS1PrivateKey(blocco.Bytes) }
}

func (b *banco) apri(t *testing.T) {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+b.file+"?_pragma=journal_mode(WAL)&_pragma=busy_timeout(5000)&_txlock=immediate")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	b.db = db
	b.Autorita, err = autorita.Apri(t.Context(), db, autorita.Opzioni{
		Orologio: func() time.Time { return *b.ora }, Caso: rand.Reader,
		Argon2: autorita.ParametriArgon2{Tempo: 1, Memoria: 64, Thread: 1}, GeneraRSA: b.genera,
	})
	if err != nil {
		t.Fatal(err)
	}
}

func (b *banco) riapri(t *testing.T) {
	t.Helper()
	if err := b.db.Close(); err != nil {
		t.Fatal(err)
	}
	b.apri(t)
}

// in runs f in a transaction with the rule of the package comment: refusals
// are committed, other errors rolled back.
func (b *banco) in(ctx context.Context, f func(tx *sql.Tx) error) error {
	tx, err := b.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	err = f(tx)
	if _, rifiuto := errors.AsType[*autorita.Errore](err); err != nil && !rifiuto {
		return errors.Join(err, tx.Rollback())
	}
	return errors.Join(err, tx.Commit())
}

func medico() autorita.Medico {
	cf := esenpat.ComponiCodiceFiscale("Prova", "Ada", esenpat.NewData(1975, time.May, 3), esenpat.Femmina, "L219")
	return autorita.Medico{CodiceFiscale: cf, Nome: "Ada", Cognome: "Prova"}
}

func (b *banco) credenziale(t *testing.T, provider string, modo autorita.ModoOTP) (puk esenpat.Secret) {
	t.Helper()
	err := b.in(t.Context(), func(tx *sql.Tx) (err error) {
		puk, err = b.EmettiCredenziale(t.Context(), tx, autorita.NuovaCredenziale{
			Medico: medico(), Provider: provider, Alias: alias, PIN: esenpat.NewSecret(pinBuono), Modo: modo,
		})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return puk
}

func (b *banco) chiediOTP(t *testing.T, r autorita.RichiestaOTP) (esenpat.OTPInviato, error) {
	t.Helper()
	var out esenpat.OTPInviato
	err := b.in(t.Context(), func(tx *sql.Tx) (err error) {
		out, err = b.InviaOTP(t.Context(), tx, r)
		return err
	})
	return out, err
}

func (b *banco) firma(t *testing.T, r autorita.RichiestaFirma, pdf []byte) ([]byte, error) {
	t.Helper()
	var out []byte
	err := b.in(t.Context(), func(tx *sql.Tx) (err error) {
		out, _, err = b.FirmaPDF(t.Context(), tx, r, pdf)
		return err
	})
	return out, err
}

func richiestaOTP(provider string, pdf []byte) autorita.RichiestaOTP {
	return autorita.RichiestaOTP{
		Provider: provider, Alias: alias, PIN: esenpat.NewSecret(pinBuono), Modalita: autorita.SMS,
		Medico: medico().CodiceFiscale, Documenti: []string{impronta(pdf)},
	}
}

func (b *banco) richiesta(provider, otp string, pdf []byte) autorita.RichiestaFirma {
	return autorita.RichiestaFirma{
		Provider: provider, Alias: alias, PIN: esenpat.NewSecret(pinBuono), OTP: esenpat.NewSecret(otp),
		Medico: medico().CodiceFiscale, SHA256: impronta(pdf), Quando: b.ora.In(time.FixedZone("", 3600)),
		Motivo: "Certificato di prova è «firmato»", Luogo: "Torino",
	}
}

// firmato does the whole road with an SMS code.
func (b *banco) firmato(t *testing.T, provider string, pdf []byte) []byte {
	t.Helper()
	if _, err := b.chiediOTP(t, richiestaOTP(provider, pdf)); err != nil {
		t.Fatal(err)
	}
	otp, _ := b.UltimoOTP(alias)
	out, err := b.firma(t, b.richiesta(provider, otp, pdf), pdf)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func impronta(pdf []byte) string {
	h := sha256.Sum256(pdf)
	return hex.EncodeToString(h[:])
}

func documento(t *testing.T, testo string) []byte {
	t.Helper()
	p := gofpdf.New("P", "mm", "A4", "")
	p.AddPage()
	p.SetFont("Helvetica", "", 14)
	p.MultiCell(0, 8, testo, "", "", false)
	var out bytes.Buffer
	if err := p.Output(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func scrivi(t *testing.T, nome string, b []byte) string {
	t.Helper()
	f := filepath.Join(t.TempDir(), nome)
	if err := os.WriteFile(f, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return f
}
