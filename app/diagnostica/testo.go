package diagnostica

import (
	"strconv"
	"strings"
)

// Testi looks up a sentence.
type Testi interface {
	T(key string, kv ...string) string
}

// Testo is the report as people read it.
func Testo(t Testi, r Rapporto) string {
	var b strings.Builder
	titolo := func(s string) { b.WriteString("\n" + s + "\n") }
	riga := func(nome, valore string) { b.WriteString("  " + nome + ": " + valore + "\n") }
	n := func(v int) string { return strconv.Itoa(v) }
	esito := func(c Controllo) string {
		s := t.T("diagnostica.esito."+c.Esito) + " (" + strconv.FormatInt(c.Millisecondi, 10) + " ms)"
		if c.Codice != "" {
			s += " " + t.T("errore."+c.Codice+".titolo") + " [" + c.Codice + "]"
		}
		return s
	}
	b.WriteString(t.T("diagnostica.intestazione", "quando", r.Generata.Format("02/01/2006 15:04:05")) + "\n")
	titolo(t.T("diagnostica.programma"))
	riga(t.T("diagnostica.versione"), r.Versioni.Versione+" "+r.Versioni.Commit)
	riga("Fyne", r.Versioni.Fyne)
	riga("Go", r.Versioni.Go)
	riga(t.T("diagnostica.schema"), n(r.Versioni.Schema))
	titolo(t.T("diagnostica.computer"))
	riga(t.T("diagnostica.sistema"), r.Sistema.Nome+" "+r.Sistema.Architettura+", "+t.T("diagnostica.processori", "n", n(r.Sistema.Processori)))
	riga(t.T("diagnostica.fuso"), r.Sistema.Fuso)
	riga("Proxy", r.Sistema.Proxy)
	riga("OpenGL", esito(r.Schermo.Controllo))
	riga(t.T("diagnostica.portachiavi"), esito(r.Portachiavi.Controllo))
	titolo(t.T("diagnostica.archivio"))
	riga(t.T("diagnostica.controllo"), esito(r.Archivio.Controllo))
	riga(t.T("diagnostica.schema"), n(r.Archivio.Schema))
	riga(t.T("diagnostica.contenuto"), t.T("diagnostica.contenuto.righe", "bozze", n(r.Archivio.Bozze), "guaste", n(r.Archivio.BozzeGuaste),
		"atti", n(r.Archivio.Atti), "quarantene", n(r.Archivio.Quarantene)))
	titolo(t.T("diagnostica.profilo"))
	riga(t.T("diagnostica.controllo"), esito(r.Profilo.Controllo))
	riga(t.T("diagnostica.spazio"), strconv.FormatInt(r.Profilo.SpazioLibero>>20, 10)+" MB")
	riga(t.T("diagnostica.aperti"), n(r.Profilo.Aperti))
	riga(t.T("diagnostica.temporanei"), n(r.Profilo.Temporanei))
	riga(t.T("diagnostica.chiavi"), n(r.Profilo.Passphrase))
	titolo(t.T("diagnostica.connessione"))
	dove := r.Connessione.Ambiente
	if r.Connessione.Host != "" {
		dove += " " + r.Connessione.Host
	}
	riga(t.T("diagnostica.verso"), dove)
	for _, p := range r.Connessione.Passi {
		riga(p.Nome, strings.TrimSpace(esito(p.Controllo)+" "+p.Dettaglio))
	}
	riga(t.T("diagnostica.controllo"), esito(r.Connessione.Controllo))
	titolo(t.T("diagnostica.impostazioni"))
	i := r.Impostazioni
	riga(t.T("diagnostica.aspetto"), i.Tema+" "+i.Scala+"%")
	riga(t.T("diagnostica.blocco"), i.MinutiBlocco+" min")
	riga(t.T("diagnostica.registro"), i.LivelloDiario)
	return b.String()
}
