package cifra

import (
	"crypto/subtle"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"
	"golang.org/x/crypto/chacha20poly1305"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// MinimoPassphrase is the least number of characters of a passphrase (SE-04).
const MinimoPassphrase = 12

// Argon are the costs of Argon2id. Tests inject small ones.
type Argon struct {
	Giri uint32 `json:"giri"`
	KiB  uint32 `json:"kib"`
	Fili uint8  `json:"fili"`
}

// ArgonDiSerie are the costs of SE-04: 64 MiB, three passes.
func ArgonDiSerie() Argon { return Argon{Giri: 3, KiB: 64 << 10, Fili: 2} }

// plausibile keeps a forged header from asking for terabytes of memory.
func (a Argon) plausibile() bool {
	return a.Giri >= 1 && a.Giri <= 64 && a.KiB >= 8 && a.KiB <= 1<<20 && a.Fili >= 1 && a.Fili <= 16
}

// restituisci is from how many KiB on the memory of a derivation is given back.
const restituisci = 16 << 10

// Deriva stretches a secret to a key of 32 bytes. The memory of a costly
// derivation goes back to the system at once: a window that rests would hold it
// for hours, with what the secret left in it.
func (a Argon) Deriva(segreto string, sale []byte) []byte {
	k := argon2.IDKey([]byte(segreto), sale, a.Giri, a.KiB, a.Fili, chacha20poly1305.KeySize)
	if a.KiB >= restituisci {
		debug.FreeOSMemory()
	}
	return k
}

// intestazione is the file that holds a DEK wrapped by a passphrase. Its name
// is random and the doctor appears only as a slow hash, so that the profile of
// a stolen computer does not say who worked there.
type intestazione struct {
	Versione int    `json:"versione"`
	Argon    Argon  `json:"argon2id"`
	Sale     []byte `json:"sale"`
	SaleChi  []byte `json:"sale_proprietario"`
	Chi      []byte `json:"proprietario"`
	Chiave   []byte `json:"chiave"`
	// Impronta tells, without the passphrase, whether the key ring holds the
	// same key.
	Impronta string `json:"impronta"`
	Nome     []byte `json:"nome"` // the doctor, sealed by the passphrase
}

const versioneIntestazione = 1

// luogo binds the wrapped key to its doctor and to the header's version.
func (intestazione) luogo(proprietario string) Luogo {
	return Luogo{Tabella: "chiavi", Riga: "dek", Colonna: "chiave", Schema: versioneIntestazione, Proprietario: proprietario}
}

func (h intestazione) di(proprietario string) bool {
	return subtle.ConstantTimeCompare(h.Chi, h.Argon.Deriva(proprietario, h.SaleChi)) == 1
}

// avvolgi makes the header for dek.
func avvolgi(dek []byte, proprietario, passphrase string, costi Argon, casuale io.Reader) (intestazione, error) {
	h := intestazione{Versione: versioneIntestazione, Argon: costi, Sale: make([]byte, 16), SaleChi: make([]byte, 16)}
	for _, b := range [][]byte{h.Sale, h.SaleChi} {
		if _, err := io.ReadFull(casuale, b); err != nil {
			return h, esenpat.NewError(esenpat.Internal, "cifra.casualita-assente", "cifra.avvolgi").Because(err)
		}
	}
	h.Chi = costi.Deriva(proprietario, h.SaleChi)
	k, err := NewChiave(costi.Deriva(passphrase, h.Sale), casuale)
	if err != nil {
		return h, err
	}
	if h.Nome, err = k.Sigilla(luogoNome(), []byte(proprietario)); err != nil {
		return h, err
	}
	if h.Chiave, err = k.Sigilla(h.luogo(proprietario), dek); err != nil {
		return h, err
	}
	protetta, err := NewChiave(dek, casuale)
	if err != nil {
		return h, err
	}
	h.Impronta = protetta.improntaPropria()
	return h, nil
}

// svolgi opens the header; a wrong passphrase gives "cifra.passphrase-errata".
func (h intestazione) svolgi(proprietario, passphrase string, casuale io.Reader) ([]byte, error) {
	k, err := NewChiave(h.Argon.Deriva(passphrase, h.Sale), casuale)
	if err != nil {
		return nil, err
	}
	dek, err := k.Apri(h.luogo(proprietario), h.Chiave)
	if err != nil {
		return nil, esenpat.NewError(esenpat.Keyring, "cifra.passphrase-errata", "cifra.svolgi").At("passphrase")
	}
	return dek, nil
}

// cerca returns the header file of a doctor in dir; ok is false when there is
// none. A damaged file is skipped, not deleted.
func cerca(dir, proprietario string) (h intestazione, file string, ok bool, err error) {
	nomi, err := filepath.Glob(filepath.Join(dir, "*"+estensione))
	if err != nil {
		return h, "", false, esenpat.NewError(esenpat.Storage, "archivio.non-leggibile", "cifra.cerca").Because(err)
	}
	for _, nome := range nomi {
		b, err := os.ReadFile(nome)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return h, "", false, esenpat.NewError(esenpat.Storage, "archivio.non-leggibile", "cifra.cerca").Because(err)
		}
		var letta intestazione
		if json.Unmarshal(b, &letta) != nil || letta.Versione != versioneIntestazione || !letta.Argon.plausibile() {
			continue
		}
		if letta.di(proprietario) {
			return letta, nome, true, nil
		}
	}
	return h, "", false, nil
}

func lunga(p esenpat.Secret) bool { return utf8.RuneCountInString(p.Reveal()) >= MinimoPassphrase }
