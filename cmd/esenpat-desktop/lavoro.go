package main

import (
	"context"
	"log/slog"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"github.com/google/uuid"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/evento"
	"github.com/esenpat/esenpat-desktop/app/present/annullamento"
	"github.com/esenpat/esenpat-desktop/app/present/certificati"
	"github.com/esenpat/esenpat-desktop/app/present/custodia"
	"github.com/esenpat/esenpat-desktop/app/present/esenzioni"
	"github.com/esenpat/esenpat-desktop/app/present/firma"
	"github.com/esenpat/esenpat-desktop/app/present/guscio"
	"github.com/esenpat/esenpat-desktop/app/present/nuovocertificato"
	"github.com/esenpat/esenpat-desktop/app/present/parti"
	"github.com/esenpat/esenpat-desktop/app/present/pratica"
	"github.com/esenpat/esenpat-desktop/app/present/rilascio"
	"github.com/esenpat/esenpat-desktop/app/present/telefono"
	visteannullamento "github.com/esenpat/esenpat-desktop/views/annullamento"
	vistebozze "github.com/esenpat/esenpat-desktop/views/bozze"
	vistecertificati "github.com/esenpat/esenpat-desktop/views/certificati"
	vistecodici "github.com/esenpat/esenpat-desktop/views/codici"
	visteesenzioni "github.com/esenpat/esenpat-desktop/views/esenzioni"
	vistefirma "github.com/esenpat/esenpat-desktop/views/firma"
	visteguscio "github.com/esenpat/esenpat-desktop/views/guscio"
	"github.com/esenpat/esenpat-desktop/views/kit"
	vistenuovo "github.com/esenpat/esenpat-desktop/views/nuovocertificato"
	vistepratica "github.com/esenpat/esenpat-desktop/views/pratica"
	visterilascio "github.com/esenpat/esenpat-desktop/views/rilascio"
	vistetelefono "github.com/esenpat/esenpat-desktop/views/telefono"
)

// lavoro is the window while somebody is logged in: frame, tabs, wizards. It is
// built at login and thrown away at logout, so that nothing of one doctor is
// left for the next.
type lavoro struct {
	*finestra
	s    *servizio
	chi  string // user name of the login
	pref preferenzeDi
	fine context.CancelFunc
	// proprietario is whose key is forgotten at logout.
	proprietario string
	ctx          context.Context //nolint:containedctx // ends at logout

	guscio    *guscio.Presenter
	rientro   *guscio.Rientro
	blocco    *guscio.Blocco
	custodia  *custodia.Presenter
	rimozione *custodia.Rimozione
	cert      *certificati.Presenter
	ese       *esenzioni.Presenter
	nuovo     *nuovocertificato.Presenter
	firme     [3]*firma.Presenter // of the wizard, of the detail, of the annulment
	rilasci   [2]*rilascio.Presenter
	annulla   *annullamento.Presenter
	pratica   *pratica.Presenter

	vista        *visteguscio.Vista
	vistaBlocco  *visteguscio.Blocco
	vistaNuovo   *vistenuovo.Vista
	vistaFirma   *vistefirma.Vista
	vistaAnnulla *visteannullamento.Vista
	vistaRilasc  *visterilascio.Vista
	vistaPratica *vistepratica.Vista
	vistaCert    *vistecertificati.Vista
	vistaEse     *visteesenzioni.Vista
	bozzeAperte
	vistaCodici *vistecodici.Vista // nil when the code tables cannot be read
}

// entrato builds the working window for an open session.
func (f *finestra) entrato(ses esenpat.Sessione, nomeUtente string) {
	l := &lavoro{finestra: f, s: f.servizio, chi: nomeUtente, proprietario: string(ses.Utente.CodiceFiscale)}
	l.ctx, l.fine = context.WithCancel(f.ctx)
	l.pref = preferenzeDi{f.deposito, func() string {
		s, _ := l.s.accesso.Corrente()
		return string(s.Utente.CodiceFiscale)
	}, f.fisse}
	l.presentatori()
	l.rientro.Chi(nomeUtente)
	l.guscio.Entra(ses)
	l.viste()
	l.collegaEventi()
	l.seguiEsiti()
	f.lavoro = l
	f.w.SetContent(l.vista.Oggetto())
	f.w.Canvas().SetOnTypedKey(l.vista.Tasto)
	l.mostraScheda(l.vista.Scheda())
	l.collegaBlocco()
	go l.s.aggiorna.Segui(l.ctx)
	l.custodisci()
	l.avviaBozze()
	l.chiamate.p.Riprova()
	l.contaPratiche()
}

