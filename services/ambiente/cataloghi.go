package ambiente

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/ambiente/filo"
	"github.com/esenpat/esenpat-desktop/services/ambiente/mondo"
)

// cataloghi are the catalogues of one version as they are served; they never
// change, a newer version takes their place.
type cataloghi struct {
	versione string
	nomi     []string
	elementi map[string][]any
	sommario []catalogoSintesi
}

type catalogoSintesi struct {
	Nome         string    `json:"nome"`
	Versione     string    `json:"versione"`
	ETag         string    `json:"etag"`
	Elementi     int       `json:"elementi"`
	SHA256       string    `json:"sha256"`
	AggiornatoIl time.Time `json:"aggiornato_il"`
}

type catalogoIntero struct {
	Nome     string `json:"nome"`
	Versione string `json:"versione"`
	Elementi []any  `json:"elementi"`
}

type variazioni struct {
	VersioneDa string   `json:"versione_da"`
	VersioneA  string   `json:"versione_a"`
	Aggiunti   []any    `json:"aggiunti"`
	Modificati []any    `json:"modificati"`
	Rimossi    []string `json:"rimossi"`
	Altri      bool     `json:"altri"`
}

func elenco[T any](v []T) []any {
	r := make([]any, 0, len(v))
	for _, x := range v {
		r = append(r, x)
	}
	return r
}

func (s *server) componiCataloghi(c *mondo.Catalogo) (*cataloghi, error) {
	esenzioni, diagnosi := []any{}, []any{}
	for _, e := range c.Esenzioni {
		esenzioni = append(esenzioni, filo.DiVoceEsenzione(e.VoceEsenzione, e.TipologiaInvalidita))
	}
	for _, d := range c.Diagnosi {
		diagnosi = append(diagnosi, filo.DiVoceDiagnosi(d))
	}
	aziende, comuni := []filo.Azienda{}, []filo.Comune{}
	for _, a := range s.mondo.Aziende {
		aziende = append(aziende, filo.DiAzienda(a.Azienda))
	}
	for _, v := range s.mondo.Comuni {
		comuni = append(comuni, filo.DiComune(v.Comune))
	}
	slices.SortFunc(aziende, func(a, b filo.Azienda) int { return cmp.Compare(a.IDAzienda, b.IDAzienda) })
	slices.SortFunc(comuni, func(a, b filo.Comune) int { return cmp.Compare(a.CodiceIstat, b.CodiceIstat) })
	r := &cataloghi{versione: c.Versione, elementi: map[string][]any{
		"esenzioni": esenzioni, "diagnosi": diagnosi, "prestazioni": elenco(prestazioniDiProva()),
		"diagnosi-prestazioni": elenco(legamiDiProva(c)), "provider-firma": elenco(s.diProvider()),
		"aziende-sanitarie": elenco(aziende), "comuni": elenco(comuni), "distretti": {},
		"tipologie-esenzione":  codifiche("MC", "Malattia cronica", "MR", "Malattia rara", "IN", "Invalidità"),
		"tipologie-invalidita": codifiche("C", "Civile", "K", "Ciechi civili e sordi", "L", "Lavoro", "G", "Guerra", "S", "Servizio", "N", "Legge 210/1992", "V", "Vittime del terrorismo e del dovere"),
		"tipologie-documento":  codifiche("ccm", "Certificato di condizione o malattia", "aes", "Attestato di esenzione"),
		"motivazioni":          elenco(motiviASL()),
		"stati-certificato":    codifiche("DA_FIRMARE", "Da firmare", "VALIDO", "Valido", "SCADUTO", "Scaduto", "ANNULLATO", "Annullato"),
		"stati-esenzione":      elenco(statiEsenzione()),
		"regimi":               elenco([]filo.Codifica{filo.DiRegime(esenpat.RegimeSSN), filo.DiRegime(esenpat.RegimeSSR)}),
		"leggi-speciali":       codifiche("SI", "Documento soggetto a leggi speciali", "NO", "Documento non soggetto a leggi speciali"),
	}}
	aggiornato := s.ora().Truncate(time.Second)
	for nome := range r.elementi {
		r.nomi = append(r.nomi, nome)
	}
	slices.Sort(r.nomi)
	for _, nome := range r.nomi {
		b, err := json.Marshal(r.elementi[nome])
		if err != nil {
			return nil, err
		}
		sha := impronta(b)
		r.sommario = append(r.sommario, catalogoSintesi{nome, r.versione, `"` + r.versione + "." + sha[:16] + `"`, len(r.elementi[nome]), sha, aggiornato})
	}
	return r, nil
}

