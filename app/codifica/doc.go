// Package codifica holds the rules of the exemption codings as the four
// documents state them: how a code of each coding is made, who may enter it,
// pregnancy weeks, the Veneto combination, the prescription rules of D.M.
// 329/1999. It is pure: grammar comes in as JSON, answers are values, and no
// code is ever corrected in silence.
package codifica