// presentatori builds what thinks.
func (l *lavoro) presentatori() {
	s, t, ui := l.s, l.testi, l.ui
	l.guscio = guscio.New(l.ctx, guscio.Params{
		UI: ui, Testi: t, Adesso: l.ora, Sessioni: s.sblocco, Certificati: s.certificati, Bozze: s.bozze, Ascolto: s.bus,
		Rete: s.sonda.Stato, Catalogo: s.composto.Del(), Guasto: l.avviso,
	})
	l.rientro = guscio.NewRientro(l.ctx, ui, t, s.sblocco)
	l.cert = certificati.New(l.ctx, certificati.Params{
		UI: ui, Testi: t, Adesso: l.ora, Archivio: l.certificatiConCopie(), Assistiti: s.assistiti, Uscita: l.out,
		Catalogo: s.certificabili, Ricordi: l.pref, FirmeInsieme: l.firmeInsieme, Svelato: l.svelato, PuoCreare: l.puoCreare,
	})
	l.ese = esenzioni.New(l.ctx, esenzioni.Params{
		UI: ui, Testi: t, Adesso: l.ora, Archivio: l.esenzioniConCopie(), Documenti: s.esenzioni, Certificati: s.certificati, Assistiti: s.assistiti, Uscita: l.out, Catalogo: s.certificabili, Ricordi: l.pref, SoloProprie: l.soloProprie, Svelato: l.svelato, Aura: s.assistiti,
	})
	for i := range l.firme {
		l.firme[i] = l.nuovaFirma()
	}
	for i := range l.rilasci {
		l.rilasci[i] = rilascio.New(l.ctx, rilascio.Params{UI: ui, Dopo: l.tempo.Dopo, Adesso: l.ora, Testi: t, Porte: rilascio.Porte{
			Rilasci: s.rilasci, Esiti: s.rilasci, Archivio: s.esenzioni, Uscita: l.out, Sessioni: s.accesso,
		}})
	}
	l.annulla = annullamento.New(l.ctx, annullamento.Params{UI: ui, Testi: t, Annulli: s.firma, Scarti: s.certificati, Firma: l.firme[2]})
	l.presentaPratica()
	l.preparaCoda()
	l.nuovo = nuovocertificato.New(l.ctx, nuovocertificato.Params{
		UI: ui, Dopo: l.tempo.Dopo, Adesso: l.ora, NuovoID: uuid.NewString, Testi: t, Firma: l.firme[0], Rilascio: l.rilasci[0],
		NonStampabili: l.generatore.NonStampabili, InLinea: l.inLinea,
		Porte: nuovocertificato.Porte{
			Registro: l.assistitiConCopie(), Catalogo: s.certificabili, Redazione: s.redazione, Bozze: s.bozze, Ambulatori: s.accesso,
			Immagini: l.immagini, Preferenze: l.pref, Sessioni: s.accesso, Certificati: l.certificatiConCopie(), Modelli: l.modelli(), Coda: l.coda, Prestazioni: l.prestazioniConCopie(),
		},
	})
	l.blocco = l.nuovoBlocco()
	l.presentaBozze()
}

func (l *lavoro) nuovaFirma() *firma.Presenter {
	s := l.s
	return firma.New(l.ctx, firma.Params{
		UI: l.ui, Dopo: l.tempo.Dopo, Adesso: l.ora, Testi: l.testi, PostazioneCondivisa: !l.valori.RicordaAlias,
		Scarto:       func() time.Duration { return s.sonda.Stato().Scarto },
		Riconferma:   s.sblocco.DaConfermare,
		Impostazioni: func() { l.impo.Mostra(l.w.Canvas()) },
		Porte: firma.Porte{
			Documenti: documentiDaFirmare{s.certificati, s.firma}, Firme: s.firma, Esiti: s.firma, Credenziali: s.firma, Regole: s.firma,
			Immagini: l.immagini, Uscita: l.out, Preferenze: l.pref, Sessioni: s.accesso,
			Rapporti: l.generatore,
		},
	})
}

