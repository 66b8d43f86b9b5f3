// Package assets carries everything the program needs beside its code: texts,
// code tables, the API contract, icons, fonts and licences. It holds no logic.
package assets

import "embed"

//go:embed all:locale
var Locale embed.FS // texts: locale/<language>/<area>.json

//go:embed all:openapi
var OpenAPI embed.FS // the contract: openapi/apiopesenpat.yaml

//go:embed all:catalogo
var Catalogo embed.FS // the four codings and the certificate catalogue, CSV and JSON

//go:embed all:icone
var Icone embed.FS // line icons, SVG

//go:embed all:terzi
var Terzi embed.FS // fonts, pdfium.wasm and their licences, brought in by make
