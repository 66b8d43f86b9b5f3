package ambiente

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"
	"golang.org/x/text/unicode/norm"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/ambiente/archivio"
	"github.com/esenpat/esenpat-desktop/services/ambiente/filo"
	"github.com/esenpat/esenpat-desktop/services/ambiente/mondo"
)

// creaCertificato writes a certificate to be signed: its PDF is made here,
// once, and never again (R11).
func (s *server) creaCertificato(ctx context.Context, r *richiesta) (risposta, error) {
	var v filo.NuovoCertificato
	if err := s.decodifica(r, &v); err != nil {
		return risposta{}, err
	}
	if err := s.completo(&v); err != nil {
		return risposta{}, err
	}
	return s.unaVolta(ctx, r, atto{"CREA_CERTIFICATO", tieniCreazione, func(ctx context.Context, tx *sql.Tx) (fatto, error) {
		c, err := s.nuovoCertificato(ctx, tx, r, v)
		if err != nil {
			return fatto{}, err
		}
		ris := risposta{stato: http.StatusCreated, corpo: s.diCertificato(c, r.sessione)}
		ris = ris.con("ETag", s.etagDi(c)).con("Location", Base+"/cittadini/"+c.Assistito+"/certificati/"+c.ID)
		return fatto{ris, c.ID}, nil
	}})
}

// completo checks what needs no knowledge of the world.
func (s *server) completo(v *filo.NuovoCertificato) error {
	if _, err := uuid.Parse(v.IDClient); err != nil {
		return s.nega("PARAMETRI_MANCANTI").Al("id_client")
	}
	v.Patologia = norm.NFC.String(strings.ReplaceAll(v.Patologia, "\r\n", "\n"))
	for campo, manca := range map[string]bool{
		"tipologia": v.Tipologia == "", "codice_esenzione": v.CodiceEsenzione == "", "soggetto_leggi_speciali": v.LeggiSpeciali == nil,
		"unita_produttiva": v.UnitaProduttiva == "", "regime_documento": v.Regime == "", "redatto_il": v.RedattoIl.IsZero(),
		"versione_catalogo": v.VersioneCatalogo == "",
	} {
		if manca {
			return s.nega("PARAMETRI_MANCANTI").Al(campo)
		}
	}
	if !patologiaValida(v.Patologia) {
		return s.nega("PATOLOGIA_NON_VALIDA").Al("patologia")
	}
	if v.Regime != string(esenpat.RegimeSSN) && v.Regime != string(esenpat.RegimeSSR) {
		return s.nega("REGIME_NON_AMMESSO").Al("regime_documento")
	}
	return nil
}

// patologiaValida: 1 to 4000 characters, not only blanks, without control
// characters but tab and line feed (R14; spec 2, G05).
func patologiaValida(p string) bool {
	vietato := func(c rune) bool { return c < ' ' && c != '\n' && c != '\t' || c == 0x7f || c == utf8.RuneError }
	return strings.TrimSpace(p) != "" && utf8.RuneCountInString(p) <= maxPatologia && !strings.ContainsFunc(p, vietato)
}

func (s *server) nuovoCertificato(ctx context.Context, tx *sql.Tx, r *richiesta, v filo.NuovoCertificato) (*archivio.Certificato, error) {
	a, err := s.trovaAssistito(r)
	if err != nil {
		return nil, err
	}
	if rif := s.fermo(a, r.sessione); rif != nil {
		return nil, rif
	}
	gia, err := archivio.CertificatoDelClient(ctx, tx, r.sessione.medico.NomeUtente, v.IDClient)
	if err == nil {
		return nil, s.nega("ID_CLIENT_ESISTENTE").Al("id_client").Con("certificato_id", gia.ID)
	}
	if !errors.Is(err, archivio.ErrNessuno) {
		return nil, err
	}
	dati, invalidita, err := s.datiCertificato(r.sessione, a, v)
	if err != nil {
		return nil, err
	}
	ora := s.ora().Truncate(time.Millisecond)
	c := &archivio.Certificato{
		IDClient: v.IDClient, Medico: r.sessione.medico.NomeUtente, Assistito: a.ID, Stato: esenpat.DaFirmare,
		Invalidita: invalidita, CreatoIl: ora, Sostituisce: v.Sostituisce,
		Contenuto: esenpat.ContenutoCertificato{
			Assistito: a.Assistito, Medico: r.sessione.medico.Utente, Azienda: r.sessione.azienda.Azienda,
			Dati: dati, Emesso: ora.Truncate(time.Second), Prova: true,
		},
	}
	if c.ID, err = s.nuovoID(); err != nil {
		return nil, err
	}
	if c.Numero, err = s.numero(ctx, tx, "CM", r.sessione.azienda.Codice); err != nil {
		return nil, err
	}
	if err = s.identifica(ctx, tx, c); err != nil {
		return nil, err
	}
	if c.PDF, err = s.genera(ctx, tx, c.ID, c.Contenuto); err != nil {
		return nil, err
	}
	if err = archivio.SalvaCertificato(ctx, tx, c); err != nil {
		return nil, err
	}
	return c, s.evento(ctx, tx, r, c.ID, string(c.Stato), "Certificato creato")
}

