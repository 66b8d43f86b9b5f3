package main

import (
	"context"
	"crypto/rand"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/ambiente"
	"github.com/esenpat/esenpat-desktop/services/diario"
	"github.com/esenpat/esenpat-desktop/services/documento/cda"
	"github.com/esenpat/esenpat-desktop/services/keys"
	"github.com/esenpat/esenpat-desktop/services/sistema"
)

// chiusuraServer is how long requests in flight are waited for at the end.
const chiusuraServer = 5 * time.Second

// eseguiAmbiente serves the test environment until SIGTERM.
func eseguiAmbiente(ctx context.Context, c *comando, args []string) (int, error) {
	indirizzo := c.fs.String("indirizzo", "127.0.0.1:8443", "dove ascoltare")
	dati := c.fs.String("dati", "", "cartella dello stato (predefinita: nel profilo)")
	radice := c.fs.String("radice", "", "radice OID degli identificativi dei documenti (predefinita: quella del Piemonte)")
	azzera := c.fs.Bool("azzera", false, "ricomincia da capo: dati, autorità e chiavi nuovi")
	if err := c.leggi(args, 0, 0); err != nil {
		return 0, err
	}
	if err := cda.ControllaRadice(*radice); err != nil {
		return 0, err
	}
	dir, err := cartellaAmbiente(*dati, c.profilo)
	if err != nil {
		return 0, err
	}
	if *azzera {
		if err = svuotaAmbiente(dir); err != nil {
			return 0, err
		}
	}
	var livello slog.Level
	if err = livello.UnmarshalText([]byte(primoNonVuoto(c.log, "info"))); err != nil {
		return 0, esenpat.NewError(esenpat.Invalid, "opzione.log", "cmd.ambiente").Because(err)
	}
	o := ambiente.Opzioni{
		Indirizzo: *indirizzo, Dir: dir, Radice: *radice, Orologio: time.Now, Log: slog.New(diario.NewHandler(c.err, livello)),
	}
	_, errChiave := os.Stat(filepath.Join(dir, fileChiave))
	if *dati == "" || errChiave == nil { // the state of a profile is closed with its own key
		anello := keys.NewOpaco(keys.NewPortachiavi(time.Now), rand.Reader, sistema.Serratura(filepath.Dir(dir)))
		if o.Sigillo, err = (chiaviAmbiente{anello, dir, time.Now}).sigillo(ctx); err != nil {
			return 0, err
		}
	}
	a, err := ambiente.Avvia(ctx, o)
	if err != nil {
		return 0, err
	}
	if err := scriviJSON(c, map[string]string{"url": a.URL(), "ca": a.FileCA(), "telefono": a.Telefono(), "prova": a.Prova(), "gettone": a.FileGettone()}); err != nil {
		return 0, err
	}
	<-ctx.Done()
	fine, smetti := context.WithTimeout(context.WithoutCancel(ctx), chiusuraServer)
	defer smetti()
	return esitoFatto, a.Chiudi(fine)
}

func cartellaAmbiente(dati, profilo string) (string, error) {
	if dati == "" {
		p, err := sistema.TrovaPercorsi(profilo, os.Getenv, os.UserHomeDir)
		return p.Ambiente, err
	}
	abs, err := filepath.Abs(dati)
	if err != nil {
		return "", esenpat.NewError(esenpat.Storage, "profilo.non-scrivibile", "cmd.ambiente").Because(err)
	}
	return abs, nil
}

// svuotaAmbiente removes only what the environment itself writes, so that a
// mistaken --dati cannot erase somebody's folder.
func svuotaAmbiente(dir string) error {
	for _, modello := range []string{"ambiente.db", "ambiente.db-wal", "ambiente.db-shm", "ca.pem", "gettone-prova"} {
		trovati, err := filepath.Glob(filepath.Join(dir, modello))
		if err != nil {
			return esenpat.NewError(esenpat.Internal, "errore.imprevisto", "cmd.azzera").Because(err)
		}
		for _, f := range trovati {
			if err := os.Remove(f); err != nil {
				return esenpat.NewError(esenpat.Storage, "profilo.non-scrivibile", "cmd.azzera").Because(err)
			}
		}
	}
	return nil
}

func primoNonVuoto(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
