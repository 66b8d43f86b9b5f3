package main

import (
	"context"
	"path/filepath"
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/views/kit"
)

func etichettaTipologia(t esenpat.Tipologia) string {
	switch t {
	case esenpat.MalattiaRara:
		return "Per malattia rara"
	case esenpat.Invalidita:
		return "Per invalidità"
	case esenpat.MalattiaCronica, esenpat.Altra:
		return "Per malattia cronica"
	}
	return "Per malattia cronica"
}

// lettera is the place of an answer in a Sì/No question.
func lettera(s esenpat.Scelta) int {
	if s == esenpat.Si {
		return 0
	}
	return 1
}

// scegli answers a two-way question with its first or second answer, by arrow keys.
func (g *guida) scegli(ctx context.Context, etichetta string, n int) error {
	if err := g.vai(ctx, etichetta); err != nil {
		return err
	}
	mossa := fyne.KeyLeft // twice either way: the first press may only choose where the cursor stands
	if n > 0 {
		mossa = fyne.KeyRight
	}
	g.tasto(mossa)
	g.tasto(mossa)
	return nil
}

// scegliVoce opens a drop-down and takes the entry that begins with a letter.
func (g *guida) scegliVoce(ctx context.Context, etichetta, iniziale string) error {
	if err := g.vai(ctx, etichetta); err != nil {
		return err
	}
	g.ui(func() {
		for _, r := range iniziale {
			g.tela.Focused().TypedRune(r)
		}
	})
	return nil
}

func (g *guida) scegliDiagnosi(ctx context.Context, c caso) error {
	if c.diagnosi != "" {
		return g.cerca(ctx, "Diagnosi", c.diagnosi)
	}
	if scelta, err := g.gia(ctx, "Diagnosi"); err != nil || scelta {
		return err // «Nessuna diagnosi codificata (000)» is preselected when it is the only entry
	}
	return g.cerca(ctx, "Diagnosi", esenpat.CodiceNessunaDiagnosi)
}

// gia reports whether a combo holds a choice already.
func (g *guida) gia(ctx context.Context, etichetta string) (bool, error) {
	if err := g.vai(ctx, etichetta); err != nil {
		return false, err
	}
	scelto := false
	g.ui(func() {
		if e, ok := g.tela.Focused().(*kit.Testo); ok {
			scelto = e.Text != ""
		}
	})
	return scelto, nil
}

func (g *guida) scegliInvalidita(ctx context.Context, c caso) error {
	if c.tipologia != esenpat.Invalidita {
		return nil
	}
	iniziale, _ := utf8.DecodeRuneInString(g.f.testi.T("invalidita." + string(c.invalidita)))
	return g.scegliVoce(ctx, "Tipologia di invalidità", string(unicode.ToLower(iniziale)))
}

func (g *guida) scegliOscuramento(ctx context.Context, c caso) error {
	if c.oscurato == esenpat.NonScelto {
		return nil
	}
	return g.scegli(ctx, "Oscurato al genitore", lettera(c.oscurato))
}

// attendiBottone waits until a button can be pressed.
func (g *guida) attendiBottone(ctx context.Context, etichetta string) error {
	return g.attendi(ctx, "il bottone «"+etichetta+"»", func() bool {
		if !g.focalizza(etichetta) {
			return false
		}
		b, ok := g.tela.Focused().(interface{ Disabled() bool })
		return !ok || !b.Disabled()
	})
}

func (g *guida) attendiAnteprima(ctx context.Context) error {
	return g.attendi(ctx, "l'anteprima", func() bool { return g.f.lavoro.nuovo.State().Lavoro.Anteprima.Pagine != nil })
}

// documentoMostrato reports whether some signature form shows its document.
func (g *guida) documentoMostrato() bool {
	for _, f := range g.f.lavoro.firme {
		if len(f.State().Documento.Pagine) > 0 {
			return true
		}
	}
	return false
}

// chiediOTP checks «Richiedi OTP», chooses the SMS and presses the button,
// which has the same name as the check.
func (g *guida) chiediOTP(ctx context.Context) error {
	return inOrdine(
		func() error {
			return g.vaiA(ctx, "Richiedi OTP", func(f fyne.Focusable) bool { _, ok := f.(*kit.Bottone); return !ok })
		},
		func() error { g.tasto(fyne.KeySpace); return nil },
		func() error { return g.scegliVoce(ctx, "Modalità di trasmissione OTP", "s") },
		func() error {
			return g.vaiA(ctx, "Richiedi OTP", func(f fyne.Focusable) bool { _, ok := f.(*kit.Bottone); return ok })
		},
		func() error { g.tasto(fyne.KeySpace); return nil },
	)
}

// vaiA is vai for one of several controls with the same label.
func (g *guida) vaiA(ctx context.Context, etichetta string, quale func(fyne.Focusable) bool) error {
	return g.attendi(ctx, "il campo «"+etichetta+"»", func() bool {
		for range maxFuochi {
			g.tela.FocusNext()
			f := g.tela.Focused()
			if f == nil {
				return false
			}
			if g.corrisponde(f, etichetta) && quale(f) {
				return true
			}
		}
		return false
	})
}

