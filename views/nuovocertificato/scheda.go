package nuovocertificato

import (
	"fyne.io/fyne/v2"

	"github.com/esenpat/esenpat-desktop/app/present/avviso"
	"github.com/esenpat/esenpat-desktop/app/present/nuovocertificato"
	"github.com/esenpat/esenpat-desktop/views/kit"
	"github.com/esenpat/esenpat-desktop/views/notizia"
	"github.com/esenpat/esenpat-desktop/views/tema"
)

func altezzaTabella(righe int) float32 {
	return float32(min(righe, massimoRighe)+1)*(altezzaRiga+4) + 8
}

// schedaAssistito is the registry record with what the patient already has.
type schedaAssistito struct {
	t           avviso.Testi
	corpo       *fyne.Container
	letta       *kit.Avviso // of a copy
	rifiuto     *kit.Avviso
	righe       *fyne.Container
	certificati *elenco
	duplica     *kit.Bottone
	copia       *fyne.Container // of duplica
	scelta      int             // row of certificati under the cursor
	esenzioni   *elenco
	aura        *elenco
}

func newSchedaAssistito(p *nuovocertificato.Presenter, t avviso.Testi) *schedaAssistito {
	s := &schedaAssistito{t: t, letta: kit.NewAvviso(), rifiuto: kit.NewAvviso(), righe: notizia.Righe(nil)}
	col := func(id string, peso float32, codice bool) kit.ColonnaTabella {
		return kit.ColonnaTabella{ID: id, Titolo: t.T("nuovocertificato.colonna." + id), Peso: peso, Codice: codice}
	}
	s.certificati = newElenco(t, "certificati", "nessun-certificato", []kit.ColonnaTabella{
		col("diagnosi", 5, false), col("esenzione", 1.6, true), col("data", 2, false), col("medico", 3, false), col("stato", 2, false),
	})
	s.duplica = kit.NewBottone(kit.Discreto, t.T("nuovocertificato.copia.bottone"), tema.IconaNessuna, func() { p.DuplicaPrecedente(s.scelta) })
	s.copia = kit.Riga(0, s.duplica, kit.Molla())
	s.copia.Hide()
	s.certificati.tabella.OnMossa = func(n int) {
		s.scelta = n
		s.duplica.Imposta(true, "")
	}
	s.esenzioni = newElenco(t, "esenzioni", "nessuna-esenzione", []kit.ColonnaTabella{
		col("pratica", 3.2, true), col("asl", 2.4, false), col("compilatore", 2.2, false), col("codice", 1.3, true), col("stato-pratica", 2, false),
		col("richiesta", 2, false), col("dal", 2, false), col("scadenza", 2.2, false),
	})
	s.aura = newElenco(t, "aura", "", []kit.ColonnaTabella{
		col("codice", 1.3, true), col("diagnosi", 4, false), col("stato-pratica", 2, false), col("dal", 2, false), col("scadenza", 2.2, false),
	})
	s.corpo = kit.Colonna(kit.Spazio16, s.letta, s.rifiuto, kit.NewScheda(s.righe), s.certificati.corpo, s.copia, s.esenzioni.corpo, s.aura.corpo)
	s.corpo.Hide()
	return s
}

func (s *schedaAssistito) render(v *nuovocertificato.Scheda) {
	kit.Mostra(s.corpo, v != nil)
	if v == nil {
		return
	}
	s.letta.Mostra(kit.Notizia{Tono: kit.TonoAvviso, Titolo: v.Letta, Causa: s.t.T("nuovocertificato.assistito.letta.spiega")})
	switch {
	case v.Rifiuto != "":
		s.rifiuto.Mostra(kit.Notizia{Tono: kit.TonoErrore, Titolo: s.t.T("nuovocertificato.rifiuto.titolo"), Causa: v.Rifiuto})
	case v.Avviso != "":
		s.rifiuto.Mostra(kit.Notizia{Tono: kit.TonoAvviso, Titolo: v.Avviso})
	default:
		s.rifiuto.Mostra(kit.Notizia{})
	}
	notizia.AggiornaRighe(s.righe, v.Righe)
	var c, e, a [][]string
	for _, r := range v.Certificati {
		c = append(c, []string{r.Diagnosi, r.Esenzione, r.Data, r.Medico, r.Stato})
	}
	for _, r := range v.Esenzioni {
		e = append(e, []string{r.Numero, r.Asl, r.Compilatore, r.Codice, r.Stato, r.Richiesta, r.Dal, r.Scadenza})
	}
	for _, r := range v.Aura {
		a = append(a, []string{r.Codice, r.Diagnosi, r.Stato, r.Dal, r.Scadenza})
	}
	s.certificati.imposta(c)
	s.esenzioni.imposta(e)
	s.aura.imposta(a)
	s.scelta = -1
	s.duplica.Imposta(false, "")
	kit.Mostra(s.copia, v.Duplica)
	kit.Mostra(s.aura.corpo, len(a) > 0)
	s.corpo.Refresh()
}

// elenco is a titled table that says so when it is empty.
type elenco struct {
	corpo   *fyne.Container
	tabella *kit.Tabella
	spazio  *kit.Riquadro
	vuoto   *kit.Etichetta
}

func newElenco(t avviso.Testi, titolo, vuoto string, colonne []kit.ColonnaTabella) *elenco {
	nome := t.T("nuovocertificato.assistito." + titolo)
	e := &elenco{tabella: kit.NewTabella(nome, colonne), vuoto: kit.NewEtichetta("", kit.Corpo, kit.TonoSecondario)}
	if vuoto != "" {
		e.vuoto.ImpostaTesto(t.T("nuovocertificato.assistito." + vuoto))
	}
	e.spazio = kit.NewMargine(e.tabella, 0, 0)
	e.corpo = kit.Colonna(kit.Spazio4, kit.NewEtichetta(nome, kit.Forte, kit.Neutro), e.vuoto, e.spazio)
	return e
}

func (e *elenco) imposta(righe [][]string) {
	kit.Mostra(e.vuoto, len(righe) == 0)
	kit.Mostra(e.spazio, len(righe) > 0)
	e.tabella.Imposta(righe)
	e.spazio.Minimo(0, altezzaTabella(len(righe)))
	e.corpo.Refresh()
}
