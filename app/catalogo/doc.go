// Package catalogo answers every question on exemption codes: search as one
// types, explanation, verification, translation between codings, combination,
// pregnancy weeks, and what a certificate may be written for. It holds the
// data in memory, does no input or output, and gives with each answer the
// sentence that proves it (REQUISITI R1-R12).
package catalogo
