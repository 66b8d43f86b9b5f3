package bozze

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/esenpat/esenpat-desktop/app/bozze"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/avviso"
	"github.com/esenpat/esenpat-desktop/app/present/nuovocertificato"
)

// disegna makes the rows of the drafts that match, those sent now first.
func (p *Presenter) disegna() {
	s := &p.state
	p.tutte, p.conta = p.tutte[:0], false
	for _, i := range p.p.Coda.Inviate() {
		r := Riga{
			ID: i.ID, Modificata: p.quando(i.Quando), Paziente: i.Certificato.Assistito.Cognome + " " + i.Certificato.Assistito.Nome,
			Codice: i.Certificato.Dati.Esenzione.Codice, Stato: p.t("bozze.stato.inviata"), Tono: Buono,
			Nota: p.t("bozze.nota.inviata", "numero", i.Certificato.Numero),
		}
		p.aggiungi(r, string(i.Certificato.Assistito.CodiceFiscale))
	}
	vecchie, inCoda := 0, 0
	for _, b := range p.bozze {
		if bozze.Ferma(b, p.p.Adesso()) {
			vecchie++
		}
		if b.Stato == esenpat.BozzaInCoda {
			inCoda++
		}
		p.aggiungi(p.riga(b), string(b.Assistito.CodiceFiscale))
	}
	s.Vecchie, s.Coda, s.InPausa, s.Esporta = "", "", p.p.Coda.InPausa(), len(p.bozze) > 0
	if vecchie > 0 {
		s.Vecchie = p.t("bozze.vecchie", "n", strconv.Itoa(vecchie))
	}
	if inCoda > 0 {
		s.Coda = p.t("bozze.coda", "n", strconv.Itoa(inCoda))
	}
	p.trova()
}

// trova shows the rows that match what is searched. They are made by disegna:
// a key in the search must not make thousands of them again.
func (p *Presenter) trova() {
	s := &p.state
	s.Righe = nil
	parole := strings.Fields(strings.ToLower(s.Cercato))
	for _, r := range p.tutte {
		if !slices.ContainsFunc(parole, func(parola string) bool { return !strings.Contains(r.testo, parola) }) {
			s.Righe = append(s.Righe, r.Riga)
		}
	}
	s.Conto = p.t("bozze.conto", "n", strconv.Itoa(len(s.Righe)))
	s.VuotoT, s.VuotoX = p.t("bozze.vuoto.titolo"), p.t("bozze.vuoto.testo")
	if s.Cercato != "" {
		s.VuotoT, s.VuotoX = p.t("bozze.nessuna.titolo"), p.t("bozze.nessuna.testo")
	}
	p.mostra()
}

// mostra draws what trova has found.
func (p *Presenter) mostra() {
	p.seleziona()
	p.Render(p.state)
	p.ferma()
	p.ferma = func() {}
	if p.conta && p.visibi && p.p.Dopo != nil && p.ctx.Err() == nil {
		p.ferma = p.p.Dopo(time.Second, p.disegna)
	}
}

// seleziona keeps the cursor on its draft; when that one is gone it stays where
// it was in the list.
func (p *Presenter) seleziona() {
	s := &p.state
	for i, r := range s.Righe {
		if r.ID == p.sel {
			s.Selezione = i
			return
		}
	}
	s.Selezione, p.sel = max(min(s.Selezione, len(s.Righe)-1), 0), ""
	if len(s.Righe) > 0 {
		p.sel = s.Righe[s.Selezione].ID
	}
}

// trovabile is a row and the words it is found by.
type trovabile struct {
	Riga

	testo string
}

func (p *Presenter) aggiungi(r Riga, cf string) {
	p.tutte = append(p.tutte, trovabile{r, strings.ToLower(r.Paziente + " " + cf + " " + r.Codice + " " + r.Stato)})
}

