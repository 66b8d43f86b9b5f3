package main

import (
	"cmp"
	"context"
	"log/slog"
	"os"
	"path/filepath"

	"fyne.io/fyne/v2"

	"github.com/esenpat/esenpat-desktop/app/catalogo"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/codici"
	"github.com/esenpat/esenpat-desktop/app/task"
	"github.com/esenpat/esenpat-desktop/app/testi"
	archiviocatalogo "github.com/esenpat/esenpat-desktop/services/store/catalogo"
	vistecodici "github.com/esenpat/esenpat-desktop/views/codici"
	"github.com/esenpat/esenpat-desktop/views/kit"
)

// dipendenzeCodici is what the tab «Codici» is made from.
type dipendenzeCodici struct {
	finestra fyne.Window
	ui       task.Dispatch
	testi    *testi.Catalogo
	tempo    kit.Tempo
	oggi     func() esenpat.Data
	uscita   uscita
	appunti  *kit.Appunti
	fogli    codici.Fogli
	profilo  string // folder of catalogo.db
	log      *slog.Logger
	servizio codici.Servizio    // brings the catalogues of the certificates
	composto *catalogo.Composto // gets what an import brings
}

// schedaCodici builds the tab. The codings in the binary serve at once; the
// database and what was imported come after, off the UI thread.
func schedaCodici(ctx context.Context, d dipendenzeCodici) (*vistecodici.Vista, error) {
	dati, err := catalogo.Leggi(fileCatalogo())
	if err != nil {
		return nil, err
	}
	c := catalogo.New(dati, d.testi, d.oggi)
	imp := &importatoreFinestra{d: d, codici: c}
	p := codici.New(ctx, codici.Params{
		UI: d.ui, Testi: d.testi, Codici: c, Calcoli: c, Regole: dati.Regole329, Appunti: d.appunti,
		Documenti: d.uscita, Fogli: d.fogli, Importatore: imp, Servizio: d.servizio, Oggi: d.oggi, Adesso: d.tempo.Adesso,
	})
	v := vistecodici.New(p, d.testi, d.tempo)
	go imp.carica(ctx, func(guasto error) {
		d.ui(func() {
			p.Cerca(p.State().Filtri)
			p.Avvisa(guasto)
		})
	})
	return v, nil
}

// importatoreFinestra chooses official lists with the system's window and keeps
// them in the profile.
type importatoreFinestra struct {
	d      dipendenzeCodici
	codici *catalogo.Catalogo
}

// carica keeps the codings in the profile and puts what was imported in use.
// fatto gets what could not be read: the codings of the binary serve meanwhile.
func (i *importatoreFinestra) carica(ctx context.Context, fatto func(guasto error)) {
	err := conArchivioCatalogo(ctx, i.d.profilo, func(a *archiviocatalogo.Archivio) error {
		_, stato, err := a.Carica(ctx, fileCatalogo())
		if err == nil && stato.Guasto != nil {
			i.d.log.Warn("codings not saved", slog.Any("error", esenpat.AsError(stato.Guasto)))
		}
		importati, errImp := a.Importazioni(ctx)
		for _, x := range importati {
			i.usa(x)
		}
		return cmp.Or(err, errImp, a.Danno())
	})
	if err != nil && ctx.Err() == nil {
		i.d.log.Warn("catalogue database not usable", slog.Any("error", esenpat.AsError(err)))
	}
	fatto(err)
}

// usa puts an import in use, in the tab and in the wizard's combos.
func (i *importatoreFinestra) usa(x *catalogo.Importazione) {
	if x.Tipo == catalogo.ImportDiagnosi {
		i.codici.AggiornaDiagnosi(x.Diagnosi)
	}
	i.d.composto.Importa(x)
}

// Leggi implements codici.Importatore.
func (i *importatoreFinestra) Leggi(ctx context.Context, tipo catalogo.TipoImport) (*catalogo.Importazione, catalogo.Differenze, error) {
	percorso, err := i.scegliCSV(ctx)
	if err != nil {
		return nil, catalogo.Differenze{}, err
	}
	nome := filepath.Base(percorso)
	f, err := os.Open(percorso)
	if err != nil {
		return nil, catalogo.Differenze{}, esenpat.NewError(esenpat.Storage, "catalogo.file", "cmd.Leggi").With("file", nome).Because(err)
	}
	defer f.Close() //nolint:errcheck // read only
	nuovo, err := catalogo.LeggiImport(f, nome, tipo)
	if err != nil {
		return nil, catalogo.Differenze{}, err
	}
	var diff catalogo.Differenze
	err = conArchivioCatalogo(ctx, i.d.profilo, func(a *archiviocatalogo.Archivio) error {
		attuali, errUso := inUso(ctx, a, tipo)
		diff = nuovo.Confronta(attuali)
		return errUso
	})
	return nuovo, diff, err
}

// Applica implements codici.Importatore.
func (i *importatoreFinestra) Applica(ctx context.Context, x *catalogo.Importazione) error {
	err := conArchivioCatalogo(ctx, i.d.profilo, func(a *archiviocatalogo.Archivio) error { return a.Salva(ctx, x) })
	if err == nil {
		i.usa(x)
	}
	return err
}

// scegliCSV asks for a file. Kind Canceled when the user gave up.
func (i *importatoreFinestra) scegliCSV(ctx context.Context) (string, error) {
	percorso, err := attendiFile(ctx, i.d.ui, i.d.finestra, []string{".csv", ".CSV"})
	if err != nil && esenpat.KindOf(err) != esenpat.Canceled {
		err = esenpat.NewError(esenpat.Storage, "catalogo.file", "cmd.scegliCSV").With("file", "").Because(err)
	}
	return percorso, err
}
