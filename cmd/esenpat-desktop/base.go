package main

import (
	"context"
	"crypto/rand"
	"errors"
	"io/fs"
	"log/slog"
	"slices"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/riserva"
	"github.com/esenpat/esenpat-desktop/app/testi"
	"github.com/esenpat/esenpat-desktop/assets"
	"github.com/esenpat/esenpat-desktop/services/anteprima"
	"github.com/esenpat/esenpat-desktop/services/cifra"
	"github.com/esenpat/esenpat-desktop/services/diario"
	"github.com/esenpat/esenpat-desktop/services/documento"
	"github.com/esenpat/esenpat-desktop/services/firma/revoca"
	"github.com/esenpat/esenpat-desktop/services/keys"
	"github.com/esenpat/esenpat-desktop/services/sistema"
	"github.com/esenpat/esenpat-desktop/services/store"
)

// base is what needs no network and no login: folders, log, texts, key ring,
// local database, documents. It is the ground of the window and of every verb.
type base struct {
	testi       *testi.Catalogo
	percorsi    sistema.Percorsi
	log         *slog.Logger
	diario      *diario.Diario // nil when the log cannot be written
	fuso        *time.Location
	portachiavi *keys.Opaco
	mazzo       *cifra.Mazzo
	archivio    *store.Archivio // nil when it could not be opened, see avviso
	deposito    *riserva.Riserva
	fisse       sistema.Amministrate // what the administrator has set
	lingua      string               // of what the user reads: "it" or "en"
	rete        uscitaRete
	immagini    *anteprima.Motore
	generatore  *documento.Generatore
	revoche     *revoca.Interroga // one for all: it remembers what it was told
	passphrase  esenpat.Secret    // of --passphrase-file, empty if none
	inLettura   bool              // the profile cannot be written: archivio is a copy that takes nothing
	avviso      error             // why the local database cannot be used, nil if it can

	chiusure []func(context.Context) error
}

// ora is the wall clock in Europe/Rome.
func (b *base) ora() time.Time { return time.Now().In(b.fuso) }

// oggi is the current day in Italy.
func (b *base) oggi() esenpat.Data { return esenpat.DataDi(b.ora()) }

// alTermine adds something to close; last added, first closed.
func (b *base) alTermine(f func(context.Context) error) { b.chiusure = append(b.chiusure, f) }

// chiudi ends everything that was opened.
func (b *base) chiudi(ctx context.Context) {
	for _, f := range slices.Backward(b.chiusure) {
		if err := f(ctx); err != nil {
			b.log.Warn("closing failed", slog.Any("error", esenpat.AsError(err)))
		}
	}
	b.chiusure = nil
}

// apriBase opens the profile. Only a profile that cannot be written at all is
// an error: a missing key ring or a database that cannot be used leave the
// program working in memory, and say so.
func apriBase(ctx context.Context, o opzioni) (*base, error) {
	b, err := apriMinima(o)
	if err != nil {
		return nil, err
	}
	if err = b.apriDiario(o.log); err != nil {
		return nil, err
	}
	if b.passphrase, err = leggiPassphrase(o.segreta); err != nil {
		b.chiudi(ctx)
		return nil, err
	}
	b.apriMazzo(o.costi)
	b.apriArchivio(ctx)
	b.leggiAmministrate()
	b.apriRete(ctx)
	return b, b.scegliLingua(ctx, o.lingua)
}

// apriMinima opens texts and documents only, without log, key ring and
// database: enough to draw a draft.
func apriMinima(o opzioni) (*base, error) {
	b, err := apriTesti(o)
	if err != nil {
		return nil, err
	}
	return b, b.apriDocumenti()
}

// apriTesti opens texts and paths only: enough for a verb that draws nothing.
// Fonts and renderer cost more than such a verb does.
func apriTesti(o opzioni) (*base, error) {
	fuso, err := time.LoadLocation("Europe/Rome")
	if err != nil {
		return nil, esenpat.NewError(esenpat.Internal, "errore.imprevisto", "cmd.apriBase").Because(err)
	}
	b := &base{fuso: fuso, log: diario.Muto(), revoche: revoca.Nuova(nil, time.Now)}
	if b.testi, err = caricaTesti(o.lingua); err != nil {
		return nil, esenpat.NewError(esenpat.Internal, "errore.imprevisto", "cmd.apriBase").Because(err)
	}
	if err = b.trovaPercorsi(o); err != nil {
		return nil, err
	}
	return b, nil
}

