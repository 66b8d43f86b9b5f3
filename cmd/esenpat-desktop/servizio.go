package main

import (
	"context"
	"io/fs"
	"log/slog"
	"os"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/esenpat/esenpat-desktop/app/assistiti"
	"github.com/esenpat/esenpat-desktop/app/atti"
	"github.com/esenpat/esenpat-desktop/app/audit"
	"github.com/esenpat/esenpat-desktop/app/bozze"
	"github.com/esenpat/esenpat-desktop/app/catalogo"
	"github.com/esenpat/esenpat-desktop/app/catalogo/aggiorna"
	"github.com/esenpat/esenpat-desktop/app/certificati"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/esenzioni"
	"github.com/esenpat/esenpat-desktop/app/evento"
	"github.com/esenpat/esenpat-desktop/app/present/impostazioni"
	"github.com/esenpat/esenpat-desktop/app/rete"
	"github.com/esenpat/esenpat-desktop/app/sessione"
	"github.com/esenpat/esenpat-desktop/assets"
	"github.com/esenpat/esenpat-desktop/services/ambiente"
	"github.com/esenpat/esenpat-desktop/services/regione"
)

// servizio is a backend and the use cases that work with it.
type servizio struct {
	*base
	prova   *ambiente.Ambiente // nil for a backend of the network
	url     string
	ca      []byte // PEM of an authority trusted in addition, nil if none
	client  *regione.Client
	bus     *evento.Bus
	sonda   *rete.Sonda
	accesso *sessione.Gestore
	sblocco *sessione.Sblocco // accesso, when a person logs in at the window

	assistiti     *assistiti.Registro
	redazione     *certificati.Redazione
	certificati   *certificati.Archivio
	firma         *certificati.Firma
	mostrati      *certificati.Mostrati
	rilasci       *esenzioni.Rilasci
	pratiche      *esenzioni.Pratiche
	esenzioni     *esenzioni.Archivio
	bozze         *bozze.Archivio
	composto      *catalogo.Composto
	certificabili *catalogo.Certificabili
	aggiorna      *aggiorna.Aggiornatore
	motore        *atti.Motore
	audit         *audit.Registro
}

// indirizzi is where to connect and whom to trust.
type indirizzi struct {
	url    string
	ca     []byte
	soloCA bool
	pin    []string // of the service's keys
}

// apriServizio connects the use cases to the service that options and settings
// name; on a first start that is the embedded test environment.
func apriServizio(ctx context.Context, b *base, o opzioni, dirProva string) (*servizio, error) {
	s := &servizio{base: b, bus: &evento.Bus{}}
	dove, err := s.dove(ctx, o, dirProva)
	if err != nil {
		return nil, err
	}
	s.url, s.ca = dove.url, dove.ca
	s.deviaRevoche()
	var osserva func(error) // set below: the client is built before who listens to it
	s.client, err = regione.New(regione.Opzioni{
		Indirizzo: dove.url, CA: dove.ca, SoloCA: dove.soloCA, Versione: versione, Log: b.log, Orologio: time.Now,
		Componi: b.rete.Componi, Impronte: dove.pin,
		Osserva: func(err error) { osserva(err) },
	})
	if err != nil {
		return nil, err
	}
	s.sonda = rete.New(s.client, s.bus, time.Now)
	s.accesso = sessione.New(s.client, s.client, mezzi{s}, s.client, s.client, s.bus)
	s.sblocco = nuovoSblocco(s.accesso)
	osserva = func(err error) {
		s.sonda.Osserva(err)
		s.accesso.Osserva(err)
		if esenpat.CodeOf(err) == "certificato.catalogo-superato" {
			s.aggiorna.Sveglia()
		}
	}
	if err := s.componi(); err != nil {
		return nil, err
	}
	s.aggiornamento(ctx)
	return s, nil
}

// dove says where to connect, starting the embedded environment if need be.
func (s *servizio) dove(ctx context.Context, o opzioni, dirProva string) (indirizzi, error) {
	v, err := impostazioni.Leggi(ctx, s.preferenze())
	if err != nil {
		s.log.Warn("settings not readable", slog.Any("error", esenpat.AsError(err)))
	}
	scelto, fileCA := o.ambiente, o.ca
	if scelto == "" && !v.UsaProva {
		scelto = v.Indirizzo
		if fileCA == "" {
			fileCA = v.Autorita
		}
	}
	if scelto == "" || scelto == impostazioni.AmbienteProva {
		s.prova, err = s.avviaProva(ctx, dirProva)
		if err != nil {
			return indirizzi{}, err
		}
		s.alTermine(s.prova.Chiudi)
		return indirizzi{url: strings.TrimSuffix(s.prova.URL(), ambiente.Base), ca: s.prova.CA(), soloCA: true}, nil
	}
	d := indirizzi{url: strings.TrimSuffix(strings.TrimSuffix(scelto, "/"), regione.Base), pin: impostazioni.Lista(v.Rete.Impronte)}
	if fileCA != "" {
		if d.ca, err = os.ReadFile(fileCA); err != nil {
			return indirizzi{}, esenpat.NewError(esenpat.Invalid, "rete.ca-illeggibile", "cmd.dove").Because(err)
		}
	}
	return d, nil
}

