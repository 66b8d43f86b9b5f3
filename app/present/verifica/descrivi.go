package verifica

import (
	"strconv"
	"strings"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/fascicolo"
	"github.com/esenpat/esenpat-desktop/app/present/parti"
)

// State returns what is drawn now.
func (p *Presenter) State() State {
	t := p.par.Testi
	s := State{Avviso: p.avviso, Fatto: p.fatto, InPreparare: p.prepara}
	if p.nome != "" {
		s.File = t.T("verifica.file.valore", "nome", p.nome, "byte", parti.Numero(t, p.byte))
	}
	if p.attesa {
		s.Attesa = t.T("verifica.attesa")
	}
	r := p.rapporto
	if r == nil {
		return s
	}
	s.Verificato, s.PuoSalvare, s.Impronta = true, !p.prepara, r.SHA256
	s.Verdetto = Verdetto{
		Stato: r.Verifica.Stato, Titolo: t.T("verifica.stato." + string(r.Verifica.Stato)),
		Spiegazione: t.T("verifica.spiegazione." + string(r.Verifica.Stato)),
	}
	if senzaRevoca(r.Verifica) {
		s.Verdetto.Spiegazione += " " + t.T("verifica.spiegazione.senza-revoca")
	}
	if r.Verifica.Prova {
		s.DiProva = t.T("verifica.prova")
	}
	s.SenzaFirme = len(r.Verifica.Firme) == 0
	for i, f := range r.Verifica.Firme {
		s.Firme = append(s.Firme, p.firma(i+1, len(r.Verifica.Firme), f))
	}
	s.Fascicolo = p.fascicolo(*r)
	return s
}

// senzaRevoca reports whether a good verdict leaves open if a certificate was
// revoked: green must not pass over it (VF-06).
func senzaRevoca(v esenpat.Verifica) bool {
	if v.Stato != esenpat.VerificaValida && v.Stato != esenpat.VerificaValidaAvvisi {
		return false
	}
	for _, f := range v.Firme {
		for _, c := range f.Controlli {
			if c.ID == "revoca" && c.Esito == esenpat.ControlloND {
				return true
			}
		}
	}
	return false
}

func (p *Presenter) firma(n, di int, f esenpat.FirmaVerificata) Firma {
	t := p.par.Testi
	out := Firma{Stato: f.Stato, Parola: t.T("verifica.stato." + string(f.Stato))}
	if di > 1 {
		out.Titolo = t.T("verifica.firma", "n", strconv.Itoa(n), "totale", strconv.Itoa(di))
	}
	if f.Prova {
		out.Prova = t.T("verifica.ambiente-di-prova")
	}
	livello := ""
	if f.Livello != "" {
		livello = t.T("verifica.livello." + f.Livello)
	}
	for _, r := range []parti.Riga{
		{Etichetta: t.T("verifica.firmatario"), Valore: f.Firmatario},
		{Etichetta: t.T("verifica.codice_fiscale"), Valore: f.CodiceFiscale},
		{Etichetta: t.T("verifica.emittente"), Valore: f.Emittente},
		{Etichetta: t.T("verifica.data"), Valore: p.quando(f)},
		{Etichetta: t.T("verifica.livello"), Valore: livello},
	} {
		if r.Valore != "" {
			out.Righe = append(out.Righe, r)
		}
	}
	for _, c := range f.Controlli {
		out.Controlli = append(out.Controlli, Controllo{Esito: c.Esito, Parola: t.T("verifica.esito." + string(c.Esito)), Testo: t.T(c.Testo), Valore: c.Valore})
	}
	return out
}

// quando is never a bare date: it says who answers for it.
func (p *Presenter) quando(f esenpat.FirmaVerificata) string {
	t := p.par.Testi
	if f.Data.IsZero() {
		return t.T("verifica.data.manca")
	}
	data := f.Data.In(p.par.Adesso().Location()).Format("02/01/2006 15:04:05")
	if f.DataGarantita {
		return t.T("verifica.data.garantita", "data", data)
	}
	return t.T("verifica.data.dichiarata", "data", data)
}

func (p *Presenter) fascicolo(r esenpat.RapportoVerifica) Fascicolo {
	t := p.par.Testi
	out := Fascicolo{Presente: len(r.Fascicolo) > 0, Confrontato: r.Confrontato}
	n := fascicolo.Diversi(r.Fascicolo)
	out.Diverso = n > 0
	switch {
	case r.SenzaFascicolo == "pdf.senza-cda":
		out.Frase = t.T("verifica.fascicolo.assente")
	case !out.Presente:
		out.Frase = t.T("verifica.fascicolo.illeggibile")
	case !r.Confrontato:
		out.Frase = t.T("verifica.fascicolo.non-confrontato")
	case out.Diverso:
		out.Frase = t.T("verifica.fascicolo.diverso", "n", strconv.Itoa(n))
	default:
		out.Frase = t.T("verifica.fascicolo.uguale")
	}
	for _, v := range r.Fascicolo {
		out.Voci = append(out.Voci, Voce{Nome: t.T("fascicolo.voce." + v.Campo), Valore: v.Valore, Esito: v.Esito, Parola: t.T("verifica.pagine." + string(v.Esito))})
	}
	return out
}

// dettagli is what «Copia dettagli» copies: signatures and checks, nothing of
// what the certificate says of the patient.
func dettagli(s State) string {
	var b strings.Builder
	riga := func(pezzi ...string) {
		var pieni []string
		for _, x := range pezzi {
			if x != "" {
				pieni = append(pieni, x)
			}
		}
		b.WriteString(strings.Join(pieni, " · ") + "\n")
	}
	riga(s.Verdetto.Titolo, s.DiProva)
	riga("SHA-256 " + s.Impronta)
	for _, f := range s.Firme {
		riga(f.Titolo, f.Parola, f.Prova)
		for _, r := range f.Righe {
			riga(r.Etichetta + ": " + r.Valore)
		}
		for _, c := range f.Controlli {
			riga("["+c.Parola+"]", c.Testo, c.Valore)
		}
	}
	return b.String()
}
