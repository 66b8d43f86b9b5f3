package ambiente

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/ambiente/mondo"
)

// azioneCatalogo is what an order does to an entry of the catalogue.
type azioneCatalogo string

const (
	azioneTermina     azioneCatalogo = "termina"     // ends on «al», yesterday if that is empty
	azioneTogli       azioneCatalogo = "togli"       // is no longer there
	azioneCambia      azioneCatalogo = "cambia"      // gets «descrizione»
	azioneSostituisci azioneCatalogo = "sostituisci" // ends, and «nuovo» takes its place from the day after
	azioneRipristina  azioneCatalogo = "ripristina"  // the whole catalogue is again that of the start
)

// ordineCatalogo is a change of the catalogue, as the Region makes them. With
// Diagnosi it is about that diagnosis of the exemption, else about the exemption.
type ordineCatalogo struct {
	Azione      azioneCatalogo `json:"azione"`
	Esenzione   string         `json:"esenzione"`
	Diagnosi    string         `json:"diagnosi"`
	Al          string         `json:"al"`
	Descrizione string         `json:"descrizione"`
	Nuovo       string         `json:"nuovo"`

	fine esenpat.Data // Al, read
}

// catalogoVisto is the version in force and those served before it.
type catalogoVisto struct {
	Versione string   `json:"versione"`
	Prima    []string `json:"prima"`
}

func (s *server) catalogoVisto() catalogoVisto {
	p := s.pubblicati.Load()
	v := catalogoVisto{p.serviti.versione, []string{}}
	for _, c := range p.prima {
		v.Prima = append(v.Prima, c.versione)
	}
	return v
}

func (s *server) vediCatalogo(w http.ResponseWriter, r *http.Request) {
	if s.padrone(w, r) {
		mostraStato(w, s.catalogoVisto(), nil)
	}
}

// cambiaCatalogo puts a newer version of the catalogue in force.
func (s *server) cambiaCatalogo(w http.ResponseWriter, r *http.Request) {
	v, letto := ordineDi[ordineCatalogo](s, w, r)
	if !letto {
		return
	}
	if err := s.ordinaCatalogo(r.Context(), v); err != nil {
		eseguito(w, err)
		return
	}
	mostraStato(w, s.catalogoVisto(), nil)
}

// ordinaCatalogo publishes what the order makes of the catalogue. An order about
// an entry that is not there publishes nothing.
func (s *server) ordinaCatalogo(_ context.Context, v ordineCatalogo) error {
	v.Esenzione, v.Diagnosi, v.Nuovo = maiuscolo(v.Esenzione), maiuscolo(v.Diagnosi), maiuscolo(v.Nuovo)
	v.Descrizione = strings.TrimSpace(v.Descrizione)
	v.fine = esenpat.DataDi(s.ora().In(s.roma)).PiuGiorni(-1)
	if v.Al != "" {
		d, err := esenpat.ParseData(v.Al)
		if err != nil {
			return errOrdine{}
		}
		v.fine = d
	}
	return s.pubblica(func(c *mondo.Catalogo) error {
		switch {
		case v.Azione == azioneRipristina:
			inizio := s.mondo.Catalogo
			c.Esenzioni, c.Diagnosi = slices.Clone(inizio.Esenzioni), slices.Clone(inizio.Diagnosi)
			return nil
		case v.Diagnosi != "":
			return v.suDiagnosi(c)
		default:
			return v.suEsenzione(c)
		}
	})
}

func maiuscolo(s string) string { return strings.ToUpper(strings.TrimSpace(s)) }

func (v ordineCatalogo) suEsenzione(c *mondo.Catalogo) error {
	i := slices.IndexFunc(c.Esenzioni, func(e mondo.Esenzione) bool { return e.Codice == v.Esenzione })
	if i < 0 {
		return errOrdine{}
	}
	switch v.Azione {
	case azioneTermina:
		c.Esenzioni[i].ValidaAl = v.fine
	case azioneTogli:
		c.Esenzioni = slices.Delete(c.Esenzioni, i, i+1)
		c.Diagnosi = slices.DeleteFunc(c.Diagnosi, func(d esenpat.VoceDiagnosi) bool { return d.CodiceEsenzione == v.Esenzione })
	case azioneCambia:
		if v.Descrizione == "" {
			return errOrdine{}
		}
		c.Esenzioni[i].Descrizione = v.Descrizione
	case azioneSostituisci:
		return v.sostituisciEsenzione(c, i)
	case azioneRipristina: // of the whole catalogue, not of an entry
		return errOrdine{}
	default:
		return errOrdine{}
	}
	return nil
}

// sostituisciEsenzione ends an exemption; the new one goes on with its
// diagnoses.
func (v ordineCatalogo) sostituisciEsenzione(c *mondo.Catalogo, i int) error {
	if _, gia := c.Esenzione(v.Nuovo); gia || v.Nuovo == "" {
		return errOrdine{}
	}
	nuova := c.Esenzioni[i]
	nuova.Codice, nuova.ValidaDal, nuova.Dimostrativa = v.Nuovo, v.fine.PiuGiorni(1), true
	if v.Descrizione != "" {
		nuova.Descrizione = v.Descrizione
	}
	c.Esenzioni[i].ValidaAl = v.fine
	c.Esenzioni = append(c.Esenzioni, nuova)
	for _, d := range slices.Clone(c.Diagnosi) {
		if d.CodiceEsenzione == v.Esenzione {
			d.CodiceEsenzione = v.Nuovo
			c.Diagnosi = append(c.Diagnosi, d)
		}
	}
	return nil
}

func (v ordineCatalogo) suDiagnosi(c *mondo.Catalogo) error {
	i := slices.IndexFunc(c.Diagnosi, func(d esenpat.VoceDiagnosi) bool {
		return d.CodiceEsenzione == v.Esenzione && d.Codice == v.Diagnosi
	})
	if i < 0 {
		return errOrdine{}
	}
	switch v.Azione {
	case azioneTermina:
		c.Diagnosi[i].ValidaAl = v.fine
	case azioneTogli:
		c.Diagnosi = slices.Delete(c.Diagnosi, i, i+1)
	case azioneCambia:
		if v.Descrizione == "" {
			return errOrdine{}
		}
		c.Diagnosi[i].Descrizione = v.Descrizione
	case azioneSostituisci, azioneRipristina: // of exemptions and of the whole
		return errOrdine{}
	default:
		return errOrdine{}
	}
	return nil
}

// catalogoDaForm reads the form of the page.
func catalogoDaForm(r *http.Request) ordineCatalogo {
	return ordineCatalogo{
		Azione: azioneCatalogo(r.PostFormValue("azione")), Esenzione: r.PostFormValue("esenzione"), Diagnosi: r.PostFormValue("diagnosi"),
		Al: r.PostFormValue("al"), Descrizione: r.PostFormValue("descrizione"), Nuovo: r.PostFormValue("nuovo"),
	}
}
