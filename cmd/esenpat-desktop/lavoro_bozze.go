package main

import (
	"context"
	"crypto/rand"
	"errors"
	"io"
	"math/big"
	"os"
	"time"

	"github.com/esenpat/esenpat-desktop/app/coda"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/bozze"
	"github.com/esenpat/esenpat-desktop/services/cifra"
	"github.com/esenpat/esenpat-desktop/services/sistema"
	"github.com/esenpat/esenpat-desktop/services/store"
	vistebozze "github.com/esenpat/esenpat-desktop/views/bozze"
	visteguscio "github.com/esenpat/esenpat-desktop/views/guscio"
)

// bozzeAperte are the drafts and the queue of who is logged in. They are made
// at the login and thrown away at the logout: nobody sees or sends another's.
type bozzeAperte struct {
	coda       *coda.Coda
	codaFinita chan struct{}
	bozze      *bozze.Presenter
	vistaBozze *vistebozze.Vista
}

func (l *lavoro) preparaCoda() {
	s := l.s
	l.coda = coda.New(coda.Opzioni{
		Bozze: s.bozze, Creazione: s.redazione, Anagrafe: s.client, Sessione: s.accesso, Bus: s.bus, Orologio: time.Now, Caso: sorte,
		InLinea: l.inLinea,
	})
	l.codaFinita = make(chan struct{})
}

// inLinea tells the connection as last seen; before the first answer nobody
// knows, and what is sent will tell.
func (l *lavoro) inLinea() bool {
	r := l.s.sonda.Stato()
	return r.InLinea || !r.Noto
}

func (l *lavoro) presentaBozze() {
	s := l.s
	l.bozze = bozze.New(l.ctx, bozze.Params{
		UI: l.ui, Dopo: l.tempo.Dopo, Testi: l.testi, Adesso: l.ora, Archivio: s.bozze, Conservazione: s.bozze, Coda: l.coda, Comandi: l.coda,
		Catalogo: s.certificabili, Trasporto: trasporto{l.finestra}, Preferenze: l.pref, Ascolto: s.bus,
	})
	l.guscio.Uscendo = l.salvaPrima
	l.bozze.Eventi = bozze.Eventi{
		Apri: func(id string) {
			if !l.vistaNuovo.Aperta() {
				l.vistaNuovo.MostraBozza(l.w.Canvas(), id)
			}
		},
		Eliminata: func(id string) { l.nuovo.Dimentica(id) },
		Cambiato:  func() { l.guscio.Conta() },
	}
}

// salvaPrima saves what was typed last; what it returns waits for it.
func (l *lavoro) salvaPrima() func() {
	l.nuovo.Salva()
	return l.nuovo.AttendiSalvataggio
}

// avviaBozze lets the queue go and offers the work that was cut short.
func (l *lavoro) avviaBozze() {
	go func() {
		defer close(l.codaFinita)
		l.coda.Esegui(l.ctx)
	}()
	l.bozze.Avvia()
	if l.vista.Scheda() == visteguscio.SchedaBozze {
		l.vistaBozze.Mostra()
	}
}

// sorte returns a number in [0, 1).
func sorte() float64 {
	n, err := rand.Int(rand.Reader, big.NewInt(1<<53))
	if err != nil {
		return 0.5 // the system has no randomness: nothing is spread, nothing is lost
	}
	return float64(n.Int64()) / (1 << 53)
}

// trasporto carries drafts between workstations in sealed files.
type trasporto struct{ f *finestra }

// estensioneBozze is what the files are called.
const estensioneBozze = ".bozze"

// Esporta seals the drafts and asks where to put them. Kind Canceled when the
// user gave up.
func (t trasporto) Esporta(ctx context.Context, b []esenpat.Bozza, passphrase esenpat.Secret) (string, error) {
	chiaro, err := store.Impacchetta(b)
	if err != nil {
		return "", err
	}
	file, err := cifra.ChiudiTrasporto(chiaro, passphrase, cifra.ArgonDiSerie(), rand.Reader)
	if err != nil {
		return "", err
	}
	percorso, err := t.f.out.chiediDove(ctx, "Bozze "+t.f.oggi().String()+estensioneBozze)
	if err != nil {
		return "", err
	}
	return percorso, sistema.Salva(ctx, percorso, file, true)
}

// Scegli asks for a file and reads it.
func (t trasporto) Scegli(ctx context.Context) ([]byte, error) {
	return t.f.scegliFile(ctx, []string{estensioneBozze})
}

// Apri opens what Esporta made.
func (trasporto) Apri(_ context.Context, file []byte, passphrase esenpat.Secret) ([]esenpat.Bozza, error) {
	chiaro, err := cifra.ApriTrasporto(file, passphrase, rand.Reader)
	if err != nil {
		return nil, err
	}
	return store.Spacchetta(chiaro)
}

// scegliFile asks for a file with one of the extensions and reads it. Kind
// Canceled when the user gave up.
func (f *finestra) scegliFile(ctx context.Context, estensioni []string) ([]byte, error) {
	percorso, err := attendiFile(ctx, f.ui, f.w, estensioni)
	if err != nil {
		return nil, err
	}
	b, err := leggiTutto(percorso)
	if err != nil {
		return nil, esenpat.NewError(esenpat.NotFound, "file.non-leggibile", "cmd.scegliFile").Because(err)
	}
	return b, nil
}

// maxFileScelto bounds what is read of a file that the user chose.
const maxFileScelto = 64 << 20

func leggiTutto(percorso string) ([]byte, error) {
	f, err := os.Open(percorso)
	if err != nil {
		return nil, err
	}
	b, err := io.ReadAll(io.LimitReader(f, maxFileScelto+1))
	if err == nil && len(b) > maxFileScelto {
		err = errors.New("too large")
	}
	return b, errors.Join(err, f.Close())
}
