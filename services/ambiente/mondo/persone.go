package mondo

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// Medico is an invented doctor with all that is needed to log in and sign.
type Medico struct {
	esenpat.Utente
	NomeUtente  string
	Password    esenpat.Secret
	PIN         esenpat.Secret
	Descrizione string
	Provider    string
	Alias       string
	PINFirma    esenpat.Secret
	ModoOTP     string // of the signing credential: "invio", "totp", "nessuno"
	Bloccata    bool   // the signing credential starts locked
	TutteLeASL  bool
	Azioni      []esenpat.Azione

	// AltreCredenziali are signing credentials besides the usual one.
	AltreCredenziali []CredenzialeFirma
	Ruoli            []Ruolo
}

// Ruolo is a role of a doctor with its workplaces.
type Ruolo struct {
	esenpat.Ruolo
	Collocazioni []string
}

func descrizioneRuolo(codice string) string {
	switch codice {
	case "MEDICO_SPECIALISTA_ASL_DISTRETTO":
		return "Medico specialista ASL o distretto"
	case "MEDICO_SPECIALISTA_CAS":
		return "Medico specialista CAS"
	case "MEDOSP":
		return "Medico ospedaliero"
	default:
		return codice
	}
}

func (m *Mondo) leggiMedici() error {
	var rr []struct {
		NomeUtente  string        `json:"nome_utente"`
		Password    string        `json:"password"`
		PIN         string        `json:"pin"`
		Cognome     string        `json:"cognome"`
		Nome        string        `json:"nome"`
		Titolo      string        `json:"titolo"`
		Sesso       esenpat.Sesso `json:"sesso"`
		DataNascita esenpat.Data  `json:"data_nascita"`
		Nascita     string        `json:"nascita"`
		Descrizione string        `json:"descrizione"`
		credenzialeLetta
		Bloccata   bool               `json:"bloccata"`
		TutteLeASL bool               `json:"tutte_le_asl"`
		Altre      []credenzialeLetta `json:"altre_credenziali"`
		Azioni     []esenpat.Azione   `json:"azioni"`
		Ruoli      []struct {
			Codice       string   `json:"codice"`
			Collocazioni []string `json:"collocazioni"`
		} `json:"ruoli"`
	}
	if err := leggiJSON("medici.json", &rr); err != nil {
		return err
	}
	for _, r := range rr {
		md := Medico{
			Utente: esenpat.Utente{
				CodiceFiscale: esenpat.ComponiCodiceFiscale(r.Cognome, r.Nome, r.DataNascita, r.Sesso, r.Nascita),
				Cognome:       r.Cognome, Nome: r.Nome, Titolo: r.Titolo,
			},
			NomeUtente: r.NomeUtente, Password: esenpat.NewSecret(r.Password), PIN: esenpat.NewSecret(r.PIN),
			Descrizione: r.Descrizione, Provider: r.Provider, Alias: r.Alias, PINFirma: esenpat.NewSecret(r.PINFirma),
			ModoOTP: r.ModoOTP, Bloccata: r.Bloccata, TutteLeASL: r.TutteLeASL, Azioni: r.Azioni,
		}
		for _, c := range r.Altre {
			md.AltreCredenziali = append(md.AltreCredenziali, c.credenziale())
		}
		for _, ru := range r.Ruoli {
			for _, c := range ru.Collocazioni {
				if _, ok := m.Collocazioni[c]; !ok {
					return fmt.Errorf("medici.json: collocazione %s", c)
				}
			}
			md.Ruoli = append(md.Ruoli, Ruolo{esenpat.Ruolo{Codice: ru.Codice, Descrizione: descrizioneRuolo(ru.Codice)}, ru.Collocazioni})
		}
		m.Medici = append(m.Medici, md)
	}
	return nil
}

// credenzialeLetta is a signing credential as medici.json writes it.
type credenzialeLetta struct {
	Provider string `json:"provider"`
	Alias    string `json:"alias"`
	PINFirma string `json:"pin_firma"`
	ModoOTP  string `json:"modo_otp"`
}

