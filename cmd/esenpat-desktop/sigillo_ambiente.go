package main

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/cifra"
)

// sigilloAmbiente closes what the embedded test environment stores in the
// profile: what a doctor types into it must not lie there in plain (SE-01).
type sigilloAmbiente struct{ chiave *cifra.Chiave }

func luogoAmbiente() cifra.Luogo { return cifra.Luogo{Tabella: "ambiente", Schema: 1} }

// Sigilla closes one value.
func (s sigilloAmbiente) Sigilla(chiaro []byte) ([]byte, error) {
	return s.chiave.Sigilla(luogoAmbiente(), chiaro)
}

// Apri opens what Sigilla closed.
func (s sigilloAmbiente) Apri(b []byte) ([]byte, error) { return s.chiave.Apri(luogoAmbiente(), b) }

// portachiaviDi is where a key is kept; see keys.Opaco.
type portachiaviDi interface {
	Prepara(ctx context.Context) error
	Get(ctx context.Context, service, user string) (string, error)
	Set(ctx context.Context, service, user, value string) error
}

const (
	servizioAmbiente = "esenpat-desktop.ambiente"
	fileChiave       = "chiave" // in the folder of the environment: where its key is
	nelPortachiavi   = "portachiavi "
	fileDati         = "ambiente.db"
)

// chiaviAmbiente finds the key of the environment in dir.
type chiaviAmbiente struct {
	portachiavi portachiaviDi
	dir         string
	adesso      func() time.Time
}

// sigillo returns what closes the environment's data. The key is in the key ring.
// Where there is none at the first start it is kept beside the data: then the
// data are closed to who looks through the files, not to who has the disk.
// Errors: Kind Keyring when the key ring that has it does not answer, Storage.
func (c chiaviAmbiente) sigillo(ctx context.Context) (sigilloAmbiente, error) {
	const op = "cmd.sigilloAmbiente"
	b, err := os.ReadFile(filepath.Join(c.dir, fileChiave))
	testo := strings.TrimSpace(string(b))
	impronta, anello := strings.CutPrefix(testo+" ", nelPortachiavi)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return c.nuova(ctx)
	case err != nil:
		return sigilloAmbiente{}, esenpat.NewError(esenpat.Storage, "profilo.non-scrivibile", op).Because(err)
	case !anello:
		return leggiChiaveAmbiente(testo)
	}
	valore, err := c.portachiavi.Get(ctx, servizioAmbiente, c.dir)
	if err != nil && esenpat.KindOf(err) != esenpat.NotFound {
		return sigilloAmbiente{}, err
	}
	if err == nil {
		if s, errChiave := leggiChiaveAmbiente(valore); errChiave == nil && improntaAmbiente(s) == strings.TrimSpace(impronta) {
			return s, nil
		}
	}
	// The key is gone: what it closed is kept as it is, never deleted (SE-04).
	if err = c.metti(fileDati, fileDati+"-wal", fileDati+"-shm", fileChiave); err != nil {
		return sigilloAmbiente{}, err
	}
	return c.nuova(ctx)
}

// metti puts files aside under a name that nothing opens.
func (c chiaviAmbiente) metti(nomi ...string) error {
	fine := "." + c.adesso().Format("20060102-150405") + ".locked"
	for _, nome := range nomi {
		err := os.Rename(filepath.Join(c.dir, nome), filepath.Join(c.dir, nome+fine))
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			return esenpat.NewError(esenpat.Storage, "profilo.non-scrivibile", "cmd.sigilloAmbiente").Because(err)
		}
	}
	return nil
}

func (c chiaviAmbiente) nuova(ctx context.Context) (sigilloAmbiente, error) {
	s, testo, err := nuovaChiaveAmbiente()
	if err != nil {
		return s, err
	}
	err = c.portachiavi.Prepara(ctx)
	if err == nil {
		err = c.portachiavi.Set(ctx, servizioAmbiente, c.dir, testo)
	}
	if err == nil {
		testo = nelPortachiavi + improntaAmbiente(s)
	}
	if err = os.WriteFile(filepath.Join(c.dir, fileChiave), []byte(testo+"\n"), 0o600); err != nil {
		return s, esenpat.NewError(esenpat.Storage, "profilo.non-scrivibile", "cmd.sigilloAmbiente").Because(err)
	}
	return s, nil
}

func nuovaChiaveAmbiente() (sigilloAmbiente, string, error) {
	dek := make([]byte, cifra.LunghezzaDEK)
	if _, err := rand.Read(dek); err != nil {
		return sigilloAmbiente{}, "", esenpat.NewError(esenpat.Internal, "cifra.casualita-assente", "cmd.sigilloAmbiente").Because(err)
	}
	testo := base64.StdEncoding.EncodeToString(dek)
	s, err := leggiChiaveAmbiente(testo)
	return s, testo, err
}

func leggiChiaveAmbiente(testo string) (sigilloAmbiente, error) {
	dek, err := base64.StdEncoding.DecodeString(testo)
	if err != nil {
		return sigilloAmbiente{}, esenpat.NewError(esenpat.Keyring, "cifra.chiave-non-valida", "cmd.sigilloAmbiente")
	}
	k, err := cifra.NewChiave(dek, rand.Reader)
	return sigilloAmbiente{k}, err
}

// improntaAmbiente tells one key from another without telling anything of it.
func improntaAmbiente(s sigilloAmbiente) string { return s.chiave.Impronta("ambiente", "chiave") }
