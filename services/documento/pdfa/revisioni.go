package pdfa

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
)

// SoloFirme compares two revisions of one PDF and names what a reader would see
// differently, or attached files that are not the same; "" when the newer one
// only adds signatures and what belongs to them. An error means that one of the
// two cannot be read, or is too large to compare.
//
// A signature over an earlier revision says nothing of what came later: a page
// may be replaced and the file signed again by somebody else.
func SoloFirme(prima, dopo []byte) (cosa string, err error) {
	a, err := apri(prima)
	if err != nil {
		return "", err
	}
	b, err := apri(dopo)
	if err != nil {
		return "", err
	}
	r := revisioni{a: a, b: b, viste: map[[2]int]bool{}}
	vecchio, okA := a.risolvi(a.trailer["Root"]).(diz)
	nuovo, okB := b.risolvi(b.trailer["Root"]).(diz)
	if !okA || !okB {
		return "", errors.New("pdfa: no catalogue")
	}
	cosa = r.catalogo(vecchio, nuovo)
	if a.letti > maxLetti || b.letti > maxLetti || r.troppo {
		return "", errors.New("pdfa: too much to compare")
	}
	return cosa, nil
}

// maxDiscesa bounds references that follow one another.
const maxDiscesa = 5000

type revisioni struct {
	a, b    *file
	viste   map[[2]int]bool // pairs of objects compared, or being compared
	discesa int
	troppo  bool
}

// catalogo compares everything but what signatures add: the form is looked at
// on its own, metadata and validation data are never drawn.
func (r *revisioni) catalogo(x, y diz) string {
	if k := r.diverse(x, y, "AcroForm", "DSS", "Extensions", "Version", "Metadata", "Perms"); k != "" {
		return "/" + k
	}
	fx, _ := r.a.risolvi(x["AcroForm"]).(diz)
	fy, _ := r.b.risolvi(y["AcroForm"]).(diz)
	if k := r.diverse(fx, fy, "Fields", "SigFlags", "DR", "DA"); k != "" {
		return "/AcroForm/" + k
	}
	if !r.conFirme(fx["Fields"], fy["Fields"]) {
		return "/AcroForm/Fields"
	}
	return ""
}

// diverse returns the first key, of those that count, with another value.
func (r *revisioni) diverse(x, y diz, tranne ...string) string {
	var chiavi []string
	for k := range x {
		chiavi = append(chiavi, k)
	}
	for k := range y {
		if _, c := x[k]; !c {
			chiavi = append(chiavi, k)
		}
	}
	slices.Sort(chiavi)
	for _, k := range chiavi {
		if !slices.Contains(tranne, k) && !r.uguali(x[k], y[k]) {
			return k
		}
	}
	return ""
}

// uguali compares two values with all that they refer to.
func (r *revisioni) uguali(x, y any) bool {
	if r.gia(x, y) {
		return true
	}
	if r.discesa++; r.discesa > maxDiscesa {
		r.troppo = true
		return false
	}
	defer func() { r.discesa-- }()
	x, y = r.a.risolvi(x), r.b.risolvi(y)
	switch v := x.(type) {
	case diz:
		w, ok := y.(diz)
		return ok && r.dizionari(v, w)
	case flusso:
		w, ok := y.(flusso)
		return ok && bytes.Equal(v.dati, w.dati) && r.diverse(v.diz, w.diz) == ""
	case []any:
		w, ok := y.([]any)
		return ok && len(v) == len(w) && r.primi(v, w)
	default:
		return foglia(x, y)
	}
}

// foglia compares numbers, names, strings, truth values, nothing.
func foglia(x, y any) bool {
	if v, ok := x.([]byte); ok {
		w, ok := y.([]byte)
		return ok && bytes.Equal(v, w)
	}
	return fmt.Sprintf("%T %v", x, x) == fmt.Sprintf("%T %v", y, y)
}

// gia reports whether x and y refer to two objects that are compared already,
// or are being compared: objects may lead back to one another.
func (r *revisioni) gia(x, y any) bool {
	rx, okX := x.(rif)
	ry, okY := y.(rif)
	if !okX || !okY {
		return false
	}
	paio := [2]int{rx.n, ry.n}
	gia := r.viste[paio]
	r.viste[paio] = true
	return gia
}

// primi compares the elements of v with the first ones of w.
func (r *revisioni) primi(v, w []any) bool {
	for i := range v {
		if !r.uguali(v[i], w[i]) {
			return false
		}
	}
	return true
}

func (r *revisioni) dizionari(x, y diz) bool {
	switch {
	case x["Type"] == nome("Page") && y["Type"] == nome("Page"):
		return r.diverse(x, y, "Annots") == "" && r.conFirme(x["Annots"], y["Annots"])
	case x["FT"] == nome("Sig") && y["FT"] == nome("Sig") && x["V"] == nil: // it was there to be signed
		return r.diverse(x, y, "V", "AP", "M", "F", "Lock") == ""
	}
	return r.diverse(x, y) == ""
}

// conFirme reports whether the list y is the list x and, after it, fields of
// signatures.
func (r *revisioni) conFirme(x, y any) bool {
	v, _ := r.a.risolvi(x).([]any)
	w, _ := r.b.risolvi(y).([]any)
	if len(w) < len(v) || !r.primi(v, w) {
		return false
	}
	for _, campo := range w[len(v):] {
		d, _ := r.b.risolvi(campo).(diz)
		if d["FT"] != nome("Sig") {
			sopra, _ := r.b.risolvi(d["Parent"]).(diz)
			if sopra["FT"] != nome("Sig") {
				return false
			}
		}
	}
	return true
}