// viste builds what draws.
func (l *lavoro) viste() {
	t := l.testi
	toast := kit.NewToast(l.tempo)
	lettore := kit.NewLettore(l.tempo)
	lettore.OnLettura = func(grezzo string) { // a card read outside any form starts a certificate
		l.apriNuovo()
		l.nuovo.Tessera(grezzo)
	}
	l.vistaCert = vistecertificati.New(l.cert, t, l.tempo, toast, lettore)
	l.vistaEse = visteesenzioni.New(l.ese, t, l.tempo, toast, lettore)
	tel := l.telefoni(3)
	l.vistaNuovo = vistenuovo.New(l.nuovo, l.firme[0], l.rilasci[0], t, l.tempo, tel[0]...)
	l.vistaFirma = vistefirma.New(l.firme[1], t, l.tempo, tel[1]...)
	l.vistaAnnulla = visteannullamento.New(l.annulla, l.firme[2], t, l.tempo, tel[2]...)
	l.vistaRilasc = visterilascio.New(l.rilasci[1], t, l.tempo)
	l.vistaPratica = vistepratica.New(l.pratica, t, l.tempo)
	tela := l.w.Canvas()
	l.vistaBozze = vistebozze.New(l.bozze, t, tela, toast)
	schede := visteguscio.Parti{Banda: l.chiamate.vista.Banda(), Certificati: l.vistaCert.Contenuto(), Esenzioni: l.vistaEse.Contenuto(), Bozze: l.vistaBozze.Contenuto()}
	if c, err := l.codici(); err == nil {
		schede.Codici = c
	}
	l.vista = visteguscio.New(l.guscio, t, tela, toast, schede, visteguscio.Comandi{
		Nuovo: l.apriNuovo, Aggiorna: l.aggiorna, Filtri: l.filtri, Stampa: l.stampa, Impostazioni: func() { l.impo.Mostra(tela) },
		Informazioni: l.mostraInformazioni, Verifica: func() { l.verifica.scegli() }, Blocca: l.blocco.Blocca, Rimuovi: func() { l.rimozione.Chiedi() }, Diagnostica: l.mostraDiagnostica, Guida: l.mostraGuida, Copiato: l.appunti.Sorveglia, Importa: l.importaCatalogo(), Ruolo: l.cambiaRuolo(), Scheda: l.mostraScheda, Indietro: l.indietro,
	})
	visteguscio.NewRientro(l.rientro, t, l.tempo, tela)
}

// telefoni are n views of the test telephone of the embedded environment; a
// real backend has none.
func (l *lavoro) telefoni(n int) [][]fyne.CanvasObject {
	out := make([][]fyne.CanvasObject, n)
	if l.s.prova == nil {
		return out
	}
	p := telefono.New(l.ctx, telefono.Params{
		UI: l.ui, Dopo: l.tempo.Dopo, Testi: l.testi, Casella: casella{l.s.prova}, Fuso: l.fuso, Medico: l.medicoDiProva(),
	})
	viste := make([]*vistetelefono.Vista, n)
	for i := range viste {
		viste[i] = vistetelefono.New(l.testi)
		out[i] = []fyne.CanvasObject{viste[i].Oggetto()}
	}
	p.Render = func(s telefono.State) {
		for _, v := range viste {
			v.Mostra(s)
		}
	}
	p.Apri()
	return out
}

// medicoDiProva is who is logged in, if the embedded environment invented them.
func (l *lavoro) medicoDiProva() (m esenpat.UtenteDimostrativo) {
	for _, d := range l.s.prova.Medici() {
		if strings.EqualFold(d.Credenziali.NomeUtente, l.chi) {
			m = d
		}
	}
	return m
}

