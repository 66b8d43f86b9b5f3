package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"

	"github.com/esenpat/esenpat-desktop/app/audit"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/stampa"
	"github.com/esenpat/esenpat-desktop/services/sistema"
)

// uscita hands documents to the user: asks where to save, prints, or opens a
// copy that is taken away again.
type uscita struct {
	finestra  fyne.Window
	ui        func(func()) // runs on the UI thread
	documenti *sistema.Documenti
	stampe    *stampa.Presenter // the print dialog
	annota    func(ctx context.Context, azione, nome string, err error)
	cartella  string // not empty: save here without asking (prova --schermate)
}

// Salva asks where to put the document and writes it there, whole or not at
// all. Kind Canceled when the user changed their mind.
func (u uscita) Salva(ctx context.Context, nome string, pdf []byte) (string, error) {
	nome = sistema.NomeSicuro(nome)
	percorso := filepath.Join(u.cartella, nome)
	if u.cartella == "" {
		var err error
		if percorso, err = u.chiediDove(ctx, nome); err != nil {
			return "", err
		}
	}
	// The toolkit's dialog has asked before replacing a file.
	err := sistema.Salva(ctx, percorso, pdf, true)
	u.annota(ctx, audit.Esportato, nome, err)
	return percorso, err
}

func (u uscita) chiediDove(ctx context.Context, nome string) (string, error) {
	type risposta struct {
		percorso string
		err      error
	}
	scelta := make(chan risposta, 1)
	u.ui(func() {
		d := dialog.NewFileSave(func(w fyne.URIWriteCloser, err error) {
			switch {
			case err != nil:
				scelta <- risposta{err: esenpat.NewError(esenpat.Storage, "documento.non-salvato", "cmd.uscita").Because(err)}
			case w == nil:
				scelta <- risposta{err: esenpat.NewError(esenpat.Canceled, "operazione.annullata", "cmd.uscita")}
			default:
				scelta <- risposta{percorso: w.URI().Path(), err: liberaPosto(w)}
			}
		}, u.finestra)
		d.SetFileName(nome)
		if dove := cartellaScaricati(); dove != nil {
			d.SetLocation(dove)
		}
		mostraFile(d)
	})
	select {
	case r := <-scelta:
		return r.percorso, r.err
	case <-ctx.Done():
		return "", esenpat.NewError(esenpat.Canceled, "operazione.annullata", "cmd.uscita").Because(ctx.Err())
	}
}

// liberaPosto closes the empty file that the dialog has made: the document is
// then written beside it and takes its place in one step.
func liberaPosto(w fyne.URIWriteCloser) error {
	if err := w.Close(); err != nil {
		return esenpat.NewError(esenpat.Storage, "documento.non-salvato", "cmd.uscita").Because(err)
	}
	return nil
}

func cartellaScaricati() fyne.ListableURI {
	casa, err := os.UserHomeDir()
	if err != nil {
		return nil
	}
	for _, nome := range []string{"Scaricati", "Downloads", "Documenti", "Documents", "."} {
		u, err := storage.ListerForURI(storage.NewFileURI(filepath.Join(casa, nome)))
		if err == nil {
			return u
		}
	}
	return nil
}

// Apri opens a private copy with the system's viewer.
func (u uscita) Apri(ctx context.Context, nome string, pdf []byte) error {
	err := u.documenti.Apri(ctx, pdf)
	u.annota(ctx, audit.Aperto, nome, err)
	return err
}

// navigatore opens the web pages that the program knows.
type navigatore struct{ browser *sistema.Browser }

// ApriURL opens an allow-listed https page in the user's browser.
func (n navigatore) ApriURL(ctx context.Context, indirizzo string) error {
	if n.browser == nil {
		return errors.New("no browser")
	}
	return n.browser.Apri(ctx, indirizzo)
}
