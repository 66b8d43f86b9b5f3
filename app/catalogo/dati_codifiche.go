package catalogo

import (
	"encoding/json"
	"io/fs"
	"regexp"

	"github.com/esenpat/esenpat-desktop/app/codifica"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

func (d *Dati) leggiRegole(fsys fs.FS) error {
	b, err := fs.ReadFile(fsys, fileRegole)
	if err != nil {
		return esenpat.NewError(esenpat.Storage, "catalogo.file-mancante", "catalogo.Leggi").With("file", fileRegole).Because(err)
	}
	if d.Regole, err = codifica.Leggi(b); err != nil {
		return err
	}
	if b, err = fs.ReadFile(fsys, fileRegole329); err != nil {
		return esenpat.NewError(esenpat.Storage, "catalogo.file-mancante", "catalogo.Leggi").With("file", fileRegole329).Because(err)
	}
	var f struct{ Regole []Regola329 }
	if err = json.Unmarshal(b, &f); err != nil || len(f.Regole) == 0 {
		return esenpat.NewError(esenpat.Invalid, "catalogo.json-forma", "catalogo.Leggi").With("file", fileRegole329).Because(err)
	}
	d.Regole329 = f.Regole
	return nil
}

func (d *Dati) leggiNazionale(l *lettore) {
	righe := l.tabella(fileNazionale, []string{"codice"}, "row", "codice_gruppo", "gruppo", "codice", "descrizione", "riferimento_normativo", "compilatore")
	for _, r := range righe {
		d.Voci = append(d.Voci, Voce{
			Codifica: esenpat.CodificaNazionale, Codice: r.Testo("codice"), Riga: r.Testo("row"), CodiceGruppo: r.Testo("codice_gruppo"),
			Gruppo: r.Testo("gruppo"), Descrizione: r.Testo("descrizione"), Riferimento: r.Testo("riferimento_normativo"),
			Compilatore: r.Testo("compilatore"), Verificata: true,
		})
	}
}

func (d *Dati) leggiVeneto(l *lettore) {
	note := map[string]string{}
	for _, r := range l.tabella(fileVenetoNote, []string{"nota"}, "nota", "testo") {
		note[r.Testo("nota")] = r.Testo("testo")
	}
	rinvio := regexp.MustCompile(`Vedi Nota \(([^)]+)\)`)
	righe := l.tabella(fileVeneto, []string{"codice"}, "codice", "codice_a", "descrizione", "riferimento_normativo",
		"farmaceutica_incaricato", "specialistica_incaricato", "note", "valida_da", "valida_fino")
	var croniche Voce
	for _, r := range righe {
		v := Voce{
			Codifica: esenpat.CodificaVeneto, Codice: r.Testo("codice"), Descrizione: r.Testo("descrizione"), Riferimento: r.Testo("riferimento_normativo"),
			Farmaceutica: new(r.Testo("farmaceutica_incaricato")), Specialistica: new(r.Testo("specialistica_incaricato")),
			ValidaDa: data(&l.errori, r, "valida_da"), ValidaFino: data(&l.errori, r, "valida_fino"), Verificata: true,
		}
		if a := r.Testo("codice_a"); a != "" {
			v.Codice += "-" + a
		}
		if n := r.Testo("note"); n != "" {
			v.Note = append(v.Note, Nota{Testo: n})
			if m := rinvio.FindStringSubmatch(n); m != nil {
				v.Note = append(v.Note, Nota{m[1], note[m[1]]})
			}
		}
		if v.Codice == "001-056" {
			croniche = v
		}
		d.Voci = append(d.Voci, v)
	}
	d.leggiCombinazioni(l, croniche)
}

// leggiCombinazioni adds the single codes of note (*): they follow the rules of
// the chronic conditions they join.
func (d *Dati) leggiCombinazioni(l *lettore, croniche Voce) {
	righe := l.tabella(fileVenetoComb, []string{"codice_unico"}, "codice_unico", "codice_1", "descrizione_1", "codice_2", "descrizione_2")
	for _, r := range righe {
		c := Combinazione{r.Testo("codice_unico"), r.Testo("codice_1"), r.Testo("descrizione_1"), r.Testo("codice_2"), r.Testo("descrizione_2")}
		d.Combinazioni = append(d.Combinazioni, c)
		v := croniche
		v.Codice, v.Descrizione = c.Codice, c.DescrizionePrimo+" + "+c.DescrizioneSecondo
		d.Voci = append(d.Voci, v)
	}
}

func (d *Dati) leggiSicilia(l *lettore) {
	note := map[string]string{}
	for _, r := range l.tabella(fileSiciliaNote, []string{"nota"}, "nota", "testo") {
		note[r.Testo("nota")] = r.Testo("testo")
	}
	righe := l.tabella(fileSicilia, []string{"codice_completo"}, "riga", "codice", "codice_completo", "descrizione", "riferimento_normativo",
		"ticket_prestazioni", "ticket_farmaci", "nota", "gruppo", "valida_fino")
	for _, r := range righe {
		v := Voce{
			Codifica: esenpat.CodificaSicilia, Codice: r.Testo("codice_completo"), Riga: r.Testo("riga"), CodiceGruppo: r.Testo("codice"),
			Gruppo: r.Testo("gruppo"), Descrizione: r.Testo("descrizione"), Riferimento: r.Testo("riferimento_normativo"),
			ValidaFino: data(&l.errori, r, "valida_fino"), Verificata: true,
		}
		if t := r.Testo("ticket_prestazioni"); t != "" {
			v.TicketPrestazioni = &t
		}
		if t := r.Testo("ticket_farmaci"); t != "" {
			v.TicketFarmaci = &t
		}
		if n := r.Testo("nota"); n != "" {
			v.Note = append(v.Note, Nota{n, note[n]})
		}
		d.Voci = append(d.Voci, v)
	}
}

func (d *Dati) leggiDM329(l *lettore) {
	const allegato = "D.M. 28 maggio 1999, n. 329, allegato 1"
	for _, r := range l.tabella(fileCondizioni, []string{"codice"}, "codice", "descrizione", "in_tabella_c", "in_tabella_d") {
		v := Voce{Codifica: esenpat.CodificaDM329, Codice: r.Testo("codice"), Descrizione: r.Testo("descrizione"), Riferimento: allegato, Verificata: true}
		if booleano(&l.errori, r, "in_tabella_c") {
			v.Tabelle = "C"
		}
		if booleano(&l.errori, r, "in_tabella_d") {
			v.Tabelle += "D"
		}
		d.Voci = append(d.Voci, v)
	}
	for _, r := range l.tabella(fileAggiorna, []string{"codice"}, "codice", "descrizione", "fonte", "verificata", "fonte_verifica", "nota") {
		d.Voci = append(d.Voci, Voce{
			Codifica: esenpat.CodificaDM329, Codice: r.Testo("codice"), Descrizione: r.Testo("descrizione"), Riferimento: r.Testo("fonte"),
			Fonte: r.Testo("fonte_verifica"), Verificata: booleano(&l.errori, r, "verificata"), Note: []Nota{{Testo: r.Testo("nota")}},
		})
	}
	d.Variazioni = map[string]Variazione{}
	righe := l.tabella(fileVariazioni, []string{"codice"}, "codice", "tipo", "codici_sostitutivi", "fonte", "verificata", "nota", "atto_data")
	for _, r := range righe {
		d.Variazioni[r.Testo("codice")] = Variazione{
			r.Testo("codice"), r.Testo("tipo"), r.Lista("codici_sostitutivi"), r.Testo("fonte"), booleano(&l.errori, r, "verificata"),
			r.Testo("nota"), data(&l.errori, r, "atto_data"),
		}
	}
	d.leggiTabellaB(l)
	d.leggiSottocodici(l)
}

// leggiTabellaB adds the diseases of table B: they are found by their names and
// answer with what the directive says of them.
func (d *Dati) leggiTabellaB(l *lettore) {
	for _, r := range l.tabella(fileTabellaB, []string{"malattia"}, "ordine", "malattia", "atto_poi_emanato", "atto_data") {
		m := MalattiaB{Nome: r.Testo("malattia"), Atto: r.Testo("atto_poi_emanato"), Fino: data(&l.errori, r, "atto_data")}
		d.TabellaB = append(d.TabellaB, m)
		d.Voci = append(d.Voci, Voce{
			Codifica: esenpat.CodificaDM329, Codice: "Tab. B/" + r.Testo("ordine"), Descrizione: m.Nome, Gruppo: "Tabella B",
			Riferimento: "D.M. 1 febbraio 1991, art. 3", Tabelle: TabellaB, Verificata: true,
		})
	}
}

// leggiSottocodici adds the sub-codes of 002 and 031: the Veneto ones to that
// coding, the four-character ones to Sicilia and to the chronic list, where the
// variations of 1999 codes name them.
func (d *Dati) leggiSottocodici(l *lettore) {
	for _, r := range l.tabella(fileSottocodici, []string{"codice"}, "codice_padre", "codice", "descrizione", "fonte") {
		codice, padre := r.Testo("codice"), r.Testo("codice_padre")
		c, modello := esenpat.CodificaVeneto, "001-056"
		if len(codice) == 4 {
			c, modello = esenpat.CodificaSicilia, "0NN"
		}
		for _, m := range d.Voci {
			if m.Codifica == c && m.Codice == modello {
				m.Codice, m.Descrizione = codice, r.Testo("descrizione")
				d.Voci = append(d.Voci, m)
				break
			}
		}
		if c == esenpat.CodificaSicilia {
			v := d.Variazioni[padre]
			d.Voci = append(d.Voci, Voce{
				Codifica: esenpat.CodificaDM329, Codice: codice, Descrizione: r.Testo("descrizione"), Riferimento: v.Fonte, Fonte: r.Testo("fonte"),
				Verificata: v.Verificata, Note: []Nota{{Testo: v.Nota}},
			})
		}
	}
}