// codici builds the tab of the code tables.
func (l *lavoro) codici() (fyne.CanvasObject, error) {
	v, err := schedaCodici(l.ctx, dipendenzeCodici{
		finestra: l.w, ui: l.ui, testi: l.testi, tempo: l.tempo, oggi: l.oggi, uscita: l.out, profilo: l.percorsi.Profilo,
		appunti: l.appunti, fogli: l.generatore, log: l.log, servizio: l.s.aggiorna, composto: l.s.composto,
	})
	if err != nil {
		l.log.Error("tab of the codes not available", slog.Any("error", esenpat.AsError(err)))
		return nil, err
	}
	l.vistaCodici = v
	return v.Oggetto(), nil
}

// collegaEventi ties the screens to each other.
func (l *lavoro) collegaEventi() {
	tela := l.w.Canvas()
	l.guscio.Scaduta = func() { l.rientro.Chiedi(nil) }
	l.guscio.Uscito = l.uscito
	l.guscio.Cambiato = l.aggiornaElenchi
	l.rientro.Entrato = func(s esenpat.Sessione) { l.guscio.Entra(s) }

	l.nuovo.Eventi.SessioneScaduta = l.rientro.Chiedi
	l.nuovo.Eventi.Chiuso = func() { l.vistaNuovo.Chiusa(); l.chiamate.p.Chiuso() }
	l.nuovo.Eventi.Cambiato = l.aggiornaElenchi
	l.nuovo.Eventi.Bozze = func() { l.s.bus.Pubblica(evento.BozzeCambiate{}) }
	l.annulla.Eventi.SessioneScaduta = l.rientro.Chiedi
	l.annulla.Eventi.Annullato = l.aggiornaElenchi
	l.firme[1].Eventi.SessioneScaduta = l.rientro.Chiedi
	l.firme[1].Eventi.Firmato = func(esenpat.Certificato) { l.aggiornaElenchi() }
	l.firme[1].Eventi.Esenzione = func(c esenpat.Certificato, m esenpat.ModalitaEsenzione) {
		l.vistaFirma.Chiudi()
		l.apriRilascio(c, m)
	}
	l.rilasci[1].Eventi.SessioneScaduta = l.rientro.Chiedi
	l.rilasci[1].Eventi.Rilasciata = func(esenpat.EsitoEsenzione) { l.aggiornaElenchi() }

	l.cert.Eventi = certificati.Eventi{
		SessioneScaduta: l.rientro.Chiedi,
		Firma:           func(c esenpat.Certificato) { l.vistaFirma.Mostra(tela, l.documento(c)) },
		FirmaMolti:      l.firmaMolti,
		Annulla:         func(c esenpat.Certificato) { l.vistaAnnulla.Mostra(tela, c, l.paziente(c.Assistito)) },
		Esenzione:       l.apriRilascio,
		Duplica:         func(c esenpat.Certificato, sostituisce bool) { l.vistaNuovo.MostraCopia(tela, c, sostituisce) },
		VaiEsenzione: func(assistitoID, id string) {
			l.vista.Mostra(visteguscio.SchedaEsenzioni)
			l.ese.Apri(assistitoID, id)
		},
	}
	l.collegaPratiche()
}

func (l *lavoro) paziente(a esenpat.Assistito) string { return parti.Paziente(l.testi, a, l.oggi()) }

func (l *lavoro) documento(c esenpat.Certificato) firma.Documento {
	return firma.Documento{
		Riferimento: esenpat.RiferimentoCertificato{AssistitoID: c.Assistito.ID, ID: c.ID, ETag: c.ETag},
		DocumentoID: c.ID, Numero: c.Numero, Paziente: l.paziente(c.Assistito),
	}
}

func (l *lavoro) apriRilascio(c esenpat.Certificato, m esenpat.ModalitaEsenzione) {
	l.vistaRilasc.Mostra(l.w.Canvas(), rilascio.Pratica{
		AssistitoID: c.Assistito.ID, CertificatoID: c.ID, Numero: c.Numero, Paziente: l.paziente(c.Assistito),
		Esenzione: esenpat.Voce{Codice: c.Dati.Esenzione.Codice, Descrizione: c.Dati.Esenzione.Descrizione},
		Diagnosi:  c.Dati.Diagnosi, Modalita: m,
	})
}