// apriDiario opens the log; a log that cannot be written stops nothing.
func (b *base) apriDiario(livello string) error {
	var l slog.Level
	if livello == "" {
		livello = "info"
	}
	if err := l.UnmarshalText([]byte(livello)); err != nil {
		return esenpat.NewError(esenpat.Invalid, "opzione.log", "cmd.apriDiario").Because(err)
	}
	d, err := diario.Apri(diario.Opzioni{
		Dir: b.percorsi.Log, Livello: l,
		Extra: []slog.Attr{slog.String("versione", versione), slog.String("commit", commit)},
	})
	if err != nil {
		b.avviso = err
		return nil //nolint:nilerr // a log that cannot be written stops nothing: the user is told by avviso
	}
	b.log = d.Logger()
	b.diario = d
	b.alTermine(func(context.Context) error { return d.Chiudi() })
	return nil
}

func (b *base) apriDocumenti() error {
	caratteri, err := documento.LeggiCaratteri(assets.Terzi)
	if err != nil {
		return err
	}
	italiani, err := caricaTesti("it") // a certificate is an Italian document, whatever the window speaks
	if err != nil {
		return esenpat.NewError(esenpat.Internal, "errore.imprevisto", "cmd.apriDocumenti").Because(err)
	}
	if b.generatore, err = documento.New(caratteri, italiani, documento.Opzioni{Produttore: "Esenpat Desktop " + versione}); err != nil {
		return err
	}
	wasm, err := fs.ReadFile(assets.Terzi, "terzi/pdfium.wasm")
	if err != nil {
		return esenpat.NewError(esenpat.Internal, "errore.imprevisto", "cmd.apriDocumenti").Because(err)
	}
	b.immagini = anteprima.New(anteprima.Opzioni{Wasm: wasm, Cache: b.percorsi.Cache})
	b.alTermine(b.immagini.Chiudi)
	return nil
}

// apriMazzo opens the key ring, and the keys behind a passphrase: with the costs
// of argon, or those of the product when they are zero.
func (b *base) apriMazzo(argon cifra.Argon) {
	if argon == (cifra.Argon{}) {
		argon = cifra.ArgonDiSerie()
	}
	serratura := sistema.Serratura(b.percorsi.Profilo)
	b.portachiavi = keys.NewOpaco(keys.NewPortachiavi(time.Now), rand.Reader, serratura)
	b.mazzo = cifra.NewMazzo(cifra.Opzioni{
		Portachiavi: b.portachiavi, Dir: b.percorsi.Chiavi, Casuale: rand.Reader, Argon: argon, Serratura: serratura,
	})
}

// apriArchivio opens the database. Without a database everything
// stays in memory, and avviso says why.
func (b *base) apriArchivio(ctx context.Context) {
	chiavi := cifra.ConPassphrase{Mazzo: b.mazzo, Passphrase: b.passphrase}
	o := store.Opzioni{Dir: b.percorsi.Profilo, Chiavi: chiavi, Ora: time.Now, Log: b.log}
	a, err := store.Apri(ctx, o)
	if esenpat.CodeOf(err) == "archivio.sola-lettura" { // the file is somebody else's, or protected
		if o.Dir, err = b.copiaDiLettura(); err == nil {
			a, err = store.Apri(ctx, o)
		}
	}
	if err != nil {
		b.avviso = errors.Join(b.avviso, err)
		b.log.Error("local database not available", slog.Any("error", esenpat.AsError(err)))
		memoria := store.NewMemoria()
		b.deposito = riserva.New(memoria, memoria)
		return
	}
	b.archivio = a
	if a.Quarantena() != "" { // the damaged file was kept aside and a new one made
		b.avviso = errors.Join(b.avviso, esenpat.NewError(esenpat.Storage, "archivio.quarantena", "cmd.apriArchivio"))
	}
	var disco riserva.Deposito = a
	if b.inLettura {
		disco = riserva.SolaLettura(a)
		b.avviso = errors.Join(b.avviso, esenpat.NewError(esenpat.Storage, "archivio.in-lettura", "cmd.apriArchivio"))
	}
	b.deposito = riserva.New(disco, store.NewMemoria())
	b.alTermine(func(context.Context) error { return a.Chiudi() })
}

// raccogliArresto turns the report of a crash of an earlier run into a masked
// file of the log, and makes the next crash leave one too.
func (b *base) raccogliArresto(ctx context.Context) {
	if b.diario == nil {
		return
	}
	nome, err := b.diario.RaccogliArresto(ctx, "arresto-"+b.ora().Format("20060102-150405")+".txt")
	switch {
	case err != nil:
		b.log.Warn("crash report not collected", slog.Any("error", esenpat.AsError(err)))
	case nome != "":
		b.log.Warn("an earlier run ended in a crash", slog.String("file", nome))
	}
}
