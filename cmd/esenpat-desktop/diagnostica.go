package main

import (
	"context"
	"errors"
	"log/slog"
	"net/url"
	"os"
	"runtime"
	"strings"
	"time"

	"github.com/esenpat/esenpat-desktop/app/diagnostica"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/impostazioni"
	"github.com/esenpat/esenpat-desktop/app/sessione"
	"github.com/esenpat/esenpat-desktop/services/ambiente"
	"github.com/esenpat/esenpat-desktop/services/diario"
	"github.com/esenpat/esenpat-desktop/services/sistema"
	"github.com/esenpat/esenpat-desktop/services/store"
)

// diagnosi looks at this workstation without changing it.
type diagnosi struct {
	*base
	valori   impostazioni.Valori
	livello  string
	servizio *servizio // the one in use, nil: one is tried
}

// rapporto tries everything; what fails is a line of the report.
func (d diagnosi) rapporto(ctx context.Context) diagnostica.Rapporto {
	v := leggiVersione()
	r := diagnostica.Rapporto{
		Generata: d.ora(),
		Versioni: diagnostica.Versioni{Versione: v.Versione, Commit: v.Commit, Go: v.Go, Fyne: v.Fyne, Schema: v.Schema},
		Sistema: diagnostica.Sistema{
			Nome: runtime.GOOS, Architettura: runtime.GOARCH, Processori: runtime.NumCPU(), Fuso: time.Now().Format("MST -07:00"), Proxy: d.valori.Rete.Proxy,
		},
		Impostazioni: diagnostica.Impostazioni{
			Tema: d.valori.Tema, Scala: d.valori.Scala, Autorita: d.valori.Autorita != "", RicordaAlias: d.valori.RicordaAlias,
			MinutiBlocco: d.valori.MinutiBlocco(), LivelloDiario: primoNonVuoto(d.livello, "info"),
		},
	}
	r.Schermo.Controllo = diagnostica.Prova(time.Now, func() error { return sistema.Schermo(ctx, os.Getenv) })
	r.Portachiavi.Controllo = diagnostica.Prova(time.Now, func() error { return d.provaPortachiavi(ctx) })
	r.Archivio.Controllo = diagnostica.Prova(time.Now, func() error {
		a, err := store.Esamina(ctx, d.percorsi.Profilo)
		r.Archivio.Schema, r.Archivio.Byte, r.Archivio.Quarantene = a.Schema, a.Byte, a.Quarantene
		r.Archivio.Bozze, r.Archivio.BozzeGuaste, r.Archivio.Atti = a.Bozze, a.BozzeGuaste, a.Atti
		return err
	})
	if r.Archivio.Esito == diagnostica.Bene && r.Archivio.BozzeGuaste+r.Archivio.Quarantene > 0 {
		r.Archivio.Esito = diagnostica.Avviso
	}
	r.Profilo.Controllo = diagnostica.Prova(time.Now, func() error {
		c, err := d.percorsi.Controlla()
		r.Profilo.Aperti, r.Profilo.Temporanei, r.Profilo.Passphrase = c.Aperti, c.Temporanei, c.Passphrase
		if spazio, errSpazio := sistema.SpazioLibero(d.percorsi.Profilo); errSpazio == nil {
			r.Profilo.SpazioLibero = spazio
		}
		return err
	})
	r.Connessione = d.connessione(ctx)
	return r
}

// provaPortachiavi asks the ring for something that is not there.
func (d diagnosi) provaPortachiavi(ctx context.Context) error {
	_, err := d.portachiavi.Get(ctx, "it.esenpat.desktop/diagnostica", "prova")
	if esenpat.KindOf(err) == esenpat.NotFound {
		return nil
	}
	return err
}

// connessione tries the way to the service step by step.
func (d diagnosi) connessione(ctx context.Context) diagnostica.Connessione {
	c := diagnostica.Connessione{Ambiente: impostazioni.AmbienteProva, Passi: []diagnostica.Passo{}}
	indirizzo, autorita := impostazioni.AmbienteProva, ""
	if !d.valori.UsaProva {
		indirizzo, autorita, c.Ambiente = d.valori.Indirizzo, d.valori.Autorita, "servizio"
		if u, err := url.Parse(indirizzo); err == nil {
			c.Host = u.Host
		}
	}
	c.Controllo = diagnostica.Prova(time.Now, func() error {
		s, chiudi, err := d.conServizio(ctx)
		if err != nil {
			return err
		}
		passi, err := collaudo{&finestra{base: d.base, servizio: s}}.ProvaConnessione(ctx, impostazioni.Tentativo{Indirizzo: indirizzo, Autorita: autorita, Rete: d.valori.Rete})
		for _, p := range passi {
			fatto := diagnostica.Passo{Nome: p.Nome, Controllo: diagnostica.Controllo{Esito: diagnostica.Bene, Millisecondi: p.Millisecondi}, Dettaglio: p.Dettaglio}
			if !p.Riuscito {
				fatto.Esito = diagnostica.Guasto
			}
			c.Passi = append(c.Passi, fatto)
		}
		return errors.Join(err, chiudi())
	})
	return c
}

