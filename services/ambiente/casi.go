package ambiente

import "github.com/esenpat/esenpat-desktop/app/esenpat"

// CodiceFiscaleDi returns the fiscal code of the first invented patient who
// serves a case of the registry ("prova-adulto", "deceduto", …; the list is in
// mondo/dati), for `prova` and for tests.
func (a *Ambiente) CodiceFiscaleDi(caso string) (esenpat.CodiceFiscale, bool) {
	for _, x := range a.s.mondo.Assistiti {
		if x.Caso == caso {
			return x.CodiceFiscale, true
		}
	}
	return "", false
}