func (p *Presenter) riga(b esenpat.Bozza) Riga {
	r := Riga{
		ID: b.ID, Modificata: p.quando(b.ModificataIl), Codice: b.Dati.Esenzione.Codice,
		Paziente: cmp.Or(strings.TrimSpace(b.Assistito.Cognome+" "+b.Assistito.Nome), string(b.Assistito.CodiceFiscale), p.t("bozze.senza-assistito")),
		Elimina:  true, Duplica: true, Apri: true,
	}
	switch b.Stato {
	case esenpat.BozzaInCoda:
		p.rigaInCoda(&r, b)
	case esenpat.BozzaDaRivedere:
		r.Stato, r.Tono, r.Nota = p.t("bozze.stato.da-rivedere"), Cattivo, p.motivo(b.Motivo)
	case esenpat.BozzaInviata:
		r.Stato, r.Tono, r.Apri = p.t("bozze.stato.inviata"), Buono, false
	case esenpat.BozzaAperta:
		r.Stato, r.Nota = p.t("bozze.stato.bozza"), p.passo(b)
		if bozze.Ferma(b, p.p.Adesso()) {
			r.Tono = Attesa
			r.Nota = p.t("bozze.nota.vecchia", "giorno", p.giorno(bozze.Scadenza(b)))
		}
	}
	if r.Apri || r.Togli { // what is being sent, or may exist already, is not to be touched
		p.segnala(&r, b)
	}
	if b.Assistito.DaVerificare {
		chiave := "bozze.nota.da-copia"
		if b.Assistito.AMano() {
			chiave = "bozze.nota.da-verificare"
		}
		r.Nota = strings.TrimSpace(p.t(chiave) + " " + r.Nota)
	}
	return r
}

// segnala flags a draft whose exemption or diagnosis is no longer what the
// catalogue of today says. The draft itself stays as it was written.
func (p *Presenter) segnala(r *Riga, b esenpat.Bozza) {
	c := p.p.Catalogo.ConfrontaBozza(b.Dati, esenpat.DataDi(p.p.Adesso()))
	avvisi := nuovocertificato.AvvisiVoci(p.p.Testi, b.Dati, c)
	if len(avvisi) == 0 {
		return
	}
	r.Nota = strings.TrimSpace(strings.Join(avvisi, " ") + " " + r.Nota)
	if r.Tono == Neutro {
		r.Tono = Attesa
	}
	if c.DaRivedere() && b.Stato == esenpat.BozzaAperta {
		r.Stato = p.t("bozze.stato.codice-superato")
	}
}

// mancano is how long it is until quando, in minutes and seconds; while it is in
// the future the list counts them.
func (p *Presenter) mancano(quando time.Time) string {
	d := max(quando.Sub(p.p.Adesso()), 0).Round(time.Second)
	p.conta = p.conta || d > 0
	return fmt.Sprintf("%d:%02d", d/time.Minute, d%time.Minute/time.Second)
}

// rigaInCoda says what the queue does with a draft.
func (p *Presenter) rigaInCoda(r *Riga, b esenpat.Bozza) {
	v := p.p.Coda.Voce(b.ID)
	r.Stato, r.Tono, r.Apri = p.t("bozze.stato.in-coda"), Attesa, false
	r.Riprova, r.Togli, r.Elimina = !v.InCorso, !v.InCorso, false
	switch {
	case v.InCorso:
		r.Stato, r.Nota = p.t("bozze.stato.invio"), p.t("bozze.nota.invio")
	case v.Incerto || b.Motivo.Codice != "":
		// What may exist already is not taken out by a careless press.
		r.Stato, r.Nota, r.Togli = p.t("bozze.stato.esito-da-verificare"), p.t("bozze.nota.esito-da-verificare"), false
	case p.p.Coda.InPausa():
		r.Nota = p.t("bozze.nota.pausa")
	case v.Motivo != nil:
		r.Nota = p.t("bozze.nota.riprova", "motivo", avviso.Di(p.p.Testi, v.Motivo).Titolo, "ora", v.Prossimo.In(p.p.Adesso().Location()).Format("15:04:05"), "tra", p.mancano(v.Prossimo))
	default:
		r.Nota = p.t("bozze.nota.attende")
	}
}

// motivo is why the doctor must look at a draft again.
func (p *Presenter) motivo(m esenpat.Motivo) string {
	if m.Codice == "" {
		return m.Testo
	}
	err := esenpat.NewError(esenpat.Conflict, m.Codice, "present.bozze").With("numero", m.Testo).With("codice", "")
	err.Dettaglio = m.Testo
	a := avviso.Di(p.p.Testi, err)
	return strings.Join(strings.Fields(a.Titolo+" "+a.Causa+" "+a.Rimedio), " ")
}

func (p *Presenter) passo(b esenpat.Bozza) string {
	return p.t("bozze.passo." + cmp.Or(b.Passo, "assistito"))
}

func (p *Presenter) codice(b esenpat.Bozza) string {
	return cmp.Or(b.Dati.Esenzione.Codice, p.t("bozze.senza-codice"))
}

func (p *Presenter) quando(t time.Time) string {
	return t.In(p.p.Adesso().Location()).Format("02/01/2006 15:04:05")
}

func (p *Presenter) giorno(t time.Time) string {
	return t.In(p.p.Adesso().Location()).Format("02/01/2006")
}
