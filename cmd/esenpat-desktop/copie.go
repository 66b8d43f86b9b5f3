package main

import (
	"github.com/esenpat/esenpat-desktop/app/copie"
)

// certificatiConCopie is what the tab «Certificati» reads: the service, or the
// copy of this workstation with its date.
func (l *lavoro) certificatiConCopie() copie.Certificati {
	return copie.NewCertificati(l.s.certificati, copie.New(l.deposito, l.s.accesso, l.ora))
}

// esenzioniConCopie is the same for the tab «Esenzioni».
func (l *lavoro) esenzioniConCopie() copie.Esenzioni {
	return copie.NewEsenzioni(l.s.esenzioni, copie.New(l.deposito, l.s.accesso, l.ora))
}

// prestazioniConCopie are the exempt services of the catalogue, also off line.
func (l *lavoro) prestazioniConCopie() copie.Prestazioni {
	return copie.NewPrestazioni(l.s.client, copie.New(l.deposito, l.s.accesso, l.ora))
}

// assistitiConCopie are the patients of the registry, off line those whose
// record was read here.
func (l *lavoro) assistitiConCopie() copie.Assistiti {
	return copie.NewAssistiti(l.s.assistiti, copie.New(l.deposito, l.s.accesso, l.ora))
}
