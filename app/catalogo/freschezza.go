package catalogo

import (
	"context"
	"hash/fnv"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// Remoto is the regional backend's side of the catalogues. Both calls are reads
// and may be repeated; a cancelled context leaves nothing behind.
type Remoto interface {
	// Catalogo returns a whole catalogue. With the ETag of the copy in hand it
	// returns nuovo=false when that is still the current one (304).
	Catalogo(ctx context.Context, nome, etag string) (c RemotoCompleto, nuovo bool, err error)
	// Variazioni returns what changed since a version; NotFound with the code
	// "catalogo.cursore-scaduto" (410) asks for the whole catalogue instead.
	Variazioni(ctx context.Context, nome, daVersione string) (RemotoVariazioni, error)
}

// RemotoCompleto is a catalogue as delivered.
type RemotoCompleto struct {
	Versione  esenpat.VersioneCatalogo
	Esenzioni []esenpat.VoceEsenzione
	Diagnosi  []esenpat.VoceDiagnosi
}

// RemotoVariazioni is a delta: entries to add or replace, codes to remove.
type RemotoVariazioni struct {
	RemotoCompleto
	Rimossi []string
	Altri   bool // more to ask for
}

// Archivio keeps catalogues on this workstation. Salva is one transaction: on
// any error the copy that was there stays.
type Archivio interface {
	Salva(ctx context.Context, i *Importazione) error
	Importazioni(ctx context.Context) ([]*Importazione, error)
}

// Ritardo returns how long a workstation waits before it asks for catalogues:
// always the same for the same workstation, spread evenly over finestra, so
// that ten thousand of them do not ask in the same minute.
func Ritardo(postazione string, finestra time.Duration) time.Duration {
	if finestra <= 0 {
		return 0
	}
	h := fnv.New64a()
	_, _ = h.Write([]byte(postazione)) // a hash never fails to write
	return time.Duration(h.Sum64() % uint64(finestra))
}

// StatoVoceBozza says how the entry that a draft carries stands today.
type StatoVoceBozza string

// States of the entry of a draft. Whatever it is, the draft is flagged and
// never changed.
const (
	VoceAttuale    StatoVoceBozza = "attuale"
	VoceTerminata  StatoVoceBozza = "terminata"  // ended or replaced
	VoceRimossa    StatoVoceBozza = "rimossa"    // no longer in the catalogue
	VoceModificata StatoVoceBozza = "modificata" // same code, other words
)

// ConfrontaBozza compares the exemption that a draft carries with today's
// catalogue.
func (c *Certificabili) ConfrontaBozza(e esenpat.VoceEsenzione, al esenpat.Data) StatoVoceBozza {
	v, ok := c.Esenzione(e.Codice)
	switch {
	case !ok:
		return VoceRimossa
	case !v.offribile(v.Tipologia, c.giorno(al)):
		return VoceTerminata
	case v.Descrizione != e.Descrizione:
		return VoceModificata
	}
	return VoceAttuale
}

// DaRemoto turns a delivered catalogue into what Certificabili holds. All that
// the backend delivers may be offered, within its dates.
func DaRemoto(r RemotoCompleto) DatiCertificabili {
	d := DatiCertificabili{Versione: r.Versione.Versione, Diagnosi: r.Diagnosi}
	for _, e := range r.Esenzioni {
		d.Esenzioni = append(d.Esenzioni, VoceCertificabile{VoceEsenzione: e, Offerta: true, Verificata: true, Fonte: r.Versione.Nome})
	}
	return d
}
