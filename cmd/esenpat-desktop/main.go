// Command esenpat-desktop is the desktop client of the exemption by illness:
// without a verb it opens the window, with one it does the same work on the
// command line (shared contract of the verbs: docs/RIGA-DI-COMANDO.md).
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // Europe/Rome also where the system has no zone files

	"github.com/esenpat/esenpat-desktop/services/sistema"
	_ "github.com/esenpat/esenpat-desktop/services/sistema/lingua" // before the toolkit reads the locale
)

func main() {
	_ = sistema.Indurisci() // where it is refused core files stay as the system wants them: nothing the user can do
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], terminale{in: os.Stdin, out: os.Stdout, err: os.Stderr})
	stop()
	os.Exit(code)
}
