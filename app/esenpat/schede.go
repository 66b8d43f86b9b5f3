package esenpat

import "time"

// RuoloCollocazioni is a role with the workplaces it can be used at.
type RuoloCollocazioni struct {
	Ruolo        Ruolo
	Collocazioni []Collocazione
}

// ScelteAccesso is what a login allows to choose from. With one role and one
// workplace nothing is asked (spec 2, M03).
type ScelteAccesso struct {
	Utente Utente
	Ruoli  []RuoloCollocazioni
}

// Unica returns the only role and workplace, or false when there is a choice.
func (s ScelteAccesso) Unica() (ruolo, collocazione string, ok bool) {
	if len(s.Ruoli) != 1 || len(s.Ruoli[0].Collocazioni) != 1 {
		return "", "", false
	}
	return s.Ruoli[0].Ruolo.Codice, s.Ruoli[0].Collocazioni[0].Codice, true
}

// SchedaAssistito is a patient with the certificates and exemptions known.
type SchedaAssistito struct {
	Assistito     Assistito
	Certificati   []CertificatoSintesi
	Esenzioni     []EsenzioneSintesi
	EsenzioniAURA []EsenzioneAURA
	Letta         time.Time // when this is a copy: the instant of the reading
}

// CertificatoFirmato is a signature that was downloaded and verified locally
// (spec 4, SG-03 and SG-07).
type CertificatoFirmato struct {
	Esito             EsitoFirma
	PDF               []byte
	Verifica          Verifica
	IdenticoAnteprima bool  // the file begins with the very bytes that were shown
	NonScaricato      error // why PDF is nil; the signature took place all the same
}

// UtenteDimostrativo is a doctor of the embedded test environment, listed on
// the login page there and nowhere else.
type UtenteDimostrativo struct {
	Credenziali CredenzialiAccesso
	Nome        string
	Descrizione string // what this doctor is good for ("CAS, tutte le ASL")
	Alias       string // signing alias
	Provider    string
	PINFirma    Secret
}

// RicercaVoce asks the catalogue for entries that a certificate may carry.
// CodiceEsenzione narrows diagnoses, CodiceDiagnosi narrows exemptions: the
// two combos filter each other (spec 2, M62).
type RicercaVoce struct {
	Tipologia       Tipologia
	Testo           string
	CodiceEsenzione string
	CodiceDiagnosi  string
	Al              Data
	Limite          int
}

// EsenzioneTrovata is a hit with why it matched.
type EsenzioneTrovata struct {
	Voce    VoceEsenzione
	Campo   string        // "codice", "descrizione", "riferimento", …
	Altrove []Significato // false friends: what the same code means elsewhere
}

// Significato is what a code means in another coding.
type Significato struct {
	Codifica Codifica
	Testo    string
}

// DiagnosiTrovata is a hit with why it matched.
type DiagnosiTrovata struct {
	Voce  VoceDiagnosi
	Campo string
}