// avviaProva starts the embedded test environment. When the key ring that closes
// its data does not answer, or nothing can be written, it starts with an empty
// registry that ends with the program: the one in the profile stays as it is.
func (s *servizio) avviaProva(ctx context.Context, dir string) (*ambiente.Ambiente, error) {
	sigillo, err := chiaviAmbiente{s.portachiavi, dir, time.Now}.sigillo(ctx)
	if err != nil {
		s.log.Warn("registry of the test environment not opened: an empty one is used", slog.Any("error", esenpat.AsError(err)))
		dir = ""
		if sigillo, _, err = nuovaChiaveAmbiente(); err != nil {
			return nil, err
		}
	}
	return ambiente.Avvia(ctx, ambiente.Opzioni{Dir: dir, Orologio: time.Now, Sigillo: sigillo, Log: s.log.With(slog.String("parte", "ambiente"))})
}

// componi builds the use cases over the client.
func (s *servizio) componi() error {
	s.audit = s.nuovoAudit()
	s.accesso.SuRifiuto(s.audit.AnnotaRifiuto)
	motore := atti.New(atti.Opzioni{Operazioni: s.client, InSospeso: attiAnnotati{s.deposito, s.audit}, Sessione: s.accesso, Bus: s.bus, Chiave: uuid.NewString, Orologio: time.Now})
	s.motore = motore
	verificatore, err := s.verificatore()
	if err != nil {
		return err
	}
	dati, err := leggiCertificabili(s.prova != nil)
	if err != nil {
		return err
	}
	s.composto = catalogo.NewComposto(dati, s.oggi)
	s.certificabili = s.composto.Certificabili()
	s.mostrati = certificati.NewMostrati()
	s.assistiti = assistiti.New(s.client, s.client)
	s.bozze = bozze.New(s.deposito, s.accesso, uuid.NewString, time.Now)
	s.redazione = certificati.NewRedazione(certificati.OpzioniRedazione{
		Generatore: s.generatore, Norma: s.generatore, Remoto: s.client, Lettura: s.client, Bozze: s.deposito.PerCreazione(), Sessione: s.accesso,
		Motore: motore, Mostrati: s.mostrati, Orologio: time.Now, Fuso: s.fuso,
	})
	s.certificati = certificati.NewArchivio(certificati.OpzioniArchivio{
		Lettura: s.client, Documenti: s.client, Cancellazioni: s.client, Lettore: s.generatore, Norma: s.generatore, Verificatore: verificatore, Mostrati: s.mostrati, Bus: s.bus,
	})
	s.firma = certificati.NewFirma(certificati.OpzioniFirma{
		Servizio: s.client, Atti: s.client, Lettura: s.client, Documenti: s.client, Cancellazioni: s.client, Verificatore: verificatore,
		Lettore: s.generatore, Norma: s.generatore, Portachiavi: s.portachiavi, Sessione: s.accesso, Motore: motore, Mostrati: s.mostrati, Bus: s.bus,
	})
	s.rilasci = esenzioni.NewRilasci(esenzioni.OpzioniRilasci{
		Proposte: s.client, Emissione: s.client, Lettura: s.client, Certificati: s.client, Sessione: s.accesso, Motore: motore, Bus: s.bus,
	})
	s.pratiche = esenzioni.NewPratiche(esenzioni.OpzioniPratiche{
		Atti: s.client, Lettura: s.client, Certificati: s.client, Sessione: s.accesso, Motore: motore, Bus: s.bus,
	})
	s.esenzioni = esenzioni.NewArchivio(s.client, s.client)
	return nil
}

func leggiCertificabili(dimostrative bool) (catalogo.DatiCertificabili, error) {
	sub, err := fs.Sub(assets.Catalogo, "catalogo")
	if err != nil {
		return catalogo.DatiCertificabili{}, esenpat.NewError(esenpat.Internal, "catalogo.danneggiato", "cmd").Because(err)
	}
	d, err := catalogo.LeggiCertificabili(sub, dimostrative)
	if err != nil {
		return d, esenpat.NewError(esenpat.Internal, "catalogo.danneggiato", "cmd").Because(err)
	}
	return d, nil
}