func (c credenzialeLetta) credenziale() CredenzialeFirma {
	return CredenzialeFirma{c.Provider, c.Alias, esenpat.NewSecret(c.PINFirma), c.ModoOTP}
}

// CredenzialeFirma is one more signing credential of a doctor.
type CredenzialeFirma struct {
	Provider, Alias string
	PINFirma        esenpat.Secret
	ModoOTP         string
}

// Assistito is an invented patient.
type Assistito struct {
	esenpat.Assistito
	Caso           string // the case it serves, see dati/README.md
	ProfiloInvalid bool   // AURA profile that cannot be used (state 0)
	AURA           []esenpat.EsenzioneAURA
}

func (m *Mondo) leggiAssistiti() error {
	rr, err := righe(dati, "dati/assistiti.csv")
	if err != nil {
		return err
	}
	for i, r := range rr {
		a, err := m.assistito(r)
		if err != nil {
			return fmt.Errorf("assistiti.csv, riga %d: %w", i+2, err)
		}
		m.Assistiti = append(m.Assistiti, a)
	}
	return nil
}

func (m *Mondo) assistito(r map[string]string) (Assistito, error) {
	nascita, err1 := data(r["data_nascita"])
	decesso, err2 := data(r["data_decesso"])
	fine, err3 := data(r["fine_ssn"])
	omocodia, err4 := strconv.Atoi(r["omocodia"])
	aura, err5 := aura(r["aura"])
	if err := cmp.Or(err1, err2, err3, err4, err5); err != nil {
		return Assistito{}, err
	}
	nato, ok1 := m.Comuni[r["nascita"]]
	vive, ok2 := m.Comuni[r["residenza"]]
	if !ok1 || !ok2 {
		return Assistito{}, fmt.Errorf("comune %s o %s", r["nascita"], r["residenza"])
	}
	sesso := esenpat.Sesso(r["sesso"])
	cf := esenpat.ComponiCodiceFiscale(r["cognome"], r["nome"], nascita, sesso, r["nascita"])
	if omocodia > 0 {
		cf = cf.Omocodia(omocodia)
	}
	if string(cf) != r["codice_fiscale"] {
		return Assistito{}, fmt.Errorf("codice fiscale incoerente per il caso %s", r["caso"])
	}
	stato := "100"
	if nato.Provincia == "EE" {
		stato = strings.TrimPrefix(nato.CodiceIstat, "999")
	}
	return Assistito{
		Assistito: esenpat.Assistito{
			IDAura: r["id_aura"], CodiceFiscale: cf, Cognome: r["cognome"], Nome: r["nome"], Sesso: sesso,
			TesseraRegionale: r["tessera"], AslResidenza: m.Aziende[vive.Azienda].Azienda,
			Anagrafica: esenpat.Anagrafica{
				DataNascita: nascita, ComuneNascita: nato.Comune, StatoNascita: stato, DataDecesso: decesso, FineSSN: fine,
				Residenza:  esenpat.Residenza{Indirizzo: r["indirizzo"], CAP: vive.CAP, Comune: vive.Comune, Regione: vive.Regione},
				Piemontese: vive.Regione == Piemonte,
			},
		},
		Caso: r["caso"], ProfiloInvalid: r["profilo"] == "0", AURA: aura,
	}, nil
}

// aura reads "codice:diagnosi:emissione:scadenza[:sospensione]", entries
// separated by "|"; an empty date means none.
func aura(s string) ([]esenpat.EsenzioneAURA, error) {
	var tutte []esenpat.EsenzioneAURA
	for voce := range strings.SplitSeq(s, "|") {
		if voce == "" {
			continue
		}
		p := append(strings.Split(voce, ":"), "", "", "")
		emissione, err1 := data(p[2])
		scadenza, err2 := data(p[3])
		sospensione, err3 := data(p[4])
		if err := cmp.Or(err1, err2, err3); err != nil {
			return nil, err
		}
		tutte = append(tutte, esenpat.EsenzioneAURA{
			Codice: p[0], CodiceDiagnosi: p[1], DataEmissione: emissione, DataScadenza: scadenza, DataSospensione: sospensione, Fonte: "AURA",
		})
	}
	return tutte, nil
}
