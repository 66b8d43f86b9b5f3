package regione

import (
	"encoding/json"
	"maps"
	"net/http"
	"reflect"
	"strconv"
	"strings"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// erroreDTO is the contract's «errore».
type erroreDTO struct {
	Status int            `json:"status"`
	Code   string         `json:"code"`  // an Italian phrase, not stable: not used
	Title  string         `json:"title"` // the server's words for the user
	Detail []dettaglioDTO `json:"detail"`
}

type dettaglioDTO struct {
	Chiave string `json:"chiave"`
	Valore string `json:"valore"`
}

// dettaglio returns a value of detail by its key.
func (d erroreDTO) dettaglio(chiave string) string {
	for _, v := range d.Detail {
		if v.Chiave == chiave {
			return v.Valore
		}
	}
	return ""
}

// campo returns the field at fault, without the slash of its JSON pointer.
func (d erroreDTO) campo() string {
	for _, v := range d.Detail {
		if nome, ok := strings.CutPrefix(v.Chiave, "/"); ok {
			return nome
		}
	}
	return ""
}

// voceErrore is what a stable code becomes here.
type voceErrore struct {
	kind   esenpat.Kind
	codice string
}

// rifiuto judges an answer that is not a success.
func (c *Client) rifiuto(q chiamata, t tentativo, tipo string) tentativo {
	t.dopo = retryAfter(t.r.intestazioni)
	var d erroreDTO
	if tipo != tipoJSON || troppoProfondo(t.r.corpo) || json.Unmarshal(t.r.corpo, &d) != nil || len(d.Detail) == 0 {
		return estraneo(t)
	}
	visibili(reflect.ValueOf(&d))
	t.err = c.errore(d, q.op)
	if t.r.stato == http.StatusUpgradeRequired {
		t.err = superato(t.r.intestazioni)
	}
	if secondi := int(t.dopo.Seconds()); secondi > 0 && t.err.Params["secondi"] == "" {
		t.err = conSecondi(t.err, secondi)
	}
	t.giudica(q, d.dettaglio("codice"))
	return t
}

// giudica says whether the service has decided, and whether to ask again.
func (t *tentativo) giudica(q chiamata, codice string) {
	switch {
	case codice == "OPERAZIONE_IN_CORSO":
		t.ripetibile = true
	case t.r.stato >= 500:
		// A stable code says that the service has decided; without one it may
		// have failed after doing what was asked.
		aperto := codice == "" || codice == "ERRORE_GENERICO" || codice == "SERVIZIO_NON_DISPONIBILE"
		t.definitivo = q.classe == sola && !aperto
		t.ripetibile = t.r.stato != http.StatusInternalServerError && codice != "AURA_RIFIUTO"
	default:
		t.definitivo = true
		t.ripetibile = t.r.stato == http.StatusTooManyRequests || t.r.stato == http.StatusRequestTimeout
	}
}

// estraneo is a refusal that is not in the contract's form: something between
// us and the service speaks.
func estraneo(t tentativo) tentativo {
	switch s := t.r.stato; {
	case s == http.StatusUnauthorized && strings.HasPrefix(t.r.intestazioni.Get("WWW-Authenticate"), "Bearer"):
		t.err, t.definitivo = esenpat.NewError(esenpat.Unauthenticated, "sessione.scaduta", ""), true
	case s == http.StatusProxyAuthRequired:
		t.err = esenpat.NewError(esenpat.Offline, "rete.proxy-credenziali", "")
	case s == http.StatusUpgradeRequired:
		t.err, t.definitivo = superato(t.r.intestazioni), true
	case s == http.StatusRequestEntityTooLarge:
		t.err, t.definitivo = esenpat.NewError(esenpat.Invalid, "servizio.richiesta-troppo-grande", ""), true
	case s == http.StatusTooManyRequests:
		t.err, t.definitivo, t.ripetibile = esenpat.NewError(esenpat.Unavailable, "servizio.troppe-richieste", ""), true, true
		t.err = conSecondi(t.err, int(t.dopo.Seconds()))
	case s >= 500:
		t.err, t.ripetibile = esenpat.NewError(esenpat.Unavailable, "servizio.fermo", ""), s != http.StatusInternalServerError
	default:
		t.err = esenpat.NewError(esenpat.Offline, "rete.portale", "")
	}
	return t
}

// errore maps the contract's error. A code that this version does not know is a
// refusal in the server's own words.
func (c *Client) errore(d erroreDTO, op string) *esenpat.Error {
	codice := d.dettaglio("codice")
	if op == opRichiediOTP && codice == "TROPPE_RICHIESTE" {
		codice = "OTP_LIMITE"
	}
	v, noto := c.codici[codice]
	if !noto {
		v = perStato(d.Status)
	}
	e := esenpat.NewError(v.kind, v.codice, op)
	e.Field, e.Dettaglio = d.campo(), d.Title
	if n := d.dettaglio("tentativi_residui"); n != "" {
		e = e.With("tentativi", n)
	}
	if n, err := strconv.Atoi(d.dettaglio("riprova_tra_s")); err == nil {
		e = conSecondi(e, n)
	}
	for _, chiave := range []string{"provider", "certificato_id", "esenzione_id", "otp_consumato", "intestatario", "senza_marca_ammessa"} {
		if v := d.dettaglio(chiave); v != "" {
			e = e.With(chiave, v)
		}
	}
	if g, err := esenpat.ParseData(d.dettaglio("data")); err == nil {
		e = e.With("data", g.Italiana())
	}
	if !noto {
		e = e.With("codice", codice)
	}
	return e
}

// conSecondi adds when to try again, in seconds and in minutes rounded up.
func conSecondi(e *esenpat.Error, n int) *esenpat.Error {
	return e.With("secondi", strconv.Itoa(n)).With("minuti", strconv.Itoa((n+59)/60))
}

// perStato classifies an unknown code by its status.
func perStato(stato int) voceErrore {
	switch {
	case stato == http.StatusUnauthorized:
		return voceErrore{esenpat.Unauthenticated, "sessione.scaduta"}
	case stato == http.StatusNotFound:
		return voceErrore{esenpat.NotFound, "risorsa.non-trovata"}
	case stato == http.StatusTooManyRequests:
		return voceErrore{esenpat.Unavailable, "servizio.troppe-richieste"}
	case stato >= 500:
		return voceErrore{esenpat.Unavailable, "servizio.fermo"}
	}
	return voceErrore{esenpat.Rejected, "servizio.rifiuto"}
}

// tabellaCodici maps the stable codes of the contract (spec 1, 3.5).
func tabellaCodici() map[string]voceErrore {
	t := codiciComuni()
	maps.Copy(t, codiciFirma())
	maps.Copy(t, codiciCertificato())
	maps.Copy(t, codiciContesto())
	return t
}

func codiciComuni() map[string]voceErrore {
	return map[string]voceErrore{
		"NON_AUTENTICATO":               {esenpat.Unauthenticated, "sessione.scaduta"},
		"CREDENZIALI_ERRATE":            {esenpat.Invalid, "accesso.credenziali-errate"},
		"CERTIFICATO_ACCESSO_ASSENTE":   {esenpat.Invalid, "accesso.certificato-rifiutato"},
		"CERTIFICATO_ACCESSO_RIFIUTATO": {esenpat.Invalid, "accesso.certificato-rifiutato"},
		"CODICE_OIDC_RIFIUTATO":         {esenpat.Invalid, "accesso.browser-rifiutato"},
		"UTENTE_BLOCCATO":               {esenpat.Forbidden, "accesso.bloccato"},
		"SENZA_RUOLO":                   {esenpat.Forbidden, "medico.senza-ruolo"},
		"NON_ABILITATO":                 {esenpat.Forbidden, "medico.non-abilitato"},
		"ASL_NON_COMPETENTE":            {esenpat.Forbidden, "assistito.fuori-asl"},
		"PARAMETRI_MANCANTI":            {esenpat.Invalid, "servizio.parametri-mancanti"},
		"DATI_INCONGRUENTI":             {esenpat.Invalid, "servizio.dati-incongruenti"},
		"CF_NON_VALIDO":                 {esenpat.Invalid, "cf.non-valido"},
		"ASSISTITO_NON_TROVATO":         {esenpat.NotFound, "assistito.non-trovato"},
		"NON_ASSISTITO_PIEMONTE":        {esenpat.Rejected, "assistito.non-piemonte"},
		"ASSISTITO_DECEDUTO":            {esenpat.Rejected, "assistito.deceduto"},
		"VERSIONE_SUPERATA":             {esenpat.Conflict, "versione.superata"},
		"VERSIONE_MANCANTE":             {esenpat.Internal, "versione.mancante"},
		"CURSORE_SCADUTO":               {esenpat.Conflict, "catalogo.cursore-scaduto"},
		"CHIAVE_RIUSATA":                {esenpat.Conflict, "atto.chiave-riusata"},
		"OPERAZIONE_IN_CORSO":           {esenpat.Unavailable, "atto.in-corso-remoto"},
		"AURA_NON_RAGGIUNGIBILE":        {esenpat.Unavailable, "aura.non-raggiungibile"},
		"AURA_RIFIUTO":                  {esenpat.Rejected, "aura.rifiuto"},
		"REPOSITORY_NON_RAGGIUNGIBILE":  {esenpat.Unavailable, "documento.deposito-fermo"},
		"TROPPE_RICHIESTE":              {esenpat.Unavailable, "servizio.troppe-richieste"},
		"PROGRAMMA_SUPERATO":            {esenpat.Unavailable, "programma.superato"},
		"ERRORE_GENERICO":               {esenpat.Unavailable, "servizio.errore"},
		"SERVIZIO_NON_DISPONIBILE":      {esenpat.Unavailable, "servizio.fermo"},
		"CORPO_TROPPO_GRANDE":           {esenpat.Invalid, "servizio.richiesta-troppo-grande"},
		"TIPO_NON_AMMESSO":              {esenpat.Internal, "errore.imprevisto"},
		"METODO_NON_AMMESSO":            {esenpat.Internal, "errore.imprevisto"},
		"RISORSA_NON_TROVATA":           {esenpat.NotFound, "risorsa.non-trovata"},
		"OPERAZIONE_NON_TROVATA":        {esenpat.NotFound, "risorsa.non-trovata"},
		"AZIENDA_SENZA_RESIDENTI":       {esenpat.Forbidden, "medico.azienda-senza-residenti"},
		"RICERCA_INCOMPLETA":            {esenpat.Invalid, "assistito.ricerca-vuota"},
		"ASSISTENZA_TERMINATA":          {esenpat.Rejected, "assistito.assistenza-terminata"},
		"PROFILO_NON_UTILIZZABILE":      {esenpat.Rejected, "assistito.profilo-non-utilizzabile"},
	}
}

func codiciFirma() map[string]voceErrore {
	return map[string]voceErrore{
		"CREDENZIALI_FIRMA":                   {esenpat.Firma, "firma.pin-errato"},
		"PIN_ERRATO":                          {esenpat.Firma, "firma.pin-errato"},
		"PIN_BLOCCATO":                        {esenpat.Firma, "firma.pin-bloccato"},
		"OTP_ERRATO":                          {esenpat.Firma, "firma.otp-errato"},
		"OTP_SCADUTO":                         {esenpat.Firma, "firma.otp-scaduto"},
		"OTP_USATO":                           {esenpat.Firma, "firma.otp-usato"},
		"OTP_MANCANTE":                        {esenpat.Firma, "firma.otp-mancante"},
		"OTP_DESINCRONIZZATO":                 {esenpat.Firma, "firma.otp-desincronizzato"},
		"OTP_TROPPO_PRESTO":                   {esenpat.Firma, "firma.otp-troppo-presto"},
		"OTP_LIMITE":                          {esenpat.Firma, "firma.otp-limite"},
		"OTP_NON_INVIATO":                     {esenpat.Firma, "firma.otp-non-inviato"},
		"CANALE_NON_DISPONIBILE":              {esenpat.Firma, "firma.canale-non-disponibile"},
		"MODALITA_OBBLIGATORIA":               {esenpat.Firma, "firma.modalita-mancante"},
		"ALIAS_SCONOSCIUTO":                   {esenpat.Firma, "firma.alias-sconosciuto"},
		"ALIAS_ALTRUI":                        {esenpat.Firma, "firma.alias-altrui"},
		"CERTIFICATO_FIRMA_SCADUTO":           {esenpat.Firma, "firma.certificato-scaduto"},
		"CERTIFICATO_FIRMA_REVOCATO":          {esenpat.Firma, "firma.certificato-revocato"},
		"CERTIFICATO_FIRMA_SOSPESO":           {esenpat.Firma, "firma.certificato-sospeso"},
		"CERTIFICATO_FIRMA_NON_ANCORA_VALIDO": {esenpat.Firma, "firma.certificato-non-ancora-valido"},
		"PROVIDER_NON_RAGGIUNGIBILE":          {esenpat.Firma, "firma.provider-non-risponde"},
		"TSA_NON_RAGGIUNGIBILE":               {esenpat.Firma, "firma.marca-non-disponibile"},
		"AUTORIZZAZIONE_SCADUTA":              {esenpat.Firma, "firma.autorizzazione-scaduta"},
		"DOCUMENTO_NON_AUTORIZZATO":           {esenpat.Firma, "firma.documento-non-autorizzato"},
		"TROPPI_DOCUMENTI":                    {esenpat.Firma, "firma.troppi-documenti"},
		"CONTENUTO_CAMBIATO":                  {esenpat.Conflict, "firma.documento-cambiato"},
		"GIA_FIRMATO":                         {esenpat.Conflict, "firma.gia-firmato"},
		"STATO_NON_FIRMABILE":                 {esenpat.Conflict, "firma.stato"},
		"NON_REDATTORE":                       {esenpat.Forbidden, "firma.non-redattore"},
	}
}

func codiciCertificato() map[string]voceErrore {
	return map[string]voceErrore{
		"ID_CLIENT_ESISTENTE":            {esenpat.Conflict, "certificato.id-client-esistente"},
		"VOCE_NON_VALIDA":                {esenpat.Invalid, "certificato.voce-non-valida"},
		"DIAGNOSI_NON_DI_ESENZIONE":      {esenpat.Invalid, "certificato.diagnosi-non-di-esenzione"},
		"MINORE_SENZA_OSCURAMENTO":       {esenpat.Invalid, "certificato.minore-senza-oscuramento"},
		"OSCURAMENTO_NON_MINORE":         {esenpat.Invalid, "certificato.oscuramento-non-minore"},
		"UNITA_PRODUTTIVA_NON_ABILITATA": {esenpat.Invalid, "certificato.unita-non-abilitata"},
		"REGIME_NON_AMMESSO":             {esenpat.Invalid, "certificato.regime-non-ammesso"},
		"CATALOGO_SUPERATO":              {esenpat.Invalid, "certificato.catalogo-superato"},
		"GIA_ANNULLATO":                  {esenpat.Conflict, "certificato.gia-annullato"},
		"UTILIZZATO_DA_ESENZIONE_ATTIVA": {esenpat.Conflict, "certificato.usato-da-esenzione"},
		"CERTIFICATO_NON_VALIDO":         {esenpat.Conflict, "certificato.non-valido"},
		"GIA_UTILIZZATO":                 {esenpat.Conflict, "certificato.gia-utilizzato"},
		"DIAGNOSI_MANCANTE":              {esenpat.Invalid, "certificato.diagnosi-mancante"},
		"TIPOLOGIA_NON_CORRISPONDE":      {esenpat.Invalid, "certificato.tipologia-diversa"},
		"PATOLOGIA_NON_VALIDA":           {esenpat.Invalid, "certificato.patologia-non-valida"},
		"DOCUMENTO_NON_CONFORME":         {esenpat.Rejected, "certificato.documento-non-conforme"},
		"STATO_NON_ANNULLABILE":          {esenpat.Conflict, "certificato.stato-non-annullabile"},
		"STATO_NON_ELIMINABILE":          {esenpat.Conflict, "certificato.stato-non-eliminabile"},
		"ANNULLATIVO_NON_TROVATO":        {esenpat.NotFound, "certificato.senza-annullativo"},
		"NON_RICHIEDENTE":                {esenpat.Forbidden, "esenzione.altro-richiedente"},
		"RICHIESTA_NON_ANNULLABILE":      {esenpat.Conflict, "esenzione.richiesta-presa-in-carico"},
		"RICHIESTA_NON_RINVIABILE":       {esenpat.Conflict, "esenzione.richiesta-non-attesa"},
		"ESENZIONE_DIVERSA":              {esenpat.Invalid, "esenzione.certificato-di-altra"},
		"ESENZIONE_PRESENTE":             {esenpat.Conflict, "esenzione.presente"},
		"DICHIARAZIONI_MANCANTI":         {esenpat.Invalid, "esenzione.dichiarazioni-mancanti"},
		"DATA_NON_AMMESSA":               {esenpat.Invalid, "esenzione.data-non-ammessa"},
	}
}
