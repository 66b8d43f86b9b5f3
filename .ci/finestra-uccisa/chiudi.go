package main

import (
	"context"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"strconv"
	"strings"
)

// chiudi asks the window to close as its own button does: there is no window
// manager on the virtual screen, and xdotool can only destroy a window. These
// are the five messages of the X11 protocol that it takes.
func (p *prova) chiudi(ctx context.Context) error {
	numero, err := strconv.ParseUint(p.win, 10, 32)
	if err != nil {
		return err
	}
	schermo, _, _ := strings.Cut(strings.TrimPrefix(os.Getenv("DISPLAY"), ":"), ".")
	var d net.Dialer
	c, err := d.DialContext(ctx, "unix", "/tmp/.X11-unix/X"+schermo)
	if err != nil {
		return err
	}
	defer c.Close()
	if err = saluta(ctx, c); err != nil {
		return err
	}
	protocolli, err := atomo(c, "WM_PROTOCOLS")
	if err != nil {
		return err
	}
	elimina, err := atomo(c, "WM_DELETE_WINDOW")
	if err != nil {
		return err
	}
	const inviaEvento, messaggio = 25, 33
	m := []byte{inviaEvento, 0, 11, 0}
	m = le32(m, uint32(numero), 0)
	m = append(m, messaggio, 32, 0, 0)
	m = le32(m, uint32(numero), protocolli, elimina, 0, 0, 0, 0)
	if _, err = c.Write(m); err != nil {
		return err
	}
	_, err = atomo(c, "WM_PROTOCOLS") // its answer says that the message has been passed on
	return err
}

func le32(b []byte, n ...uint32) []byte {
	for _, x := range n {
		b = binary.LittleEndian.AppendUint32(b, x)
	}
	return b
}

// saluta opens the connection with the key that xvfb-run has made.
func saluta(ctx context.Context, c io.ReadWriter) error {
	out, err := comando(ctx, "xauth", "list", os.Getenv("DISPLAY"))
	if err != nil {
		return err
	}
	parole := strings.Fields(out)
	if len(parole) < 3 {
		return errors.New("no key for the screen")
	}
	chiave, err := hex.DecodeString(parole[2])
	if err != nil {
		return err
	}
	const nome = "MIT-MAGIC-COOKIE-1"
	m := []byte{'l', 0, 11, 0, 0, 0, byte(len(nome)), 0, byte(len(chiave)), 0, 0, 0}
	m = append(append(m, nome...), 0, 0)
	if _, err = c.Write(append(m, chiave...)); err != nil {
		return err
	}
	capo := make([]byte, 8)
	if _, err = io.ReadFull(c, capo); err != nil {
		return err
	}
	resto := make([]byte, 4*int(binary.LittleEndian.Uint16(capo[6:])))
	if _, err = io.ReadFull(c, resto); err != nil || capo[0] != 1 {
		return fmt.Errorf("the screen refuses: %q %w", resto, err)
	}
	return nil
}

func atomo(c io.ReadWriter, nome string) (uint32, error) {
	const internAtom = 16
	riempi := (4 - len(nome)%4) % 4
	m := []byte{internAtom, 0, byte(2 + (len(nome)+riempi)/4), 0, byte(len(nome)), 0, 0, 0}
	m = append(append(m, nome...), make([]byte, riempi)...)
	if _, err := c.Write(m); err != nil {
		return 0, err
	}
	risposta := make([]byte, 32)
	if _, err := io.ReadFull(c, risposta); err != nil {
		return 0, err
	}
	return binary.LittleEndian.Uint32(risposta[8:]), nil
}