func codifiche(coppie ...string) []any {
	r := []any{}
	for c := range slices.Chunk(coppie, 2) {
		r = append(r, filo.Codifica{Codice: c[0], Descrizione: c[1]})
	}
	return r
}

// prestazioniDiProva are demonstration services: the real lists hang on the
// regional tariff, which is not published with the contract.
func prestazioniDiProva() []filo.Prestazione {
	return []filo.Prestazione{
		{Codice: "PROVA-1", CodiceDM96: "89.01", Descrizione: "Visita di controllo (dato dimostrativo dell'ambiente di prova)"},
		{Codice: "PROVA-2", CodiceDM96: "91.49.2", Descrizione: "Prelievo di sangue venoso (dato dimostrativo dell'ambiente di prova)"},
		{Codice: "PROVA-3", CodiceDM96: "90.62.2", Descrizione: "Emocromo (dato dimostrativo dell'ambiente di prova)"},
	}
}

// legamiDiProva give every diagnosis its services: the visit to all, the blood
// tests to tumours. Real lists hang on decrees that are not in the program.
func legamiDiProva(c *mondo.Catalogo) []filo.LegamePrestazione {
	var r []filo.LegamePrestazione
	for _, d := range c.Diagnosi {
		for _, p := range prestazioniDiProva() {
			if p.Codice == "PROVA-1" || d.CodiceEsenzione == "048" {
				r = append(r, filo.LegamePrestazione{Esenzione: d.CodiceEsenzione, Diagnosi: d.Codice, Prestazione: p.Codice})
			}
		}
	}
	return r
}

func (s *server) elencoCataloghi(context.Context, *richiesta) (risposta, error) {
	c := s.pubblicati.Load().serviti
	r := ok(c.sommario).con("Cache-Control", "private, max-age=0, must-revalidate")
	return r.con("ETag", `"`+c.versione+`"`), nil
}

func (c *cataloghi) sommarioDi(nome string) (catalogoSintesi, bool) {
	i, trovato := slices.BinarySearchFunc(c.sommario, nome, func(c catalogoSintesi, n string) int { return strings.Compare(c.Nome, n) })
	if !trovato {
		return catalogoSintesi{}, false
	}
	return c.sommario[i], true
}

func (s *server) catalogo(_ context.Context, r *richiesta) (risposta, error) {
	c := s.pubblicati.Load().serviti
	v, trovato := c.sommarioDi(r.percorso("nome"))
	if !trovato {
		return risposta{}, s.nega("RISORSA_NON_TROVATA")
	}
	ris := ok(catalogoIntero{v.Nome, v.Versione, c.elementi[v.Nome]})
	return ris.con("ETag", v.ETag).con("Cache-Control", "private, max-age=0, must-revalidate"), nil
}

// variazioniCatalogo answers what changed since a version that this run has
// served; any other is 410: reload everything.
func (s *server) variazioniCatalogo(_ context.Context, r *richiesta) (risposta, error) {
	p, nome := s.pubblicati.Load(), r.percorso("nome")
	if _, trovato := p.serviti.sommarioDi(nome); !trovato {
		return risposta{}, s.nega("RISORSA_NON_TROVATA")
	}
	da := r.http.URL.Query().Get("da_versione")
	if da == "" {
		return risposta{}, s.nega("PARAMETRI_MANCANTI").Al("da_versione")
	}
	prima, trovato := p.versione(da)
	if !trovato {
		return risposta{}, s.nega("CURSORE_SCADUTO")
	}
	v, err := differenze(prima.elementi[nome], p.serviti.elementi[nome])
	if err != nil {
		return risposta{}, err
	}
	v.VersioneDa, v.VersioneA = da, p.serviti.versione
	return ok(v), nil
}
