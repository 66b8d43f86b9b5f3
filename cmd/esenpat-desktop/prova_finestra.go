package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"time"

	"fyne.io/fyne/v2"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/sistema"
)

// pazienzaPilota is how long the pilot waits for one control: the first preview
// compiles its renderer.
const pazienzaPilota = 60 * time.Second

// guida is the main job driven through the real window, by keyboard.
type guida struct {
	*prova
	pilota
	f *finestra
}

// provaInFinestra opens the real window on a fresh environment, drives the job
// through it and closes it.
func provaInFinestra(ctx context.Context, c *comando, o opzioni, out string) (int, error) {
	if err := sistema.Schermo(ctx, os.Getenv); err != nil {
		scriviErrore(c, err)
		return esitoSenzaFinestra, nil
	}
	b, err := apriBase(ctx, o)
	if err != nil {
		return 0, err
	}
	p := &prova{out: out, esito: nuovoEsito(b)}
	p.esito.Finestra = true
	italiani, err := caricaTesti("it")
	if err != nil {
		b.chiudi(ctx)
		return 0, err
	}
	f, err := nuovaFinestra(ctx, b, o)
	if err != nil {
		b.chiudi(ctx)
		return 0, err
	}
	g := &guida{prova: p, f: f, pilota: pilota{ui: fyne.DoAndWait, tela: f.w.Canvas(), tradotte: tradotte(italiani, b.testi), schede: filepath.Join(out, "schermate"), pazienza: pazienzaPilota}}
	f.guidata, f.out.cartella = true, filepath.Join(out, "scaricati")
	for _, dir := range []string{g.schede, f.out.cartella} {
		if err = preparaUscita(dir); err != nil {
			return 0, err
		}
	}
	finito := make(chan error, 1)
	f.pronta = func() { go func() { finito <- g.guida(f.ctx) }() }
	f.mostra()
	err = errors.New("the window was closed before the end")
	select {
	case err = <-finito:
	default:
	}
	return esitoFatto, errors.Join(err, p.termina(context.WithoutCancel(ctx), err == nil))
}

// guida runs the job and closes the window, whatever happens.
func (g *guida) guida(ctx context.Context) error {
	g.servizio = g.f.servizio
	err := g.tutto(ctx)
	if err != nil {
		_ = g.foto("ferma-qui")
	}
	errCA := g.salva(ctx, "ca.pem", g.prova.prova.CA())
	g.ui(g.f.app.Quit)
	return errors.Join(err, errCA)
}

func (g *guida) tutto(ctx context.Context) error {
	adulto, minore, altra, annullato, rara, inval := casi()
	if err := g.passo("accesso", func() error { return g.accediDaFinestra(ctx) }); err != nil {
		return err
	}
	for _, x := range []struct {
		c   caso
		fin func(context.Context, caso, esenpat.Certificato) error
	}{
		{adulto, g.rilasciaDaFinestra},
		{minore, g.rilasciaDaFinestra},
		{altra, g.richiediDaFinestra},
		{annullato, g.tornaEAnnulla},
		{rara, g.tornaACasa},
		{inval, g.tornaACasa},
	} {
		cert, err := g.certificaDaFinestra(ctx, x.c)
		if err != nil {
			return err
		}
		if err := x.fin(ctx, x.c, cert); err != nil {
			return err
		}
	}
	if err := g.giroDelleSchede(ctx); err != nil {
		return err
	}
	return g.passo("rilettura dal servizio", func() error { return g.rileggi(ctx) })
}

// accediDaFinestra fills in the login.
func (g *guida) accediDaFinestra(ctx context.Context) error {
	for _, m := range g.prova.prova.Medici() {
		if m.Credenziali.NomeUtente == medicoProva {
			g.medico = m
		}
	}
	k := g.medico.Credenziali
	return inOrdine(
		func() error { return g.vai(ctx, "Nome utente") },
		func() error { return g.foto("accesso") },
		func() error { return g.scrivi(ctx, "Nome utente", k.NomeUtente) },
		func() error { return g.scrivi(ctx, "Password", k.Password.Reveal()) },
		func() error { return g.scrivi(ctx, "PIN", k.PIN.Reveal()) },
		func() error { g.tasto(fyne.KeyReturn); return nil },
		func() error { return g.vai(ctx, "Nuovo Certificato") },
		func() error { return g.foto("home") },
	)
}