// conServizio is the service in use; from the command line a test environment
// is started in a folder of its own, so that a window may go on with the other.
func (d diagnosi) conServizio(ctx context.Context) (s *servizio, chiudi func() error, err error) {
	nulla := func() error { return nil }
	if d.servizio != nil || !d.valori.UsaProva {
		return d.servizio, nulla, nil
	}
	dir, err := os.MkdirTemp("", "esenpat-diagnostica-")
	if err != nil {
		return nil, nil, esenpat.NewError(esenpat.Storage, "uscita.non-scritta", "cmd.diagnostica").Because(err)
	}
	prova, err := ambiente.Avvia(ctx, ambiente.Opzioni{Dir: dir, Orologio: time.Now, Log: d.log})
	if err != nil {
		return nil, nil, errors.Join(err, os.RemoveAll(dir))
	}
	return &servizio{base: d.base, prova: prova, accesso: sessione.New(nil, nil, nil, nil, nil, nil)}, func() error {
		fine, smetti := context.WithTimeout(context.WithoutCancel(ctx), chiusuraServer)
		defer smetti()
		return errors.Join(prova.Chiudi(fine), os.RemoveAll(dir))
	}, nil
}

// registri are the masked files of the log, as they go into the package.
func (d diagnosi) registri() ([]diagnostica.File, error) {
	trovati, err := diario.Raccogli(d.percorsi.Log)
	file := make([]diagnostica.File, 0, len(trovati))
	for _, r := range trovati {
		file = append(file, diagnostica.File{Nome: "log/" + r.Nome, Testo: r.Testo})
	}
	return file, err
}

// eseguiDiagnostica prints the report, and packs it with the log if asked to.
func eseguiDiagnostica(ctx context.Context, c *comando, args []string) (int, error) {
	zip := c.fs.String("zip", "", "file .zip da scrivere per l'assistenza, con il registro")
	if err := c.leggi(args, 0, 0); err != nil {
		return 0, err
	}
	b, err := apriMinima(c.opzioni)
	if err != nil {
		return 0, err
	}
	defer b.chiudi(ctx)
	b.apriMazzo(c.costi)
	d := diagnosi{base: b, valori: valoriDi(ctx, b, c.opzioni), livello: c.log}
	r := d.rapporto(ctx)
	if ctx.Err() != nil {
		return 0, esenpat.NewError(esenpat.Canceled, "operazione.annullata", "cmd.diagnostica").Because(ctx.Err())
	}
	testo := diagnostica.Testo(b.testi, r)
	if *zip != "" {
		if err = d.scriviZip(ctx, *zip, r, testo); err != nil {
			return 0, err
		}
	}
	if !c.perPersona() {
		return esitoFatto, scriviJSON(c, r)
	}
	_, err = c.out.Write([]byte(testo))
	return esitoFatto, err
}

func (d diagnosi) scriviZip(ctx context.Context, file string, r diagnostica.Rapporto, testo string) error {
	registri, err := d.registri()
	if err != nil {
		return err
	}
	pacco, err := diagnostica.Impacchetta(r, testo, registri)
	if err != nil {
		return err
	}
	return sistema.Salva(ctx, file, pacco, true)
}

// valoriDi reads the settings of a profile that is whole; of any other it takes
// those of a first start, since opening it would move or migrate it.
func valoriDi(ctx context.Context, b *base, o opzioni) impostazioni.Valori {
	v, _ := impostazioni.Leggi(ctx, senzaPreferenze{})
	if e, err := store.Esamina(ctx, b.percorsi.Profilo); err == nil && e.Schema == store.Schema() {
		if a, err := store.Apri(ctx, store.Opzioni{Dir: b.percorsi.Profilo, Chiavi: b.mazzo, Ora: time.Now}); err == nil {
			if scelte, errLettura := a.Preferenze(ctx, ""); errLettura == nil {
				v, _ = impostazioni.Leggi(ctx, senzaPreferenze(scelte))
			}
			if err := a.Chiudi(); err != nil {
				b.log.Warn("database not closed", slog.Any("error", esenpat.AsError(err)))
			}
		}
	}
	switch o.ambiente {
	case "":
	case impostazioni.AmbienteProva:
		v.UsaProva = true
	default:
		v.UsaProva, v.Indirizzo = false, strings.TrimSuffix(o.ambiente, "/")
	}
	if o.ca != "" {
		v.Autorita = o.ca
	}
	return v
}

// senzaPreferenze are preferences that were read before, or none.
type senzaPreferenze map[string]string

// Leggi returns one preference.
func (s senzaPreferenze) Leggi(_ context.Context, chiave string) (string, error) {
	return s[chiave], nil
}

// Scrivi changes nothing: a diagnosis only looks.
func (senzaPreferenze) Scrivi(context.Context, string, string) error { return nil }
