package sistema

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

const (
	// maxNomeSocket is what fits in sockaddr_un on every system we know.
	maxNomeSocket = 100
	attesaSocket  = 2 * time.Second
	messaggio     = "mostra\n"
	risposta      = "ok\n"
)

// Istanza is the right to show the window of a profile: one process has it.
type Istanza struct {
	blocco  *blocco
	ascolto net.Listener
	finito  sync.WaitGroup
}

// Unica takes that right. When another process has it, that one is asked to
// show its window and prima is false: the caller then ends with code 0. mostra
// is called, on a goroutine of its own, each time another process asks; it ends
// with [Istanza.Chiudi]. The error is "profilo.non-scrivibile" (Storage).
func Unica(ctx context.Context, profilo string, mostra func()) (i *Istanza, prima bool, err error) {
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
		chiama(ctx, socket)
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
	i.finito.Go(func() { i.servi(mostra) })
	return i, true, nil
}

func (i *Istanza) servi(mostra func()) {
	for {
		c, err := i.ascolto.Accept()
		if err != nil {
			return // closed
		}
		if ricevi(c) {
			mostra()
		}
	}
}

// ricevi answers one caller. The deadline keeps a silent one from blocking the
// next; the wall clock is right here, the system's own deadlines use it.
func ricevi(c net.Conn) bool {
	defer func() { _ = c.Close() }() // the answer was sent or is not needed
	ferma := time.AfterFunc(attesaSocket, func() { _ = c.Close() })
	defer ferma.Stop()
	riga, err := bufio.NewReader(c).ReadString('\n')
	if err != nil || riga != messaggio {
		return false
	}
	_, err = c.Write([]byte(risposta))
	return err == nil
}

// chiama asks the first instance to show itself. Nothing more can be done if
// it does not answer: it is starting, or ending.
func chiama(ctx context.Context, socket string) {
	ctx, ferma := context.WithTimeout(ctx, attesaSocket)
	defer ferma()
	c, err := new(net.Dialer).DialContext(ctx, "unix", socket)
	if err != nil {
		return
	}
	defer func() { _ = c.Close() }() // nothing is written after the message
	basta := context.AfterFunc(ctx, func() { _ = c.Close() })
	defer basta()
	if _, err := c.Write([]byte(messaggio)); err == nil {
		_, _ = bufio.NewReader(c).ReadString('\n') // wait until it was heard
	}
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