// tornaEAnnulla goes home, opens the certificate from the list and annuls it.
func (g *guida) tornaEAnnulla(ctx context.Context, _ caso, cert esenpat.Certificato) error {
	if err := g.premi(ctx, "Torna alla home page"); err != nil {
		return err
	}
	return g.passo("annullamento firmato", func() error { return g.annullaDaFinestra(ctx, cert) })
}

func (g *guida) annullaDaFinestra(ctx context.Context, cert esenpat.Certificato) error {
	g.ui(func() { g.f.lavoro.cert.Apri(cert.Assistito.ID, cert.ID) })
	err := inOrdine(
		func() error { return g.attendiBottone(ctx, "Annulla Certificato") },
		func() error { return g.foto("dettaglio-certificato") },
		func() error { return g.premi(ctx, "Annulla Certificato") },
		func() error { return g.attendiBottone(ctx, "Sì") },
		func() error { return g.scrivi(ctx, "Motivo (facoltativo)", "Certificato emesso per prova.") },
		func() error { return g.foto("annulla-conferma") },
		func() error { return g.premi(ctx, "Sì") },
		func() error { return g.firmaModulo(ctx) },
		func() error { return g.vai(ctx, "Torna alla home page") },
		func() error { return g.foto("annullato") },
		func() error { return g.premi(ctx, "Torna alla home page") },
	)
	if err != nil {
		return err
	}
	riletto, err := g.certificati.Certificato(ctx, cert.Assistito.ID, cert.ID)
	if err != nil {
		return err
	}
	if riletto.Stato != esenpat.Annullato {
		return inatteso("annullamento", "stato riletto "+string(riletto.Stato))
	}
	g.annulla = creatoProva{"annullato", riletto.ID, riletto.Numero, string(riletto.Stato)}
	pdf, err := g.firma.DocumentoAnnullativo(ctx, esenpat.RiferimentoCertificato{AssistitoID: cert.Assistito.ID, ID: cert.ID, ETag: riletto.ETag})
	if err != nil {
		return err
	}
	return g.salvaFirmato(ctx, "annullativo.pdf", "annullativo.cda.xml", pdf)
}

// giroDelleSchede takes pictures of the tabs as they are after the job.
func (g *guida) giroDelleSchede(ctx context.Context) error {
	for _, s := range []struct {
		tasto fyne.KeyName
		nome  string
	}{{fyne.Key1, "certificati"}, {fyne.Key2, "esenzioni"}, {fyne.Key3, "bozze"}, {fyne.Key4, "codici"}} {
		g.scorciatoia(s.tasto, fyne.KeyModifierControl)
		g.scorciatoia(fyne.KeyLeft, fyne.KeyModifierAlt) // out of the detail, where one is open
		if err := g.vai(ctx, "Nuovo Certificato"); err != nil {
			return err
		}
		if err := g.attendi(ctx, "i certificati di oggi nell'elenco, con l'annullato", g.elencoAggiornato); err != nil {
			return err
		}
		if err := g.foto(filepath.Base(s.nome)); err != nil {
			return err
		}
	}
	return g.giroDelleFigure(ctx)
}

// elencoAggiornato reports whether the list, which stood behind a detail all the
// time, shows what was done: every certificate, and the annulled one as such.
func (g *guida) elencoAggiornato() bool {
	annullati, carte := 0, g.f.lavoro.cert.Elenco.State().Carte
	for _, c := range carte {
		if c.Stato == g.f.testi.T("certificati.stato."+string(esenpat.Annullato)) {
			annullati++
		}
	}
	return annullati == 1 && len(carte) == len(g.esito.Certificati)
}

func (g *guida) scorciatoia(k fyne.KeyName, mod fyne.KeyModifier) {
	g.ui(func() {
		if t, ok := g.tela.(fyne.Shortcutable); ok {
			t.TypedShortcut(&desktop.CustomShortcut{KeyName: k, Modifier: mod})
		}
	})
}

// raccogliEsenzione reads back the exemption of a certificate and, for the
// first one, its documents.
func (g *guida) raccogliEsenzione(ctx context.Context, cert esenpat.Certificato) error {
	c, err := g.certificati.Certificato(ctx, cert.Assistito.ID, cert.ID)
	if err != nil {
		return err
	}
	if c.Legami.EsenzioneID == "" {
		return inatteso("esenzione", "il certificato non risulta usato")
	}
	e, err := g.esenzioni.Esenzione(ctx, cert.Assistito.ID, c.Legami.EsenzioneID)
	if err != nil {
		return err
	}
	g.esito.Esenzioni = append(g.esito.Esenzioni, creatoProva{string(e.Stato), e.ID, e.Numero, string(e.Stato)})
	if len(g.esito.Esenzioni) > 1 {
		return nil
	}
	return g.documentiEsenzione(ctx, e)
}

func (g *guida) tornaACasa(ctx context.Context, _ caso, _ esenpat.Certificato) error {
	return g.premi(ctx, "Torna alla home page")
}

func inOrdine(passi ...func() error) error {
	for _, f := range passi {
		if err := f(); err != nil {
			return err
		}
	}
	return nil
}
