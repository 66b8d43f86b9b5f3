package certificati_test

import (
	"context"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// What stands on the workstation: generator, reader, verifier, drafts, key ring
// and the list of pending acts.

func (s *servizio) Genera(_ context.Context, c esenpat.ContenutoCertificato) (esenpat.DocumentoCertificato, error) {
	s.generati = append(s.generati, c)
	return esenpat.DocumentoCertificato{PDF: []byte("%PDF-bozza")}, nil
}

func (s *servizio) Contenuto(context.Context, []byte) (esenpat.ContenutoCertificato, error) {
	c := s.nelCDA
	c.Dati = s.cda
	return c, nil
}

func (s *servizio) ContenutoConforme(esenpat.ContenutoCertificato) error { return s.bozzaRotta }

func (s *servizio) DocumentoConforme([]byte) error { return s.pdfRotto }

func (s *servizio) Verifica(context.Context, []byte) (esenpat.Verifica, error) {
	return s.verifica, nil
}

func (s *servizio) SalvaBozza(_ context.Context, _ string, b esenpat.Bozza) error {
	if s.salva == nil {
		s.bozze[b.ID] = b
		s.salvate = append(s.salvate, b)
	}
	return s.salva
}

func (s *servizio) Bozza(_ context.Context, _, id string) (esenpat.Bozza, error) {
	b, ok := s.bozze[id]
	if !ok {
		return b, esenpat.NewError(esenpat.NotFound, "bozza.non-trovata", "finto")
	}
	return b, nil
}

func (s *servizio) EliminaBozza(_ context.Context, _, id string) error {
	delete(s.bozze, id)
	return nil
}

func (s *servizio) Corrente() (esenpat.Sessione, bool) {
	return esenpat.Sessione{Utente: esenpat.Utente{CodiceFiscale: medico}, Prova: true}, !s.uscito
}

func (s *servizio) Get(_ context.Context, service, user string) (string, error) {
	v, ok := s.chiavi[service+"|"+user]
	if !ok {
		return "", esenpat.NewError(esenpat.NotFound, "keyring.voce-assente", "finto")
	}
	return v, nil
}

func (s *servizio) Set(_ context.Context, service, user, v string) error {
	s.chiavi[service+"|"+user] = v
	return nil
}

func (s *servizio) Delete(_ context.Context, service, user string) error {
	if _, ok := s.chiavi[service+"|"+user]; !ok {
		return esenpat.NewError(esenpat.NotFound, "keyring.voce-assente", "finto")
	}
	delete(s.chiavi, service+"|"+user)
	return nil
}

func (s *servizio) Annota(_ context.Context, a esenpat.AttoInSospeso) error {
	s.sospesi = append(s.sospesi, a)
	return nil
}

func (s *servizio) Risolvi(_ context.Context, chiave string) error {
	for i, a := range s.sospesi {
		if a.Chiave == chiave {
			s.sospesi = append(s.sospesi[:i:i], s.sospesi[i+1:]...)
		}
	}
	return nil
}

func (s *servizio) Elenco(context.Context, string) ([]esenpat.AttoInSospeso, error) {
	return s.sospesi, nil
}
