package cifra

import (
	"context"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"io"
	"path/filepath"
	"sync"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// servizio is the name under which keys stand in the key ring.
const servizio = "it.esenpat.desktop/archivio"

// Portachiavi is the key ring. Each call returns within a few seconds, also
// when the system hangs. Get of a missing entry is NotFound; all other errors
// have Kind Keyring.
type Portachiavi interface {
	// Prepara does what the first Set of a profile needs. It may take the lock
	// between processes, which the bunch holds while it calls Get and Set.
	Prepara(ctx context.Context) error
	Get(ctx context.Context, service, user string) (string, error)
	Set(ctx context.Context, service, user, value string) error
	Delete(ctx context.Context, service, user string) error
}

// Opzioni build a [Mazzo].
type Opzioni struct {
	Portachiavi Portachiavi // must hide the user name it is given, see keys.Opaco
	Dir         string      // where passphrase headers lie, made with 0700
	Casuale     io.Reader   // crypto/rand.Reader
	Argon       Argon
	// Serratura is held while a key is created, so that two processes of one
	// user cannot each create one; nil where there is a single process.
	Serratura func(context.Context) (apri func(), err error)
}

// Mazzo holds the keys of the doctors who work under this OS account. It is
// safe for concurrent use; its calls may wait for the key ring and belong off
// the UI thread.
type Mazzo struct {
	o     Opzioni
	lento sync.Mutex        // held while key ring and disk are asked
	lente map[string][]byte // slow hashes of who asked, under lento

	mu     sync.Mutex // never held for long: Blocca may run on the UI thread
	aperte map[string]*Chiave
	giro   int // counts what was locked, so that a late answer does not unlock it
}

// NewMazzo returns a bunch with no key open.
func NewMazzo(o Opzioni) *Mazzo {
	if o.Serratura == nil {
		o.Serratura = func(context.Context) (func(), error) { return func() {}, nil }
	}
	return &Mazzo{o: o, aperte: map[string]*Chiave{}, lente: map[string][]byte{}}
}

// Chiave returns the key of a doctor (their fiscal code; "" is the profile's
// own unnamed owner). The first time it creates one in the key ring and reads
// it back before anything is sealed with it. It never falls back to plain
// text. Errors, Kind Keyring: the key ring's own codes, "cifra.passphrase-richiesta"
// when this doctor's key is behind a passphrase, "cifra.chiave-persa" when the
// ring works but has lost it (see [Mazzo.Perse]), "cifra.chiave-non-valida".
func (m *Mazzo) Chiave(ctx context.Context, proprietario string) (*Chiave, error) {
	if k, _ := m.aperta(proprietario); k != nil {
		return k, nil
	}
	m.lento.Lock()
	defer m.lento.Unlock()
	k, giro := m.aperta(proprietario)
	if k != nil {
		return k, nil // another caller was first
	}
	testo, err := m.o.Portachiavi.Get(ctx, servizio, proprietario)
	if err != nil {
		if testo, err = m.senzaVoce(ctx, proprietario, err); err != nil {
			return nil, err
		}
	}
	dek, err := leggiDEK(testo)
	if err != nil {
		return nil, err
	}
	if err = m.attesta(proprietario, dek); err != nil {
		return nil, err
	}
	return m.tieni(proprietario, dek, giro)
}

func leggiDEK(testo string) ([]byte, error) {
	dek, err := base64.StdEncoding.DecodeString(testo)
	if err != nil {
		// The decoder's error quotes a byte of the key: it is not passed on.
		return nil, esenpat.NewError(esenpat.Keyring, "cifra.chiave-non-valida", "cifra.leggiDEK")
	}
	return dek, nil
}

func (m *Mazzo) aperta(proprietario string) (*Chiave, int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.aperte[proprietario], m.giro
}

// crea makes a new DEK in the key ring and returns what the ring then holds.
func (m *Mazzo) crea(ctx context.Context, proprietario string) (string, error) {
	if err := m.o.Portachiavi.Prepara(ctx); err != nil {
		return "", err
	}
	apri, err := m.o.Serratura(ctx)
	if err != nil {
		return "", err
	}
	defer apri()
	// Another process may have been first while this one waited.
	testo, err := m.o.Portachiavi.Get(ctx, servizio, proprietario)
	if err == nil || esenpat.KindOf(err) != esenpat.NotFound {
		return testo, err
	}
	dek, err := m.nuovaDEK()
	if err != nil {
		return "", err
	}
	return base64.StdEncoding.EncodeToString(dek), m.metti(ctx, proprietario, dek)
}

func (m *Mazzo) nuovaDEK() ([]byte, error) {
	dek := make([]byte, LunghezzaDEK)
	if _, err := io.ReadFull(m.o.Casuale, dek); err != nil {
		return nil, esenpat.NewError(esenpat.Internal, "cifra.casualita-assente", "cifra.nuovaDEK").Because(err)
	}
	return dek, nil
}

// tieni keeps the key open, unless the doctor was locked since giro.
func (m *Mazzo) tieni(proprietario string, dek []byte, giro int) (*Chiave, error) {
	k, err := NewChiave(dek, m.o.Casuale)
	if err != nil {
		return nil, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if giro == m.giro {
		m.aperte[proprietario] = k
	}
	return k, nil
}

// HaPassphrase reports whether the doctor's key is behind a passphrase here.
func (m *Mazzo) HaPassphrase(proprietario string) (bool, error) {
	_, _, ok, err := cerca(m.o.Dir, proprietario)
	return ok, err
}

// Sblocca opens the doctor's key with a passphrase; the first time it creates
// key and header (Argon2id). Errors: "cifra.passphrase-corta" (Invalid),
// "cifra.passphrase-errata" (Keyring), "archivio.*" (Storage).
func (m *Mazzo) Sblocca(ctx context.Context, proprietario string, passphrase esenpat.Secret) error {
	if !lunga(passphrase) {
		return esenpat.NewError(esenpat.Invalid, "cifra.passphrase-corta", "cifra.Sblocca").At("passphrase")
	}
	m.lento.Lock()
	defer m.lento.Unlock()
	_, giro := m.aperta(proprietario)
	apri, err := m.o.Serratura(ctx)
	if err != nil {
		return err
	}
	defer apri()
	h, _, ok, err := cerca(m.o.Dir, proprietario)
	if err != nil {
		return err
	}
	var dek []byte
	if ok {
		dek, err = h.svolgi(proprietario, passphrase.Reveal(), m.o.Casuale)
	} else {
		dek, err = m.creaIntestazione(proprietario, passphrase.Reveal())
	}
	if err != nil {
		return err
	}
	_, err = m.tieni(proprietario, dek, giro)
	return err
}

func (m *Mazzo) creaIntestazione(proprietario, passphrase string) ([]byte, error) {
	dek, err := m.nuovaDEK()
	if err != nil {
		return nil, err
	}
	nome := make([]byte, 12)
	if _, err = io.ReadFull(m.o.Casuale, nome); err != nil {
		return nil, esenpat.NewError(esenpat.Internal, "cifra.casualita-assente", "cifra.creaIntestazione").Because(err)
	}
	file := filepath.Join(m.o.Dir, hex.EncodeToString(nome)+estensione)
	return dek, m.scriviIntestazione(file, dek, proprietario, passphrase)
}

func (m *Mazzo) scriviIntestazione(file string, dek []byte, proprietario, passphrase string) error {
	h, err := avvolgi(dek, proprietario, passphrase, m.o.Argon, m.o.Casuale)
	if err != nil {
		return err
	}
	b, err := json.Marshal(h)
	if err != nil {
		return esenpat.NewError(esenpat.Internal, "errore.imprevisto", "cifra.scriviIntestazione").Because(err)
	}
	if err := scrivi(file, b); err != nil {
		return esenpat.NewError(esenpat.Storage, "archivio.non-scrivibile", "cifra.scriviIntestazione").Because(err)
	}
	return nil
}

// Blocca forgets the doctor's key until it is asked for again: at logout, lock
// and change of doctor. It never waits.
func (m *Mazzo) Blocca(proprietario string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.giro++
	delete(m.aperte, proprietario)
}

// Distruggi deletes the doctor's key from key ring and disk (crypto-erase,
// SE-06): what was sealed with it, in backups too, cannot be opened any more.
func (m *Mazzo) Distruggi(ctx context.Context, proprietario string) error {
	m.lento.Lock()
	defer m.lento.Unlock()
	m.Blocca(proprietario)
	_, file, ok, err := cerca(m.o.Dir, proprietario)
	if err != nil {
		return err
	}
	if ok {
		if err = rimuovi(file); err != nil {
			return esenpat.NewError(esenpat.Storage, "archivio.non-scrivibile", "cifra.Distruggi").Because(err)
		}
	}
	if err = m.dimenticaTestimoni(proprietario); err != nil {
		return err
	}
	if err = m.cancella(ctx, proprietario); err != nil && !ok {
		return err
	}
	err = m.o.Portachiavi.Delete(ctx, servizio, proprietario)
	if err != nil && esenpat.KindOf(err) != esenpat.NotFound && !ok {
		return err
	}
	return nil
}
