package regione

import (
	"context"
	"net/http"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

type catalogoSintesiDTO struct {
	Nome         string    `json:"nome"`
	Versione     string    `json:"versione"`
	ETag         string    `json:"etag"`
	Elementi     int       `json:"elementi"`
	AggiornatoIl time.Time `json:"aggiornato_il"`
}

func (d catalogoSintesiDTO) manca() string { return vuoto("nome", d.Nome, "versione", d.Versione) }

func (d catalogoSintesiDTO) versione() esenpat.VersioneCatalogo {
	return esenpat.VersioneCatalogo{Nome: d.Nome, Versione: d.Versione, ETag: d.ETag, Elementi: d.Elementi, AggiornatoIl: esenpat.DataDi(d.AggiornatoIl)}
}

type catalogoDTO[D obbligatorio] struct {
	Nome     string    `json:"nome"`
	Versione string    `json:"versione"`
	Elementi elenco[D] `json:"elementi"`
}

func (d catalogoDTO[D]) manca() string {
	if campo := d.Elementi.manca(); campo != "" {
		return "elementi." + campo
	}
	return vuoto("versione", d.Versione)
}

// Cataloghi returns the catalogues of the service with their versions, and the
// ETag of this list. The list is nil when etag is still the current one.
func (c *Client) Cataloghi(ctx context.Context, etag string) ([]esenpat.VersioneCatalogo, string, error) {
	q := inSilenzio(get("cataloghi", "/cataloghi", nil))
	q.ifNone = etag
	d, r, err := chiedi[elenco[catalogoSintesiDTO]](ctx, c, q)
	if err != nil || r.stato == http.StatusNotModified {
		return nil, etag, err
	}
	return converti(d, catalogoSintesiDTO.versione), r.intestazioni.Get("ETag"), nil
}

// inSilenzio marks what is asked in the background: a session that ended
// meanwhile must not put the login over what the doctor is doing.
func inSilenzio(q chiamata) chiamata {
	q.silenzio = true
	return q
}

// Catalogo returns the catalogue nome, one of esenpat.CatalogoEsenzioni and
// CatalogoDiagnosi, whole.
func (c *Client) Catalogo(ctx context.Context, nome string) (k esenpat.CatalogoRegionale, err error) {
	if nome == esenpat.CatalogoDiagnosi {
		k.Diagnosi, k.VersioneCatalogo, err = c.CatalogoDiagnosi(ctx, "")
		return k, err
	}
	k.Esenzioni, k.VersioneCatalogo, err = c.CatalogoEsenzioni(ctx, "")
	return k, err
}

type variazioniDTO[D obbligatorio] struct {
	VersioneDa string    `json:"versione_da"`
	VersioneA  string    `json:"versione_a"`
	Aggiunti   elenco[D] `json:"aggiunti"`
	Modificati elenco[D] `json:"modificati"`
	Rimossi    []string  `json:"rimossi"`
	Altri      bool      `json:"altri"`
}

func (d variazioniDTO[D]) manca() string {
	if campo := d.Aggiunti.manca() + d.Modificati.manca(); campo != "" {
		return "aggiunti." + campo
	}
	return vuoto("versione_a", d.VersioneA)
}

// VariazioniCatalogo returns what changed since a version. Conflict
// "catalogo.cursore-scaduto": the service no longer knows that version, the
// whole catalogue is to be read.
func (c *Client) VariazioniCatalogo(ctx context.Context, nome, da string) (v esenpat.VariazioniCatalogo, err error) {
	q := inSilenzio(get("variazioniCatalogo", "/cataloghi/{nome}/variazioni", map[string]string{"nome": nome}))
	q.query = map[string]string{"da_versione": da}
	if nome == esenpat.CatalogoDiagnosi {
		v, v.Diagnosi, err = variazioni(ctx, c, q, diagnosiDTO.voce)
		return v, err
	}
	v, v.Esenzioni, err = variazioni(ctx, c, q, voceEsenzioneDTO.voce)
	return v, err
}

func variazioni[D obbligatorio, T any](ctx context.Context, c *Client, q chiamata, f func(D) T) (esenpat.VariazioniCatalogo, []T, error) {
	d, _, err := chiedi[variazioniDTO[D]](ctx, c, q)
	if err != nil {
		return esenpat.VariazioniCatalogo{}, nil, err
	}
	v := esenpat.VariazioniCatalogo{VersioneDa: d.VersioneDa, VersioneA: d.VersioneA, Rimossi: d.Rimossi, Altri: d.Altri}
	return v, append(converti(d.Aggiunti, f), converti(d.Modificati, f)...), nil
}

// CatalogoEsenzioni returns the exemptions of the service. Nothing is returned,
// and the version has no Versione, when etag is still the current one.
func (c *Client) CatalogoEsenzioni(ctx context.Context, etag string) ([]esenpat.VoceEsenzione, esenpat.VersioneCatalogo, error) {
	return catalogo(ctx, c, "esenzioni", etag, voceEsenzioneDTO.voce)
}

// CatalogoDiagnosi is CatalogoEsenzioni for the diagnoses.
func (c *Client) CatalogoDiagnosi(ctx context.Context, etag string) ([]esenpat.VoceDiagnosi, esenpat.VersioneCatalogo, error) {
	return catalogo(ctx, c, "diagnosi", etag, diagnosiDTO.voce)
}

func catalogo[D obbligatorio, T any](ctx context.Context, c *Client, nome, etag string, f func(D) T) ([]T, esenpat.VersioneCatalogo, error) {
	q := inSilenzio(get("catalogo", "/cataloghi/{nome}", map[string]string{"nome": nome}))
	q.ifNone = etag
	d, r, err := chiedi[catalogoDTO[D]](ctx, c, q)
	v := esenpat.VersioneCatalogo{Nome: nome, ETag: etag}
	if err != nil || r.stato == http.StatusNotModified {
		return nil, v, err
	}
	v.Versione, v.ETag = d.Versione, r.intestazioni.Get("ETag")
	return converti(d.Elementi, f), v, nil
}

type eventoAuditDTO struct {
	ID      string    `json:"id"`
	Quando  time.Time `json:"quando"`
	Azione  string    `json:"azione"`
	Oggetto string    `json:"oggetto"`
	Cit     string    `json:"cit_id,omitempty"`
	Esito   string    `json:"esito"`
}

func eventoAudit(e esenpat.EventoAudit) eventoAuditDTO {
	return eventoAuditDTO{ID: e.ID, Quando: e.Quando, Azione: e.Azione, Oggetto: e.Oggetto, Cit: e.AssistitoID, Esito: e.Esito}
}

type lottoAuditDTO struct {
	Eventi []eventoAuditDTO `json:"eventi"`
}

// Audit tells the service what was done here; it may be repeated with the same
// key. At most 500 events at a time.
func (c *Client) Audit(ctx context.Context, chiave string, eventi []esenpat.EventoAudit) error {
	_, err := c.chiama(ctx, chiamata{
		op: "audit", metodo: http.MethodPost, percorso: "/audit", chiave: chiave, classe: creazione,
		corpo: lottoAuditDTO{converti(eventi, eventoAudit)},
	})
	return err
}
