package main

import (
	"context"
	"crypto/rand"
	"errors"
	"log/slog"
	"math/big"
	"time"

	"github.com/esenpat/esenpat-desktop/app/catalogo/aggiorna"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/evento"
	archiviocatalogo "github.com/esenpat/esenpat-desktop/services/store/catalogo"
)

const (
	// finestraCataloghi spreads the workstations of a Region: ten thousand in
	// ten minutes are a thousand a minute.
	finestraCataloghi = 10 * time.Minute
	ogniCataloghi     = 6 * time.Hour
)

// aggiornamento ties the catalogues to the service: the local copy serves at
// once, Segui asks for newer ones while somebody is logged in.
func (s *servizio) aggiornamento(ctx context.Context) {
	nome, finestra := s.url, finestraCataloghi
	if s.prova != nil { // the environment inside this program: nobody else asks it, and its address changes at each start
		nome, finestra = "prova", 0
	}
	s.aggiorna = aggiorna.New(aggiorna.Opzioni{
		Servizio: s.client, Copie: copieProfilo{s.percorsi.Profilo}, Nome: nome, Orologio: time.Now, Caso: casuale,
		Finestra: finestra, Ogni: ogniCataloghi, Log: s.log,
		Usa: func(k []esenpat.CatalogoRegionale) {
			s.composto.Regione(k)
			s.bus.Pubblica(evento.CatalogoAggiornato{Del: s.composto.Del()})
		},
	})
	if err := s.aggiorna.Carica(ctx); err != nil {
		s.log.Warn("local catalogues not usable, those of the program serve", slog.Any("error", esenpat.AsError(err)))
	}
}

// casuale returns a number from 0 to n-1.
func casuale(n int64) int64 {
	x, err := rand.Int(rand.Reader, big.NewInt(n))
	if err != nil {
		return n / 2 // no randomness: somewhere in the window is as good
	}
	return x.Int64()
}

// copieProfilo are the catalogues in the database of the profile, opened for
// one piece of work: the command line may want it too.
type copieProfilo struct{ dir string }

// Copie implements aggiorna.Copie.
func (c copieProfilo) Copie(ctx context.Context, servizio string) (k []esenpat.CatalogoRegionale, err error) {
	err = conArchivioCatalogo(ctx, c.dir, func(a *archiviocatalogo.Archivio) error {
		k, err = a.Copie(ctx, servizio)
		return err
	})
	return k, err
}

// SalvaCopie implements aggiorna.Copie.
func (c copieProfilo) SalvaCopie(ctx context.Context, servizio string, k []esenpat.CatalogoRegionale) error {
	return conArchivioCatalogo(ctx, c.dir, func(a *archiviocatalogo.Archivio) error { return a.SalvaCopie(ctx, servizio, k) })
}

func conArchivioCatalogo(ctx context.Context, dir string, f func(*archiviocatalogo.Archivio) error) error {
	a, err := archiviocatalogo.Apri(ctx, dir, time.Now)
	if err != nil {
		return err
	}
	return errors.Join(f(a), a.Chiudi())
}