// datiCertificato checks the choices of the doctor against the catalogue and
// his workplace, and completes them with descriptions and durations.
func (s *server) datiCertificato(ses *sessione, a *mondo.Assistito, v filo.NuovoCertificato) (esenpat.DatiCertificato, esenpat.TipologiaInvalidita, error) {
	d := esenpat.DatiCertificato{
		Tipologia: esenpat.Tipologia(v.Tipologia), TipologiaInvalidita: esenpat.TipologiaInvalidita(v.TipologiaInvalidita),
		Patologia: v.Patologia, LeggiSpeciali: esenpat.SceltaDi(v.LeggiSpeciali), OscuratoGenitore: esenpat.SceltaDi(v.OscuratoGenitore),
		Regime: esenpat.Regime(v.Regime), VersioneCatalogo: v.VersioneCatalogo,
	}
	if !s.tipologiaAmmessa(ses, d.Tipologia) {
		return d, "", s.nega("NON_ABILITATO").Al("tipologia")
	}
	minore := a.Minorenne(s.oggi())
	switch {
	case minore && d.OscuratoGenitore == esenpat.NonScelto:
		return d, "", s.nega("MINORE_SENZA_OSCURAMENTO").Al("oscurato_genitore")
	case !minore && d.OscuratoGenitore != esenpat.NonScelto:
		return d, "", s.nega("OSCURAMENTO_NON_MINORE").Al("oscurato_genitore")
	}
	var err error
	if d.UnitaProduttiva, err = s.unita(ses, v.UnitaProduttiva); err != nil {
		return d, "", err
	}
	e, err := s.esenzioneDelCatalogo(v)
	if err != nil {
		return d, "", err
	}
	if d.TipologiaInvalidita != "" && d.TipologiaInvalidita != e.TipologiaInvalidita {
		return d, "", s.nega("VOCE_NON_VALIDA").Al("tipologia_invalidita")
	}
	d.Esenzione, d.TipologiaInvalidita = e.VoceEsenzione, e.TipologiaInvalidita
	d.Diagnosi, err = s.diagnosiDelCatalogo(v)
	return d, e.TipologiaInvalidita, err
}

// unita finds a unit among those of the doctor's workplace.
func (s *server) unita(ses *sessione, matricola string) (esenpat.UnitaProduttiva, error) {
	for _, u := range ses.collocazione.Unita {
		if u.Matricola == matricola && (u.ValidaAl.Vuota() || !u.ValidaAl.Prima(s.oggi())) {
			return u, nil
		}
	}
	return esenpat.UnitaProduttiva{}, s.nega("UNITA_PRODUTTIVA_NON_ABILITATA").Al("unita_produttiva")
}

func (s *server) tipologiaAmmessa(ses *sessione, t esenpat.Tipologia) bool {
	switch t {
	case esenpat.MalattiaCronica:
		return ses.puo(esenpat.AzioneMalattiaCronica)
	case esenpat.MalattiaRara:
		return ses.puo(esenpat.AzioneMalattiaRara)
	case esenpat.Invalidita:
		return ses.puo(esenpat.AzioneInvalidita)
	case esenpat.Altra:
	}
	return false
}

// nonPiuValida: with the current catalogue the choice is wrong; with an older
// one the catalogue has moved on, and the draft must be looked at again.
func (s *server) nonPiuValida(versione, campo string) error {
	if versione != s.voci().Versione {
		return s.nega("CATALOGO_SUPERATO").Al(campo).Con("versione_catalogo", s.voci().Versione)
	}
	return s.nega("VOCE_NON_VALIDA").Al(campo)
}

func inVigore(dal, al, oggi esenpat.Data) bool {
	return (dal.Vuota() || !oggi.Prima(dal)) && (al.Vuota() || !al.Prima(oggi))
}

func (s *server) esenzioneDelCatalogo(v filo.NuovoCertificato) (mondo.Esenzione, error) {
	e, trovata := s.voci().Esenzione(v.CodiceEsenzione)
	if !trovata || !inVigore(e.ValidaDal, e.ValidaAl, s.oggi()) {
		return e, s.nonPiuValida(v.VersioneCatalogo, "codice_esenzione")
	}
	if string(e.Tipologia) != v.Tipologia {
		return e, s.nega("TIPOLOGIA_NON_CORRISPONDE").Al("tipologia")
	}
	return e, nil
}