// certificaDaFinestra goes through the wizard up to the signed certificate.
func (g *guida) certificaDaFinestra(ctx context.Context, c caso) (esenpat.Certificato, error) {
	var cert esenpat.Certificato
	err := g.passo("assistito e dati: "+c.scopo, func() error { return g.compila(ctx, c) })
	if err != nil {
		return cert, err
	}
	if err = g.passo("creazione: "+c.scopo, func() (err error) { cert, err = g.crea(ctx, c); return err }); err != nil {
		return cert, err
	}
	if err = g.passo("firma e verifica: "+c.scopo, func() error { return g.firmaDaFinestra(ctx) }); err != nil {
		return cert, err
	}
	if cert, err = g.certificati.Certificato(ctx, cert.Assistito.ID, cert.ID); err != nil {
		return cert, err
	}
	g.esito.Certificati = append(g.esito.Certificati, creatoProva{c.scopo, cert.ID, cert.Numero, string(cert.Stato)})
	pdf, err := g.certificati.Documento(ctx, cert.Assistito.ID, cert.ID)
	if err != nil {
		return cert, err
	}
	return cert, g.salvaFirmato(ctx, c.pdf, c.cda, pdf)
}

// compila does steps 1 to 3 of the wizard.
func (g *guida) compila(ctx context.Context, c caso) error {
	cf, ok := g.prova.prova.CodiceFiscaleDi(c.assistito)
	if !ok {
		return inatteso("assistito", "manca il caso "+c.assistito)
	}
	return inOrdine(
		func() error { return g.premi(ctx, "Nuovo Certificato") },
		func() error { return g.scrivi(ctx, "Codice fiscale", string(cf)) },
		func() error { g.tasto(fyne.KeyReturn); return nil },
		func() error { return g.vai(ctx, "Conferma") },
		func() error { return g.foto("assistito") },
		func() error { return g.premi(ctx, "Conferma") },
		func() error { return g.vai(ctx, etichettaTipologia(c.tipologia)) },
		func() error { return g.foto("tipologia") },
		func() error { return g.premi(ctx, etichettaTipologia(c.tipologia)) },
		func() error { return g.scegliInvalidita(ctx, c) },
		func() error { return g.scrivi(ctx, "Esenzione", c.esenzione) },
		func() error { return g.foto("esenzione-suggerita") },
		func() error { g.tasto(fyne.KeyReturn); return nil },
		func() error { return g.scegliDiagnosi(ctx, c) },
		func() error { return g.scrivi(ctx, "E' affetto dalla seguente patologia", c.patologia) },
		func() error { return g.scegli(ctx, "Soggetto a leggi speciali", lettera(c.leggi)) },
		func() error { return g.scegliOscuramento(ctx, c) },
		func() error {
			return g.scegli(ctx, "Regime", map[esenpat.Regime]int{esenpat.RegimeSSN: 0, esenpat.RegimeSSR: 1}[c.regime])
		},
		func() error { return g.attendiBottone(ctx, "Conferma") },
		func() error { return g.foto("dati") },
		func() error { return g.premi(ctx, "Conferma") },
	)
}

// crea looks at the summary and creates the certificate.
func (g *guida) crea(ctx context.Context, c caso) (esenpat.Certificato, error) {
	err := inOrdine(
		func() error { return g.attendiBottone(ctx, "Conferma") },
		func() error { return g.attendiAnteprima(ctx) },
		func() error { return g.foto("riepilogo") },
		func() error { return g.premi(ctx, "Conferma") },
		func() error { return g.vai(ctx, "Firma Certificato") },
		func() error { return g.foto("creato") },
	)
	if err != nil {
		return esenpat.Certificato{}, err
	}
	pagina, err := g.certificati.FindCertificati(ctx, esenpat.FiltroCertificati{Stati: []esenpat.StatoCertificato{esenpat.DaFirmare}, Pagina: esenpat.Finestra{Limit: 5}})
	if err != nil {
		return esenpat.Certificato{}, err
	}
	if len(pagina.Elementi) != 1 {
		return esenpat.Certificato{}, inatteso("creazione", "da firmare non ce n'è esattamente uno")
	}
	cert, err := g.certificati.Certificato(ctx, pagina.Elementi[0].AssistitoID, pagina.Elementi[0].ID)
	if err != nil || c.primaFirma == "" {
		return cert, err
	}
	pdf, err := g.certificati.Documento(ctx, cert.Assistito.ID, cert.ID)
	if err != nil {
		return cert, err
	}
	return cert, g.salva(ctx, c.primaFirma, pdf)
}

