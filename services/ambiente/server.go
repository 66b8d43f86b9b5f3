package ambiente

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"database/sql"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/assets"
	"github.com/esenpat/esenpat-desktop/services/ambiente/archivio"
	"github.com/esenpat/esenpat-desktop/services/ambiente/autorita"
	"github.com/esenpat/esenpat-desktop/services/ambiente/filo"
	"github.com/esenpat/esenpat-desktop/services/ambiente/mondo"
)

// pukDiProva unlocks every demonstration credential; the page /portale says so.
const pukDiProva = "0123456789"

// server holds what the handlers share.
type server struct {
	o             Opzioni
	log           *slog.Logger
	roma          *time.Location
	mondo         *mondo.Mondo
	archivio      *archivio.Archivio
	firme         *autorita.Autorita
	documenti     Documenti
	guasti        *Guasti
	rifiuti       filo.Rifiuti
	pubblicati    atomic.Pointer[pubblicazione]
	gettoneGuasti esenpat.Secret
	origine       string // https://host:port, once it listens
	codici        codiciOIDC
	contesti      contesti
	lente         lente

	assistiti map[string]*mondo.Assistito // by opaque id
	medici    map[string]*mondo.Medico    // by user name

	mu      sync.Mutex
	inCorso map[string]string // running acts: user and key -> kind
}

func nuovoServer(ctx context.Context, o Opzioni, dir string) (_ *server, err error) {
	s := &server{
		o: o, log: o.Log, documenti: o.Documenti, guasti: &Guasti{},
		assistiti: map[string]*mondo.Assistito{}, medici: map[string]*mondo.Medico{}, inCorso: map[string]string{},
	}
	if s.roma, err = time.LoadLocation("Europe/Rome"); err != nil {
		return nil, err
	}
	if s.rifiuti, err = filo.CaricaRifiuti(); err != nil {
		return nil, err
	}
	if s.mondo, err = mondo.Carica(assets.Catalogo); err != nil {
		return nil, err
	}
	if s.documenti == nil {
		if s.documenti, err = documentiVeri(); err != nil {
			return nil, err
		}
	}
	gettone, err := s.casuale(24)
	if err != nil {
		return nil, err
	}
	s.gettoneGuasti = esenpat.NewSecret(gettone)
	if s.archivio, err = archivio.Apri(ctx, dir, s.o.Sigillo); err != nil {
		return nil, err
	}
	if err := s.prepara(ctx); err != nil {
		_ = s.archivio.Chiudi()
		return nil, err
	}
	return s, nil
}

// prepara fills the state at first start and reads it back afterwards.
func (s *server) prepara(ctx context.Context) (err error) {
	s.firme, err = autorita.Apri(ctx, s.archivio.DB(), autorita.Opzioni{
		Orologio: s.ora, Caso: s.o.Caso, Argon2: s.o.Argon2, GeneraRSA: s.o.GeneraRSA,
	})
	if err != nil {
		return err
	}
	for i := range s.mondo.Medici {
		s.medici[s.mondo.Medici[i].NomeUtente] = &s.mondo.Medici[i]
	}
	serviti, err := s.componiCataloghi(s.mondo.Catalogo)
	if err != nil {
		return err
	}
	s.pubblicati.Store(&pubblicazione{catalogo: s.mondo.Catalogo, serviti: serviti})
	return s.archivio.Transazione(ctx, func(tx *sql.Tx) error {
		chiave, err := s.casuale(32)
		if err != nil {
			return err
		}
		if chiave, err = archivio.Impostazione(ctx, tx, "chiave-identificativi", chiave); err != nil {
			return err
		}
		for i := range s.mondo.Assistiti {
			a := &s.mondo.Assistiti[i]
			a.ID = opaco(chiave, string(a.CodiceFiscale))
			s.assistiti[a.ID] = a
		}
		fatto, err := archivio.Impostazione(ctx, tx, "preparato-il", "")
		if err != nil || fatto != "" {
			return err
		}
		return s.semina(ctx, tx)
	})
}

