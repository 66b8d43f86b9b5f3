package ambiente

import (
	"context"
	"database/sql"
	"errors"
	"net/http"
	"slices"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/ambiente/archivio"
	"github.com/esenpat/esenpat-desktop/services/ambiente/filo"
)

// operatoreASL signs what the environment does in the place of the ASL.
const operatoreASL = "Operatore ASL (ambiente di prova)"

// AzioneASL is what an operator does with a request (spec 1, 1.5).
type AzioneASL string

// Actions of the operators.
const (
	ASLPrende   AzioneASL = "prendi"   // INV -> LAV
	ASLRimanda  AzioneASL = "rimanda"  // INV, LAV -> INM: a new certificate is wanted
	ASLApprova  AzioneASL = "approva"  // INV, LAV -> DAV
	ASLValida   AzioneASL = "valida"   // INV, LAV, DAV -> VAL, written in AURA
	ASLRespinge AzioneASL = "respingi" // INV, LAV, DAV -> RES
)

// OrdineASL makes the environment play the operator of the ASL.
type OrdineASL struct {
	Pratica string    `json:"pratica"` // id or number
	Azione  AzioneASL `json:"azione"`
	Motivo  string    `json:"motivo"` // code of the catalogue «motivazioni»; wanted by rimanda and respingi
	Note    string    `json:"note"`
}

// praticaVista is a request that waits for the ASL or for the doctor.
type praticaVista struct {
	ID         string      `json:"id"`
	Numero     string      `json:"numero_pratica"`
	Esenzione  string      `json:"esenzione"`
	Stato      string      `json:"stato"`
	StatoTesto string      `json:"stato_testo"`
	Medico     string      `json:"medico"`
	Azioni     []AzioneASL `json:"azioni"`
}

// ASL does what an operator of the ASL would do; errors say that there is no
// such request, or that its state does not allow it.
func (a *Ambiente) ASL(ctx context.Context, o OrdineASL) error { return a.s.ordinaASL(ctx, o) }

// passaggio is where an action leads, and from where.
type passaggio struct {
	da         []esenpat.StatoEsenzione
	a          esenpat.StatoEsenzione
	conMotivo  bool
	spiegazion string
}

func passaggi() map[AzioneASL]passaggio {
	const inv, lav, dav = esenpat.EsenzioneInviata, esenpat.EsenzioneInLavorazione, esenpat.EsenzioneDaValidare
	return map[AzioneASL]passaggio{
		ASLPrende:   {[]esenpat.StatoEsenzione{inv}, lav, false, "Presa in carico"},
		ASLRimanda:  {[]esenpat.StatoEsenzione{inv, lav}, esenpat.EsenzioneAlMedico, true, "Chiesto un nuovo certificato"},
		ASLApprova:  {[]esenpat.StatoEsenzione{inv, lav}, dav, false, "Approvata"},
		ASLValida:   {[]esenpat.StatoEsenzione{inv, lav, dav}, esenpat.EsenzioneValidata, false, "Validata"},
		ASLRespinge: {[]esenpat.StatoEsenzione{inv, lav, dav}, esenpat.EsenzioneRespinta, true, "Respinta"},
	}
}

// motiviASL are the entries of the catalogue «motivazioni».
func motiviASL() []filo.Codifica {
	return []filo.Codifica{
		{Codice: "CERTIFICATO_INCOMPLETO", Descrizione: "Certificato incompleto o non leggibile"},
		{Codice: "DIAGNOSI_DA_PRECISARE", Descrizione: "Diagnosi da precisare"},
		{Codice: "REQUISITI_ASSENTI", Descrizione: "Requisiti per l'esenzione non presenti"},
		{Codice: "ERRORE", Descrizione: "Errore di compilazione"},
		{Codice: "SUPERATO", Descrizione: "Condizione superata"},
		{Codice: "ALTRO", Descrizione: "Altro"},
	}
}

// statiEsenzione is the catalogue of the states of a pratica.
func statiEsenzione() []filo.Codifica {
	var r []filo.Codifica
	for _, s := range []esenpat.StatoEsenzione{
		esenpat.EsenzioneInviata, esenpat.EsenzioneInLavorazione, esenpat.EsenzioneAlMedico, esenpat.EsenzioneDaValidare,
		esenpat.EsenzioneValidata, esenpat.EsenzioneValidaInScadenza, esenpat.EsenzioneScaduta, esenpat.EsenzioneRevocata,
		esenpat.EsenzioneAnnullata, esenpat.EsenzioneRespinta,
	} {
		r = append(r, filo.DiStatoEsenzione(s))
	}
	return r
}

