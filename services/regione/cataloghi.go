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
	AggiornatoIl time.Time `json:"aggiornato_il"`
}

func (d catalogoSintesiDTO) manca() string { return vuoto("nome", d.Nome, "versione", d.Versione) }

func (d catalogoSintesiDTO) versione() esenpat.VersioneCatalogo {
	return esenpat.VersioneCatalogo{Nome: d.Nome, Versione: d.Versione, ETag: d.ETag, AggiornatoIl: esenpat.DataDi(d.AggiornatoIl)}
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

// Cataloghi returns the catalogues of the service and their versions.
func (c *Client) Cataloghi(ctx context.Context) ([]esenpat.VersioneCatalogo, error) {
	d, _, err := chiedi[elenco[catalogoSintesiDTO]](ctx, c, get("cataloghi", "/cataloghi", nil))
	return converti(d, catalogoSintesiDTO.versione), err
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
	q := get("catalogo", "/cataloghi/{nome}", map[string]string{"nome": nome})
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