// semina writes the first state: logins, signing credentials, AURA.
func (s *server) semina(ctx context.Context, tx *sql.Tx) error {
	for i := range s.mondo.Medici {
		if err := s.seminaMedico(ctx, tx, &s.mondo.Medici[i]); err != nil {
			return err
		}
	}
	for i := range s.mondo.Assistiti {
		a := &s.mondo.Assistiti[i]
		for n, v := range a.AURA {
			if e, ok := s.voci().Esenzione(v.Codice); ok {
				v.Descrizione = e.Descrizione
			}
			if d, ok := s.voci().CercaDiagnosi(v.Codice, v.CodiceDiagnosi); ok && !d.Fittizia {
				v.Diagnosi = d.Descrizione
			}
			v.CodiceAttestato = fmt.Sprintf("AE%s%02d", a.IDAura, n+1)
			if err := archivio.SalvaAURA(ctx, tx, archivio.VoceAURA{Assistito: a.ID, EsenzioneAURA: v}); err != nil {
				return err
			}
		}
	}
	_, err := tx.ExecContext(ctx, `UPDATE impostazioni SET valore = ? WHERE chiave = 'preparato-il'`, s.ora().UTC().Format(time.RFC3339))
	return err
}

func (s *server) seminaMedico(ctx context.Context, tx *sql.Tx, m *mondo.Medico) error {
	password, err := s.impastaPassword(m.Password.Reveal())
	if err != nil {
		return err
	}
	pin, err := s.impastaPassword(m.PIN.Reveal())
	if err != nil {
		return err
	}
	if err = archivio.NuovoAccesso(ctx, tx, archivio.Accesso{Utente: m.NomeUtente, Password: password, PIN: pin}); err != nil {
		return err
	}
	_, err = s.firme.EmettiCredenziale(ctx, tx, autorita.NuovaCredenziale{
		Medico:   autorita.Medico{CodiceFiscale: m.CodiceFiscale, Nome: m.Nome, Cognome: m.Cognome},
		Provider: m.Provider, Alias: m.Alias, PIN: m.PINFirma, Modo: autorita.ModoOTP(m.ModoOTP),
		PUK: esenpat.NewSecret(pukDiProva),
	})
	for _, c := range m.AltreCredenziali {
		_, altra := s.firme.EmettiCredenziale(ctx, tx, autorita.NuovaCredenziale{
			Medico:   autorita.Medico{CodiceFiscale: m.CodiceFiscale, Nome: m.Nome, Cognome: m.Cognome},
			Provider: c.Provider, Alias: c.Alias, PIN: c.PINFirma, Modo: autorita.ModoOTP(c.ModoOTP), PUK: esenpat.NewSecret(pukDiProva),
		})
		err = errors.Join(err, altra)
	}
	if err == nil && m.Bloccata {
		err = s.firme.Blocca(ctx, tx, m.Provider, m.Alias)
	}
	return err
}

// ora is the clock, with the offset that a fault may add.
func (s *server) ora() time.Time { return s.o.Orologio().Add(s.guasti.scarto()).In(s.roma) }

// oggi is the day in Rome.
func (s *server) oggi() esenpat.Data { return esenpat.DataDi(s.ora()) }

// casuale returns n random bytes as text for URLs.
func (s *server) casuale(n int) (string, error) {
	b := make([]byte, n)
	if _, err := io.ReadFull(s.o.Caso, b); err != nil {
		return "", err
	}
	return base64.RawURLEncoding.EncodeToString(b), nil
}

// nuovoID returns an identifier that says nothing of what it names.
func (s *server) nuovoID() (string, error) {
	b := make([]byte, 12)
	if _, err := io.ReadFull(s.o.Caso, b); err != nil {
		return "", err
	}
	return hex.EncodeToString(b), nil
}

// opaco is the id of a patient: stable for one environment, and not the fiscal
// code nor computable from it without the environment's key.
func opaco(chiave, cf string) string {
	h := hmac.New(sha256.New, []byte(chiave))
	_, _ = io.WriteString(h, cf)
	return hex.EncodeToString(h.Sum(nil))[:24]
}

func impronta(b []byte) string {
	h := sha256.Sum256(b)
	return hex.EncodeToString(h[:])
}

// nega returns the refusal with that stable code.
func (s *server) nega(codice string) *filo.Rifiuto { return s.rifiuti.Nega(codice) }

func nomeMedico(u esenpat.Utente) string {
	return strings.TrimSpace(u.Titolo + " " + u.Nome + " " + u.Cognome)
}
