package main

import "context"

func apriFinestra(context.Context, *comando) int { return 3 }

func provaInFinestra(context.Context, *comando, opzioni, string) (int, error) { return 1, errUso }
