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
	s := &scrittore{t: t}
	s.b.WriteString(t.T("diagnostica.intestazione", "quando", r.Generata.Format("02/01/2006 15:04:05")) + "\n")
	s.computer(r)
	s.dati(r)
	s.titolo("diagnostica.connessione")
	s.riga(t.T("diagnostica.verso"), strings.TrimSpace(r.Connessione.Ambiente+" "+r.Connessione.Host))
	for _, p := range r.Connessione.Passi {
		s.riga(p.Nome, strings.TrimSpace(s.esito(p.Controllo)+" "+p.Dettaglio))
	}
	s.voce("diagnostica.controllo", s.esito(r.Connessione.Controllo))
	s.titolo("diagnostica.impostazioni")
	i := r.Impostazioni
	s.voce("diagnostica.aspetto", i.Tema+" "+i.Scala+"%")
	s.voce("diagnostica.blocco", i.MinutiBlocco+" min")
	s.voce("diagnostica.registro", i.LivelloDiario)
	return s.b.String()
}

type scrittore struct {
	t Testi
	b strings.Builder
}

func (s *scrittore) titolo(chiave string)       { s.b.WriteString("\n" + s.t.T(chiave) + "\n") }
func (s *scrittore) riga(nome, valore string)   { s.b.WriteString("  " + nome + ": " + valore + "\n") }
func (s *scrittore) voce(chiave, valore string) { s.riga(s.t.T(chiave), valore) }

func (s *scrittore) esito(c Controllo) string {
	testo := s.t.T("diagnostica.esito."+c.Esito) + " (" + strconv.FormatInt(c.Millisecondi, 10) + " ms)"
	if c.Codice != "" {
		testo += " " + s.t.T("errore."+c.Codice+".titolo") + " [" + c.Codice + "]"
	}
	return testo
}

func (s *scrittore) computer(r Rapporto) {
	s.titolo("diagnostica.programma")
	s.voce("diagnostica.versione", r.Versioni.Versione+" "+r.Versioni.Commit)
	s.riga("Fyne", r.Versioni.Fyne)
	s.riga("Go", r.Versioni.Go)
	s.voce("diagnostica.schema", strconv.Itoa(r.Versioni.Schema))
	s.titolo("diagnostica.computer")
	s.voce("diagnostica.sistema", r.Sistema.Nome+" "+r.Sistema.Architettura+", "+s.t.T("diagnostica.processori", "n", strconv.Itoa(r.Sistema.Processori)))
	s.voce("diagnostica.fuso", r.Sistema.Fuso)
	s.riga("Proxy", r.Sistema.Proxy)
	s.riga("OpenGL", s.esito(r.Schermo.Controllo))
	s.voce("diagnostica.portachiavi", s.esito(r.Portachiavi.Controllo))
}

func (s *scrittore) dati(r Rapporto) {
	n := strconv.Itoa
	s.titolo("diagnostica.archivio")
	s.voce("diagnostica.controllo", s.esito(r.Archivio.Controllo))
	s.voce("diagnostica.schema", n(r.Archivio.Schema))
	s.voce("diagnostica.contenuto", s.t.T("diagnostica.contenuto.righe", "bozze", n(r.Archivio.Bozze), "guaste", n(r.Archivio.BozzeGuaste),
		"atti", n(r.Archivio.Atti), "quarantene", n(r.Archivio.Quarantene)))
	s.titolo("diagnostica.profilo")
	s.voce("diagnostica.controllo", s.esito(r.Profilo.Controllo))
	s.voce("diagnostica.spazio", strconv.FormatInt(r.Profilo.SpazioLibero>>20, 10)+" MB")
	s.voce("diagnostica.aperti", n(r.Profilo.Aperti))
	s.voce("diagnostica.temporanei", n(r.Profilo.Temporanei))
	s.voce("diagnostica.chiavi", n(r.Profilo.Passphrase))
}
