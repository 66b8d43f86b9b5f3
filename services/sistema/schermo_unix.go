//go:build unix && !darwin

package sistema

import (
	"context"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// attesaSchermo bounds the question to a display server on another computer.
const attesaSchermo = 3 * time.Second

// Schermo says whether a window can open here, before the toolkit tries and
// ends the program with an English message. ambiente looks up an environment
// variable. Errors, all Unavailable: "schermo.assente" (no display server is
// named), "schermo.non-raggiungibile" (it does not answer),
// "schermo.senza-opengl" (no OpenGL library is installed).
func Schermo(ctx context.Context, ambiente func(string) string) error {
	const op = "sistema.Schermo"
	candidati := append(wayland(ambiente), x11(ambiente("DISPLAY"))...)
	if len(candidati) == 0 {
		return esenpat.NewError(esenpat.Unavailable, "schermo.assente", op)
	}
	if !risponde(ctx, candidati) {
		return esenpat.NewError(esenpat.Unavailable, "schermo.non-raggiungibile", op)
	}
	if !haOpenGL(ambiente("LD_LIBRARY_PATH")) {
		return esenpat.NewError(esenpat.Unavailable, "schermo.senza-opengl", op)
	}
	return nil
}

type indirizzo struct{ rete, nome string }

func wayland(ambiente func(string) string) []indirizzo {
	nome := ambiente("WAYLAND_DISPLAY")
	if nome == "" {
		return nil
	}
	if !filepath.IsAbs(nome) {
		nome = filepath.Join(ambiente("XDG_RUNTIME_DIR"), nome)
	}
	return []indirizzo{{"unix", nome}}
}

// x11 reads a DISPLAY: [host]:number[.screen], see X(7).
func x11(display string) []indirizzo {
	i := strings.LastIndexByte(display, ':')
	if i < 0 {
		return nil
	}
	host := display[:i]
	numero, _, _ := strings.Cut(display[i+1:], ".")
	n, err := strconv.Atoi(numero)
	if err != nil || n < 0 || n > 59_000 {
		return nil
	}
	if host == "" || host == "unix" {
		socket := "/tmp/.X11-unix/X" + numero
		return []indirizzo{{"unix", "@" + socket}, {"unix", socket}, {"tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(6000+n))}}
	}
	return []indirizzo{{"tcp", net.JoinHostPort(host, strconv.Itoa(6000+n))}}
}

func risponde(ctx context.Context, candidati []indirizzo) bool {
	ctx, ferma := context.WithTimeout(ctx, attesaSchermo)
	defer ferma()
	for _, c := range candidati {
		conn, err := new(net.Dialer).DialContext(ctx, c.rete, c.nome)
		if err == nil {
			_ = conn.Close() // nothing was sent
			return true
		}
	}
	return false
}

// haOpenGL looks for the libraries by name, without loading them: loading runs
// their code, and this process may have no display.
func haOpenGL(percorsi string) bool {
	cartelle := append(filepath.SplitList(percorsi), "/usr/lib", "/usr/lib64", "/lib", "/lib64", "/usr/local/lib")
	for _, modello := range []string{"/usr/lib/*-linux-gnu*", "/lib/*-linux-gnu*"} {
		trovate, err := filepath.Glob(modello)
		if err == nil {
			cartelle = append(cartelle, trovate...)
		}
	}
	for _, dir := range cartelle {
		for _, nome := range []string{"libGL.so.1", "libGLESv2.so.2", "libOpenGL.so.0"} {
			if _, err := os.Stat(filepath.Join(dir, nome)); err == nil {
				return true
			}
		}
	}
	return false
}
