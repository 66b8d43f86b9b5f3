package pades

import (
	"bytes"
	"errors"
	"fmt"

	"github.com/esenpat/esenpat-desktop/services/firma/pdfgrezzo"
)

// maxLivelli bounds the way down the page tree.
const maxLivelli = 32

// primaPagina returns the object number of page 1.
func (a *aggiornamento) primaPagina() (int, error) {
	n, err := a.radice()
	if err != nil {
		return 0, err
	}
	d, err := a.dizionario(n)
	if err != nil {
		return 0, err
	}
	n, ok := pdfgrezzo.Riferimento(d.Valore(a.base, "Pages"))
	for range maxLivelli {
		if !ok {
			return 0, errors.New("pades: page tree not readable")
		}
		if d, err = a.dizionario(n); err != nil {
			return 0, err
		}
		kids := d.Valore(a.base, "Kids")
		if kids == nil {
			return n, nil
		}
		kids = bytes.TrimSpace(bytes.Trim(kids, "[]"))
		if r := bytes.IndexByte(kids, 'R'); r > 0 {
			kids = kids[:r+1]
		}
		n, ok = pdfgrezzo.Riferimento(kids)
	}
	return 0, errors.New("pades: page tree too deep")
}

func (a *aggiornamento) radice() (int, error) {
	n, ok := pdfgrezzo.Riferimento(a.xref.Coda.Valore(a.base, "Root"))
	if !ok {
		return 0, errors.New("pades: no catalogue")
	}
	return n, nil
}

// catalogo adds the field to the form, which it creates for the first
// signature, and returns a field name that is not in use.
func (a *aggiornamento) catalogo(nCampo int) (titolo string, err error) {
	n, err := a.radice()
	if err != nil {
		return "", err
	}
	d, err := a.dizionario(n)
	if err != nil {
		return "", err
	}
	// Counting is enough: the names in use here are only our own.
	titolo = fmt.Sprintf("Firma%d", bytes.Count(a.base, []byte("/ByteRange"))+1)
	modulo, ha := d.Voce("AcroForm")
	if !ha {
		a.oggetto(n, a.conVoci(d, "AcroForm", fmt.Sprintf("<< /Fields [%d 0 R] /SigFlags 3 >>", nCampo)))
		return titolo, nil
	}
	nModulo, indiretto := pdfgrezzo.Riferimento(a.base[modulo.Inizio:modulo.Fine])
	var dm pdfgrezzo.Dizionario
	if indiretto {
		dm, err = a.dizionario(nModulo)
	} else {
		dm, err = pdfgrezzo.LeggiDizionario(a.base, modulo.Inizio, modulo.Fine)
	}
	if err != nil {
		return "", err
	}
	campi, err := a.conRiferimento(dm, "Fields", nCampo)
	if err != nil {
		return "", err
	}
	if indiretto {
		a.oggetto(nModulo, a.conVoci(dm, "Fields", campi, "SigFlags", "3"))
	} else {
		a.oggetto(n, a.conVoci(d, "AcroForm", a.conVoci(dm, "Fields", campi, "SigFlags", "3")))
	}
	return titolo, nil
}

// annotazioni adds the field's widget to the page.
func (a *aggiornamento) annotazioni(pagina, nCampo int) error {
	d, err := a.dizionario(pagina)
	if err != nil {
		return err
	}
	elenco, err := a.conRiferimento(d, "Annots", nCampo)
	if err != nil {
		return err
	}
	a.oggetto(pagina, a.conVoci(d, "Annots", elenco))
	return nil
}

// conRiferimento returns the array under chiave, direct or not, with one more
// reference; an array kept in an object of its own becomes direct.
func (a *aggiornamento) conRiferimento(d pdfgrezzo.Dizionario, chiave string, n int) (string, error) {
	v := d.Valore(a.base, chiave)
	if m, indiretto := pdfgrezzo.Riferimento(v); indiretto {
		inizio, fine, err := a.xref.Oggetto(a.base, m)
		if err != nil {
			return "", err
		}
		v = a.base[inizio:fine]
	}
	if v = bytes.TrimSpace(v); v == nil {
		v = []byte("[]")
	}
	if len(v) < 2 || v[0] != '[' {
		return "", fmt.Errorf("pades: /%s is not an array", chiave)
	}
	return fmt.Sprintf("%s %d 0 R]", v[:len(v)-1], n), nil
}
