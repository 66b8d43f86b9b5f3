//go:build !unix

package main

const variabileLettura = "ESENPAT_PROVA_LETTURA"

func figlioLettura(string) int { return 0 }
