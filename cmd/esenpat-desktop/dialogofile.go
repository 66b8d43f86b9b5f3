package main

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// mostraFile shows the toolkit's file dialog in a comfortable size. The size
// comes after Show: before it the dialog of Fyne 2.8 has no window yet and its
// Resize ends the program.
func mostraFile(d *dialog.FileDialog) {
	d.Show()
	d.Resize(fyne.NewSize(860, 560))
}

// chiediFile asks for a file with one of the extensions and calls fatto on the
// UI thread. Errors: Kind Canceled when the user gave up, "file.non-leggibile"
// (NotFound).
func chiediFile(w fyne.Window, estensioni []string, fatto func(percorso string, err error)) {
	const op = "cmd.chiediFile"
	d := dialog.NewFileOpen(func(r fyne.URIReadCloser, err error) {
		switch {
		case err != nil:
			fatto("", esenpat.NewError(esenpat.NotFound, "file.non-leggibile", op).Because(err))
		case r == nil:
			fatto("", esenpat.NewError(esenpat.Canceled, "operazione.annullata", op))
		default:
			percorso := r.URI().Path()
			_ = r.Close() // only its path is wanted
			fatto(percorso, nil)
		}
	}, w)
	d.SetFilter(storage.NewExtensionFileFilter(estensioni))
	if dove := cartellaScaricati(); dove != nil {
		d.SetLocation(dove)
	}
	mostraFile(d)
}

// attendiFile is chiediFile for who is not on the UI thread, which ui reaches.
func attendiFile(ctx context.Context, ui func(func()), w fyne.Window, estensioni []string) (string, error) {
	type risposta struct {
		percorso string
		err      error
	}
	scelta := make(chan risposta, 1)
	ui(func() {
		chiediFile(w, estensioni, func(percorso string, err error) { scelta <- risposta{percorso, err} })
	})
	select {
	case r := <-scelta:
		return r.percorso, r.err
	case <-ctx.Done():
		return "", esenpat.NewError(esenpat.Canceled, "operazione.annullata", "cmd.attendiFile").Because(ctx.Err())
	}
}
