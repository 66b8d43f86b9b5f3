package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"time"
)

func (p *prova) foto(file string) {
	_, _ = comando(context.Background(), "import", "-window", "root", file)
	fmt.Fprintln(os.Stderr, "lo schermo:", file)
}

// finche looks again and again until f holds.
func finche(ctx context.Context, cosa string, f func() bool) error {
	scade := time.Now().Add(pazienza)
	for !f() {
		if ctx.Err() != nil || time.Now().After(scade) {
			return fmt.Errorf("atteso invano: %s", cosa)
		}
		time.Sleep(traSguardi)
	}
	return nil
}

// vista is what a part of the window shows.
func (p *prova) vista(ctx context.Context, parte string) string {
	ctx, basta := context.WithTimeout(ctx, pazienza)
	defer basta()
	out, _ := exec.CommandContext(ctx, "import", "-window", p.win, "-crop", parte, "+repage", "-depth", "8", "rgb:-").Output()
	return string(out)
}

// hanno reports whether a part of the window shows a colour.
func (p *prova) hanno(ctx context.Context, parte, colore string) bool {
	var r, g, b byte
	_, _ = fmt.Sscanf(colore, "%02X%02X%02X", &r, &g, &b)
	img := p.vista(ctx, parte)
	return len(img) > 0 && strings.Count(img, string([]byte{r, g, b})) > len(img)/3/9
}

// ferma waits until a part of the window differs from before and stands still.
func (p *prova) ferma(ctx context.Context, cosa, parte, prima string) error {
	ultima, uguali := "", 0
	return finche(ctx, cosa, func() bool {
		ora := p.vista(ctx, parte)
		if ora == ultima {
			uguali++
		} else {
			ultima, uguali = ora, 0
		}
		return ora != prima && ora != "" && uguali >= conferme
	})
}
