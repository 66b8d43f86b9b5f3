package main

import "github.com/esenpat/esenpat-desktop/views/kit"

// chiediChiusura closes the window, unless an act is under way: then it asks.
func (f *finestra) chiediChiusura() {
	if f.lavoro == nil || !f.lavoro.attoInCorso() {
		f.esci()
		return
	}
	t := f.testi
	kit.NewConferma(t.T("guscio.chiudi.titolo"), t.T("guscio.chiudi.testo"), t.T("guscio.chiudi.resta"), t.T("guscio.chiudi.chiudi"), true, f.esci).
		Mostra(f.w.Canvas())
}

// esci quits with what was typed last already on its way to the draft: the
// autosave may not have come to it yet, and attendi waits for the write.
func (f *finestra) esci() {
	f.salva()
	f.appunti.Svuota()
	f.app.Quit()
}

// salva makes what was typed durable now: the window lost the focus, or ends.
func (f *finestra) salva() {
	if f.lavoro != nil {
		f.lavoro.nuovo.Salva()
	}
}

// dopo is the first thing after the window's loop has ended. The toolkit ends
// it by itself at SIGTERM, and may do so before esci is heard of: what was typed
// last is saved here. There is no UI thread any more, this is the only one.
func (f *finestra) dopo() {
	f.finita.Store(true)
	f.salva()
}