// firmaDaFinestra fills in the signature form and reads the code from the test
// telephone.
func (g *guida) firmaDaFinestra(ctx context.Context) error {
	if err := g.premi(ctx, "Firma Certificato"); err != nil {
		return err
	}
	if err := g.firmaModulo(ctx); err != nil {
		return err
	}
	return inOrdine(
		func() error { return g.vai(ctx, "Scarica certificato") },
		func() error { return g.foto("firmato") },
		func() error { return g.premi(ctx, "Scarica certificato") },
	)
}

// firmaModulo does the form itself; it serves certificates and annulments.
func (g *guida) firmaModulo(ctx context.Context) error {
	prima, _ := g.prova.prova.UltimoOTP(g.medico.Alias)
	return inOrdine(
		func() error { return g.vai(ctx, "Provider di firma") },
		func() error { return g.attendi(ctx, "il documento da firmare", g.documentoMostrato) },
		func() error { return g.scegliVoce(ctx, "Provider di firma", "a") },
		func() error { return g.scrivi(ctx, "Alias", g.medico.Alias) },
		func() error { return g.scrivi(ctx, "Pin", g.medico.PINFirma.Reveal()) },
		func() error { return g.chiediOTP(ctx) },
		func() error { return g.foto("firma") },
		func() error {
			var codice string
			err := g.attendi(ctx, "il codice sul telefono di prova", func() bool {
				nuovo, ok := g.prova.prova.UltimoOTP(g.medico.Alias)
				codice = nuovo
				return ok && nuovo != prima
			})
			if err != nil {
				return err
			}
			return g.scrivi(ctx, "OTP", codice)
		},
		func() error { return g.attendiBottone(ctx, "Firma Documento") },
		func() error { return g.foto("firma-pronta") },
		func() error { return g.premi(ctx, "Firma Documento") },
	)
}

// rilasciaDaFinestra issues from the outcome of the signature.
func (g *guida) rilasciaDaFinestra(ctx context.Context, c caso, cert esenpat.Certificato) error {
	err := g.passo("crea e valida esenzione: "+c.scopo, func() error { return g.esenzioneDaFinestra(ctx, "Crea e valida esenzione") })
	if err != nil || c.scopo != "cronica 048" {
		return errors.Join(err, g.raccogliEsenzione(ctx, cert), g.premi(ctx, "Torna alla home page"))
	}
	return inOrdine(
		func() error { return g.premi(ctx, "Scarica promemoria esenzione") },
		func() error { return g.premi(ctx, "Scarica attestato di esenzione") },
		func() error { return g.raccogliEsenzione(ctx, cert) },
		func() error { return g.premi(ctx, "Torna alla home page") },
	)
}

// richiediDaFinestra requests it: the patient is of another ASL.
func (g *guida) richiediDaFinestra(ctx context.Context, c caso, cert esenpat.Certificato) error {
	return inOrdine(
		func() error {
			return g.passo("richiedi esenzione: "+c.scopo, func() error { return g.esenzioneDaFinestra(ctx, "Richiedi esenzione") })
		},
		func() error { return g.raccogliEsenzione(ctx, cert) },
		func() error { return g.premi(ctx, "Torna alla home page") },
	)
}

func (g *guida) esenzioneDaFinestra(ctx context.Context, bottone string) error {
	return inOrdine(
		func() error { return g.premi(ctx, bottone) },
		func() error { return g.attendiBottone(ctx, "Conferma") },
		func() error { return g.foto("esenzione") },
		func() error { return g.premi(ctx, "Conferma") },
		func() error { return g.vai(ctx, "Torna alla home page") },
		func() error { return g.foto("esenzione-fatta") },
	)
}
