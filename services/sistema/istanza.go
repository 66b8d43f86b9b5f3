package sistema

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

const (
	// maxNomeSocket is what fits in sockaddr_un on every system we know.
	maxNomeSocket = 100
	attesaSocket  = 2 * time.Second
	messaggio     = "mostra"
	risposta      = "ok\n"
	// maxRichiesta is the longest line that another process may send.
	maxRichiesta = 16 << 10
)

// Istanza is the right to show the window of a profile: one process has it.
type Istanza struct {
	blocco  *blocco
	ascolto net.Listener
	finito  sync.WaitGroup
}

// Unica takes that right. When another process has it, that one is given
// richiesta (nil: only show the window) and prima is false: the caller then ends
// with code 0. consegna is called, on a goroutine of its own, with what each
// other process asks; it ends with [Istanza.Chiudi]. Errors:
// "profilo.non-scrivibile" (Storage), and "istanza.muta" (Unavailable) with
// prima false if the other process did not take the richiesta.
func Unica(ctx context.Context, profilo string, richiesta []byte, consegna func(richiesta []byte)) (i *Istanza, prima bool, err error) {
	const op = "sistema.Unica"
	b, ok, err := tenta(filepath.Join(profilo, "istanza.lock"))
	if err != nil {
		return nil, false, esenpat.NewError(esenpat.Storage, "profilo.non-scrivibile", op).Because(err)
	}
	socket, err := nomeSocket(profilo)
	if err != nil {
		return nil, false, esenpat.NewError(esenpat.Storage, "profilo.non-scrivibile", op).Because(err)
	}
	if !ok {
		if !chiama(ctx, socket, richiesta) && richiesta != nil {
			return nil, false, esenpat.NewError(esenpat.Unavailable, "istanza.muta", op)
		}
		return nil, false, nil
	}
	i = &Istanza{blocco: b}
	// Whoever holds the lock owns the socket: one that is left is of the dead.
	if err = os.Remove(socket); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return i, true, nil // no one will be able to call; the window works all the same
	}
	i.ascolto, err = new(net.ListenConfig).Listen(ctx, "unix", socket)
	if err != nil {
		i.ascolto = nil
		return i, true, nil //nolint:nilerr // as above: the call between instances is a convenience
	}
	i.finito.Go(func() { i.servi(consegna) })
	return i, true, nil
}

// Consegna gives richiesta (nil: show the window) to the process that has the
// window of the profile, and reports whether one took it. It costs milliseconds
// and touches nothing else of the profile: it comes before everything at a start.
func Consegna(ctx context.Context, profilo string, richiesta []byte) bool {
	socket, err := nomeSocket(profilo)
	return err == nil && chiama(ctx, socket, richiesta)
}

func (i *Istanza) servi(consegna func([]byte)) {
	for {
		c, err := i.ascolto.Accept()
		if err != nil {
			return // closed
		}
		if richiesta, ok := ricevi(c); ok {
			consegna(richiesta)
		}
	}
}

// ricevi answers one caller. The deadline keeps a silent one from blocking the
// next; the wall clock is right here, the system's own deadlines use it.
func ricevi(c net.Conn) (richiesta []byte, ok bool) {
	defer func() { _ = c.Close() }() // the answer was sent or is not needed
	ferma := time.AfterFunc(attesaSocket, func() { _ = c.Close() })
	defer ferma.Stop()
	riga, err := bufio.NewReader(io.LimitReader(c, maxRichiesta)).ReadString('\n')
	if err != nil {
		return nil, false
	}
	parole := strings.Fields(riga)
	switch {
	case len(parole) == 1 && parole[0] == messaggio:
	case len(parole) == 2 && parole[0] == messaggio:
		if richiesta, err = base64.StdEncoding.DecodeString(parole[1]); err != nil {
			return nil, false
		}
	default:
		return nil, false
	}
	_, err = c.Write([]byte(risposta))
	return richiesta, err == nil
}

// chiama asks the first instance to show itself and gives it richiesta. It
// reports whether that was taken: it is not while the other is starting, or ending.
func chiama(ctx context.Context, socket string, richiesta []byte) bool {
	ctx, ferma := context.WithTimeout(ctx, attesaSocket)
	defer ferma()
	c, err := new(net.Dialer).DialContext(ctx, "unix", socket)
	if err != nil {
		return false
	}
	defer func() { _ = c.Close() }() // nothing is written after the message
	basta := context.AfterFunc(ctx, func() { _ = c.Close() })
	defer basta()
	riga := messaggio
	if richiesta != nil {
		riga += " " + base64.StdEncoding.EncodeToString(richiesta)
	}
	if _, err = c.Write([]byte(riga + "\n")); err != nil {
		return false
	}
	r, err := bufio.NewReader(c).ReadString('\n') // wait until it was heard
	return err == nil && r == risposta
}

// Chiudi gives the right back and waits for the listener to end.
func (i *Istanza) Chiudi() error {
	var err error
	if i.ascolto != nil {
		err = i.ascolto.Close()
		i.finito.Wait()
	}
	return errors.Join(err, i.blocco.lascia())
}

// nomeSocket returns a socket path of this profile that is short enough; a
// deep profile folder gets a private folder under the system's temporary one.
func nomeSocket(profilo string) (string, error) {
	nome := filepath.Join(profilo, "istanza.sock")
	if len(nome) < maxNomeSocket {
		return nome, nil
	}
	h := sha256.Sum256([]byte(profilo))
	dir := filepath.Join(os.TempDir(), "esenpat-"+hex.EncodeToString(h[:8]))
	if err := os.Mkdir(dir, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return "", err
	}
	// A folder prepared by somebody else would not belong to us: chmod fails.
	if err := os.Chmod(dir, 0o700); err != nil { //nolint:gosec // G302 takes a folder for a file
		return "", err
	}
	return filepath.Join(dir, "istanza.sock"), nil
}
