// Package assets carries everything the program needs beside its code: texts,
// code tables, the API contract, icons, fonts and licences. It holds no logic.
package assets

import "embed"

// Locale holds the texts: locale/<language>/<area>.json.
//
//go:embed all:locale
var Locale embed.FS

// OpenAPI holds the contract: openapi/apiopesenpat.yaml.
//
//go:embed all:openapi
var OpenAPI embed.FS

// Catalogo holds the four codings and the certificate catalogue, CSV and JSON.
//
//go:embed all:catalogo
var Catalogo embed.FS

// Icone holds the line icons, SVG.
//
//go:embed all:icone
var Icone embed.FS

// Terzi holds fonts, pdfium.wasm and their licences, brought in by make.
//
//go:embed all:terzi
var Terzi embed.FS