func (s *server) ordinaASL(ctx context.Context, o OrdineASL) error {
	p, nota := passaggi()[o.Azione]
	if !nota {
		return errOrdine{}
	}
	i := slices.IndexFunc(motiviASL(), func(c filo.Codifica) bool { return c.Codice == o.Motivo })
	if p.conMotivo && i < 0 || len([]rune(o.Note)) > esenpat.MassimoNotaRinvio {
		return errOrdine{}
	}
	return s.archivio.Transazione(ctx, func(tx *sql.Tx) error {
		e, err := archivio.EsenzionePerNumero(ctx, tx, o.Pratica)
		if errors.Is(err, archivio.ErrNessuno) || err == nil && !slices.Contains(p.da, e.Stato) {
			return errOrdine{}
		}
		if err != nil {
			return err
		}
		e.Stato, e.Comunicazione = p.a, nil
		riga := p.spiegazion
		if p.conMotivo {
			m := motiviASL()[i]
			e.Comunicazione = &archivio.Comunicazione{Codice: m.Codice, Motivo: m.Descrizione, Note: o.Note, Il: s.ora().Truncate(time.Millisecond)}
			riga += ", " + m.Descrizione
		}
		if p.a == esenpat.EsenzioneValidata {
			if err = s.validata(ctx, tx, e); err != nil {
				return err
			}
		}
		return errors.Join(archivio.SalvaEsenzione(ctx, tx, e),
			archivio.NuovoEvento(ctx, tx, archivio.Evento{Risorsa: e.ID, Stato: string(e.Stato), Utente: operatoreASL, Nota: con(riga, o.Note), Quando: s.ora()}),
			archivio.NuovaTraccia(ctx, tx, archivio.Traccia{
				Quando: s.ora(), Utente: "operatore-asl", Azienda: e.AslCompetente, Operazione: "ASL_" + string(o.Azione), Oggetto: e.ID, Esito: "OK",
			}))
	})
}

// validata enters in AURA what the ASL validates; the same exemption that is
// active already has its expiry moved (manual M118).
func (s *server) validata(ctx context.Context, tx *sql.Tx, e *archivio.Esenzione) (err error) {
	if e.CodiceAttestato, err = s.numero(ctx, tx, "AE", e.AslCompetente); err != nil {
		return err
	}
	voce, err := s.attivaPer(ctx, tx, e.Assistito, e.Voce.Codice)
	if err != nil {
		return err
	}
	if voce == nil {
		return nuovaInAURA(ctx, tx, e)
	}
	voce.DataScadenza, voce.CodiceAttestato, voce.Esenzione = e.Fine, e.CodiceAttestato, e.ID
	return archivio.SalvaAURA(ctx, tx, *voce)
}

// praticheViste are the requests that are under way, oldest first.
func (s *server) praticheViste(ctx context.Context) ([]praticaVista, error) {
	tutte, err := archivio.TutteLeEsenzioni(ctx, s.archivio.DB())
	if err != nil {
		return nil, err
	}
	r := []praticaVista{}
	for i := range tutte {
		e := &tutte[i]
		if !e.Stato.InAttesa() {
			continue
		}
		v := praticaVista{
			ID: e.ID, Numero: e.Numero, Esenzione: e.Voce.Codice, Stato: string(e.Stato), StatoTesto: filo.DiStatoEsenzione(e.Stato).Descrizione, Medico: e.Compilatore,
		}
		for _, a := range []AzioneASL{ASLPrende, ASLRimanda, ASLApprova, ASLValida, ASLRespinge} {
			if slices.Contains(passaggi()[a].da, e.Stato) {
				v.Azioni = append(v.Azioni, a)
			}
		}
		r = append(r, v)
	}
	return r, nil
}

// vediPratiche lists the requests under way.
func (s *server) vediPratiche(w http.ResponseWriter, r *http.Request) {
	if s.padrone(w, r) {
		v, err := s.praticheViste(r.Context())
		mostraStato(w, v, err)
	}
}

// cambiaPratica plays the ASL: see OrdineASL for the names.
func (s *server) cambiaPratica(w http.ResponseWriter, r *http.Request) {
	if v, letto := ordineDi[OrdineASL](s, w, r); letto {
		eseguito(w, s.ordinaASL(r.Context(), v))
	}
}