func (s *server) diagnosiDelCatalogo(v filo.NuovoCertificato) (esenpat.VoceDiagnosi, error) {
	d, trovata := s.voci().CercaDiagnosi(v.CodiceEsenzione, v.CodiceDiagnosi)
	switch {
	case trovata && inVigore(d.ValidaDal, d.ValidaAl, s.oggi()):
		return d, nil
	case trovata:
		return d, s.nonPiuValida(v.VersioneCatalogo, "codice_diagnosi")
	case v.CodiceDiagnosi == "" || v.CodiceDiagnosi == esenpat.CodiceNessunaDiagnosi:
		return d, s.nega("DIAGNOSI_MANCANTE").Al("codice_diagnosi")
	}
	for _, altra := range s.voci().Diagnosi {
		if altra.Codice == v.CodiceDiagnosi {
			return d, s.nega("DIAGNOSI_NON_DI_ESENZIONE").Al("codice_diagnosi")
		}
	}
	return d, s.nonPiuValida(v.VersioneCatalogo, "codice_diagnosi")
}

// identifica gives the document its CDA identity: version 1, or the next one
// of the certificate that it replaces (spec 3, section 5).
func (s *server) identifica(ctx context.Context, tx *sql.Tx, c *archivio.Certificato) error {
	id, err := s.idDocumento(c.Contenuto.Azienda.Codice)
	if err != nil {
		return err
	}
	i := esenpat.IdentitaDocumento{Radice: s.o.Radice, ID: id, SetID: id, Versione: 1, Incontro: "I." + c.ID, Numero: c.Numero}
	if c.Sostituisce != "" {
		prima, err := archivio.LeggiCertificato(ctx, tx, c.Sostituisce)
		if errors.Is(err, archivio.ErrNessuno) || err == nil && (prima.Medico != c.Medico || prima.Assistito != c.Assistito) {
			return s.nega("RISORSA_NON_TROVATA").Al("sostituisce")
		}
		if err == nil {
			err = s.sostituibile(prima)
		}
		if err != nil {
			return err
		}
		i.Sostituisce = riferimentoA(prima)
		i.SetID, i.Versione = i.Sostituisce.SetID, i.Sostituisce.Versione+1
	}
	c.Contenuto.Identita = i
	return nil
}

func riferimentoA(c *archivio.Certificato) esenpat.RiferimentoDocumento {
	i := c.Contenuto.Identita
	return esenpat.RiferimentoDocumento{ID: i.ID, SetID: i.SetID, Versione: i.Versione, Numero: c.Numero, SHA256: c.PDF.SHA256, Data: c.Contenuto.Emesso}
}

// idDocumento is opaque: company, instant and chance (R04).
func (s *server) idDocumento(azienda string) (string, error) {
	caso, err := s.nuovoID()
	if err != nil {
		return "", err
	}
	return azienda + ".ESENPAT." + s.ora().Format("20060102150405") + "." + strings.ToUpper(caso[:8]), nil
}

// numero is year, company and an eight-digit counter (R15).
func (s *server) numero(ctx context.Context, tx *sql.Tx, tipo, azienda string) (string, error) {
	anno := s.ora().Year()
	n, err := archivio.Prossimo(ctx, tx, tipo, azienda, anno)
	return fmt.Sprintf("%04d%s%08d", anno, azienda, n), err
}

// genera makes a document and stores its bytes under id.
func (s *server) genera(ctx context.Context, tx *sql.Tx, id string, c esenpat.ContenutoCertificato) (esenpat.RiferimentoPDF, error) {
	doc, err := s.documenti.Genera(ctx, c)
	if e, si := errors.AsType[*esenpat.Error](err); si && e.Kind == esenpat.Invalid {
		rif := s.nega("DOCUMENTO_NON_CONFORME").Con("regola", e.Params["regola"]).Perche(err)
		if e.Field != "" {
			rif = rif.Al(e.Field)
		}
		return esenpat.RiferimentoPDF{}, rif
	}
	if err != nil {
		return esenpat.RiferimentoPDF{}, err
	}
	if len(doc.PDF) > maxPDF {
		return esenpat.RiferimentoPDF{}, s.nega("CORPO_TROPPO_GRANDE")
	}
	p := esenpat.RiferimentoPDF{SHA256: impronta(doc.PDF), Dimensione: len(doc.PDF)}
	return p, archivio.SalvaDocumento(ctx, tx, id, p.SHA256, doc.PDF)
}

// evento appends to the history of a certificate or of an exemption.
func (s *server) evento(ctx context.Context, tx *sql.Tx, r *richiesta, risorsa, stato, nota string) error {
	return archivio.NuovoEvento(ctx, tx, archivio.Evento{
		Risorsa: risorsa, Stato: stato, Utente: nomeMedico(r.sessione.medico.Utente), Nota: nota, Quando: s.ora(),
	})
}
