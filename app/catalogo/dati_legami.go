package catalogo

import (
	"strings"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// Equivalenza says how far two codes of different codings mean the same.
type Equivalenza string

// Kinds of equivalence, from the strongest to none.
const (
	Esatta    Equivalenza = "esatta"
	Accorpata Equivalenza = "accorpata"
	Parziale  Equivalenza = "parziale"
	Nessuna   Equivalenza = "nessuna"
)

func regionali() []esenpat.Codifica {
	return []esenpat.Codifica{esenpat.CodificaNazionale, esenpat.CodificaVeneto, esenpat.CodificaSicilia}
}

// Coppia returns the equivalence stated for the pair a, b in either order; it
// is empty where one of the two has no code.
func (c Corrispondenza) Coppia(a, b esenpat.Codifica) Equivalenza {
	if e := c.coppie[string(a)+"_"+string(b)]; e != "" {
		return e
	}
	return c.coppie[string(b)+"_"+string(a)]
}

func (d *Dati) leggiLegami(l *lettore) {
	d.leggiCrosswalk(l)
	d.leggiFalsiAmici(l)
	d.leggiLimiti(l)
}

func (d *Dati) leggiCrosswalk(l *lettore) {
	righe := l.tabella(fileCrosswalk, []string{"concetto"}, "concetto", "nazionale", "veneto", "sicilia", "note",
		"eq_nazionale_veneto", "eq_nazionale_sicilia", "eq_veneto_sicilia")
	for _, r := range righe {
		c := Corrispondenza{Concetto: r.Testo("concetto"), Note: r.Testo("note"), Codici: map[esenpat.Codifica]string{}, coppie: map[string]Equivalenza{}}
		for _, k := range regionali() {
			if v := r.Testo(string(k)); v != "" {
				c.Codici[k] = v
			}
		}
		for _, p := range []string{"nazionale_veneto", "nazionale_sicilia", "veneto_sicilia"} {
			if v := uno(&l.errori, r, "eq_"+p, "", "esatta", "accorpata", "parziale"); v != "" {
				c.coppie[p] = Equivalenza(v)
			}
		}
		d.Crosswalk = append(d.Crosswalk, c)
	}
}

func (d *Dati) leggiFalsiAmici(l *lettore) {
	d.FalsiAmici = map[string]FalsoAmico{}
	for _, r := range l.tabella(fileFalsiAmici, []string{"codice"}, "codice", "nazionale", "veneto", "sicilia", "nota") {
		f := FalsoAmico{Codice: r.Testo("codice"), Nota: r.Testo("nota"), Sensi: map[esenpat.Codifica]string{}}
		for _, k := range regionali() {
			if v := r.Testo(string(k)); v != "" {
				f.Sensi[k] = v
				f.Codifiche = append(f.Codifiche, k)
			}
		}
		d.FalsiAmici[f.Codice] = f
	}
}

// leggiLimiti reads the time limits and what the texts ask of the person.
func (d *Dati) leggiLimiti(l *lettore) {
	for _, r := range l.tabella(fileValidita, []string{"codifica", "codice"}, "codifica", "codice", "ambito", "valida_da", "valida_fino", "testo_seme") {
		d.aggiungiLimite(esenpat.Codifica(r.Testo("codifica")), r.Testo("codice"), Limite{
			Ambito: r.Testo("ambito"), Intero: strings.HasPrefix(r.Testo("ambito"), "intero codice"), Frase: r.Testo("testo_seme"),
			Da: data(&l.errori, r, "valida_da"), Fino: data(&l.errori, r, "valida_fino"),
		})
	}
	for _, r := range l.tabella(filePersona, []string{"codifica", "codice", "tipo"}, "codifica", "codice", "tipo", "valore", "frase") {
		c, codice := esenpat.Codifica(r.Testo("codifica")), r.Testo("codice")
		for i := range d.Voci {
			if v := &d.Voci[i]; v.Codifica == c && v.Codice == codice {
				v.Condizioni = append(v.Condizioni, Condizione{r.Testo("tipo"), r.Testo("valore"), r.Testo("frase")})
			}
		}
	}
}

func (d *Dati) aggiungiLimite(c esenpat.Codifica, codice string, l Limite) {
	for i := range d.Voci {
		v := &d.Voci[i]
		if v.Codifica != c || v.Codice != codice {
			continue
		}
		v.Limiti = append(v.Limiti, l)
		if l.Intero {
			v.ValidaDa, v.ValidaFino = l.Da, l.Fino
		}
	}
}

func (d *Dati) leggiProve(l *lettore) {
	d.testi = map[chiave]testoIntero{}
	for _, r := range l.tabella(fileTesti, []string{"codifica", "codice"}, "codifica", "riga", "codice", "testo", "posizione") {
		d.testi[chiave{esenpat.Codifica(r.Testo("codifica")), r.Testo("codice")}] = testoIntero{r.Testo("riga"), r.Testo("testo"), r.Testo("posizione")}
	}
	for _, r := range l.tabella(fileAnomalie, []string{"id"}, "id", "file", "chiave", "campo", "testo_seme", "valore", "applicata", "motivo") {
		d.Anomalie = append(d.Anomalie, Anomalia{
			r.Testo("id"), r.Testo("file"), r.Testo("chiave"), r.Testo("campo"), r.Testo("testo_seme"), r.Testo("valore"), r.Testo("motivo"),
			booleano(&l.errori, r, "applicata"),
		})
	}
}
