package copie

import (
	"context"
	"encoding/json"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// cassettoAssistiti holds one record for each patient, by fiscal code: the
// deposit knows it only as a blind index.
const cassettoAssistiti = "copie-assistiti"

// Registro finds patients; both are reads and may be repeated. Offline and
// Unavailable mean that nothing is known; NotFound and Forbidden are answers.
type Registro interface {
	FindAssistiti(ctx context.Context, r esenpat.RicercaAssistito) ([]esenpat.AssistitoSintesi, error)
	Scheda(ctx context.Context, assistitoID string) (esenpat.SchedaAssistito, error)
}

// Assistiti are the patients of the registry and, when it does not answer, those
// whose record the doctor has read here before.
type Assistiti struct {
	registro Registro
	copie    *Copie
}

// NewAssistiti returns the registry with copies.
func NewAssistiti(r Registro, c *Copie) Assistiti { return Assistiti{r, c} }

// schedaTenuta is a record as it is kept.
type schedaTenuta struct {
	Versione int
	Scheda   esenpat.SchedaAssistito
}

// FindAssistiti searches the registry; Letto of a row says that it was found
// among the copies. Where no copy fits the error of the registry is returned:
// that it does not answer, not that nobody is there.
func (a Assistiti) FindAssistiti(ctx context.Context, q esenpat.RicercaAssistito) ([]esenpat.AssistitoSintesi, error) {
	c := a.copie.proprie()
	righe, err := a.registro.FindAssistiti(ctx, q)
	switch {
	case !c.ancora():
		return nil, cambiato()
	case esenpat.KindOf(err) == esenpat.NotFound && err != nil && q.CodiceFiscale != "":
		c.scordaAssistito(ctx, func(s esenpat.SchedaAssistito) bool { return corrisponde(q, s.Assistito) })
	}
	if !serve(err) {
		return righe, err
	}
	var tenute []esenpat.AssistitoSintesi
	for _, s := range c.assistiti(ctx) {
		if corrisponde(q, s.Assistito) {
			tenute = append(tenute, sintesi(s))
		}
	}
	if len(tenute) == 0 {
		return righe, err
	}
	return tenute, nil
}

// Scheda returns a record; of a copy, Letta says when it was read.
func (a Assistiti) Scheda(ctx context.Context, assistitoID string) (esenpat.SchedaAssistito, error) {
	c := a.copie.proprie()
	s, err := a.registro.Scheda(ctx, assistitoID)
	stesso := func(x esenpat.SchedaAssistito) bool { return x.Assistito.ID == assistitoID }
	switch k := esenpat.KindOf(err); {
	case !c.ancora():
		return esenpat.SchedaAssistito{}, cambiato()
	case err == nil:
		c.tieniAssistito(ctx, s)
		return s, nil
	case k == esenpat.NotFound || k == esenpat.Forbidden:
		c.scordaAssistito(ctx, stesso)
		return s, err
	case !serve(err):
		return s, err
	}
	for _, x := range c.assistiti(ctx) {
		if stesso(x) {
			return x, nil
		}
	}
	return s, err
}

func (c proprie) tieniAssistito(ctx context.Context, s esenpat.SchedaAssistito) {
	cf := string(s.Assistito.CodiceFiscale)
	b, err := json.Marshal(schedaTenuta{versione, tenibile(s)})
	if err != nil || cf == "" || c.medico == "" || !c.ancora() {
		return
	}
	c.usa(ctx, c.medico)
	_ = c.deposito.Conserva(context.WithoutCancel(ctx), c.medico, esenpat.Conservato{Cassetto: cassettoAssistiti, Chiave: cf, Quando: c.ora(), Contenuto: b})
}

// tenibile is what of a record may lie on a workstation: of what the special laws
// protect only that it is there, as the lists show it.
func tenibile(s esenpat.SchedaAssistito) esenpat.SchedaAssistito {
	t := esenpat.SchedaAssistito{Assistito: s.Assistito}
	for _, c := range s.Certificati {
		if c.LeggiSpeciali {
			c.Diagnosi, c.Esenzione.Descrizione = esenpat.VoceDiagnosi{}, ""
		}
		t.Certificati = append(t.Certificati, c)
	}
	for _, e := range s.Esenzioni {
		if e.LeggiSpeciali {
			e.Diagnosi, e.Esenzione.Descrizione = esenpat.VoceDiagnosi{}, ""
		}
		t.Esenzioni = append(t.Esenzioni, e)
	}
	for _, e := range s.EsenzioniAURA {
		if e.LeggiSpeciali {
			e.CodiceDiagnosi, e.Diagnosi, e.Descrizione, e.CodiceAttestato = "", "", "", ""
		}
		t.EsenzioniAURA = append(t.EsenzioniAURA, e)
	}
	return t
}

// assistiti are the records kept, the one read last first; of a patient whose
// fiscal code has changed only that one.
func (c proprie) assistiti(ctx context.Context) []esenpat.SchedaAssistito {
	if c.medico == "" || !c.ancora() {
		return nil
	}
	c.usa(ctx, c.medico)
	tutte, err := c.deposito.Conservati(ctx, c.medico, cassettoAssistiti)
	if err != nil {
		return nil
	}
	visti := map[string]bool{}
	var schede []esenpat.SchedaAssistito
	for _, x := range tutte {
		s, ok := c.apriScheda(x)
		if ok && !visti[s.Assistito.ID] {
			visti[s.Assistito.ID] = true
			schede = append(schede, s)
		}
	}
	return schede
}

func (c proprie) apriScheda(x esenpat.Conservato) (esenpat.SchedaAssistito, bool) {
	var t schedaTenuta
	if c.ora().Sub(x.Quando) > durata || json.Unmarshal(x.Contenuto, &t) != nil || t.Versione != versione || t.Scheda.Assistito.ID == "" {
		return esenpat.SchedaAssistito{}, false
	}
	t.Scheda.Letta = x.Quando
	return t.Scheda, true
}

// scordaAssistito removes the copies of a patient whom the registry does not
// know, or does not show to this doctor, any more.
func (c proprie) scordaAssistito(ctx context.Context, quale func(esenpat.SchedaAssistito) bool) {
	if c.medico == "" || !c.ancora() {
		return
	}
	ctx = context.WithoutCancel(ctx)
	tutte, err := c.deposito.Conservati(ctx, c.medico, cassettoAssistiti)
	if err != nil {
		return
	}
	for _, x := range tutte {
		if s, ok := c.apriScheda(x); ok && quale(s) {
			_ = c.deposito.TogliConservato(ctx, c.medico, cassettoAssistiti, x.Chiave)
		}
	}
}

// corrisponde compares as the registry does: the whole fiscal code, or the whole
// surname, with the beginning of the name and the birth date if they are asked.
func corrisponde(q esenpat.RicercaAssistito, a esenpat.Assistito) bool {
	if strings.TrimSpace(string(q.CodiceFiscale)) != "" {
		cf, err := esenpat.ParseCodiceFiscale(string(q.CodiceFiscale))
		return err == nil && cf == a.CodiceFiscale
	}
	cognome := lettere(q.Cognome)
	return cognome != "" && cognome == lettere(a.Cognome) && strings.HasPrefix(lettere(a.Nome), lettere(q.Nome)) &&
		(q.DataNascita.Vuota() || q.DataNascita == a.Anagrafica.DataNascita)
}

// lettere is a name without what people write differently: capitals, accents,
// apostrophes and blanks.
func lettere(s string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) {
			return -1
		}
		return unicode.ToUpper(r)
	}, norm.NFD.String(s))
}

func sintesi(s esenpat.SchedaAssistito) esenpat.AssistitoSintesi {
	a := s.Assistito
	return esenpat.AssistitoSintesi{
		ID: a.ID, CodiceFiscale: a.CodiceFiscale, Cognome: a.Cognome, Nome: a.Nome, Sesso: a.Sesso,
		DataNascita: a.Anagrafica.DataNascita, ComuneNascita: a.Anagrafica.ComuneNascita.Denominazione, Letto: s.Letta,
	}
}
