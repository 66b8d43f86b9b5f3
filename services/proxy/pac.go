package proxy

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"strings"
	"sync"
	"time"

	"github.com/dop251/goja"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

const (
	maxScript   = 1 << 20
	durataPAC   = 10 * time.Minute // how long a downloaded file counts
	limiteCorsa = 3 * time.Second  // of one run of FindProxyForURL
)

// script is a PAC file that is read again now and then.
type script struct {
	c    *Compositore
	dove string

	mu    sync.Mutex
	testo string
	preso time.Time
	letto bool
}

// daScript finds the way by the function FindProxyForURL of a PAC file. The
// script sees only the host, never the path or a query, and no network but the
// look-up of names that its functions are defined to do.
func (c *Compositore) daScript(dove string) (func(context.Context, string) ([]tappa, error), error) {
	if strings.TrimSpace(dove) == "" {
		return nil, esenpat.NewError(esenpat.Invalid, "proxy.script", "proxy.New").At("proxy")
	}
	s := &script{c: c, dove: strings.TrimSpace(dove)}
	return s.trova, nil
}

func (s *script) trova(ctx context.Context, addr string) ([]tappa, error) {
	testo, err := s.leggi(ctx)
	if err != nil {
		return nil, errore("rete.proxy-script", err)
	}
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		host = addr
	}
	esito, err := esegui(ctx, testo, host, s.c.o.Orologio)
	if err != nil {
		return nil, errore("rete.proxy-script", err)
	}
	tappe := leggiTappe(esito)
	if len(tappe) == 0 {
		return nil, errore("rete.proxy-script", errors.New("no usable answer"))
	}
	return tappe, nil
}

// leggi returns the file: a recent copy, or a new one, or the old one when no
// new one can be had.
func (s *script) leggi(ctx context.Context) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	ora := s.c.o.Orologio()
	if s.letto && ora.Sub(s.preso) < durataPAC && !ora.Before(s.preso) {
		return s.testo, nil
	}
	testo, err := s.scarica(ctx)
	if err != nil {
		if s.letto {
			return s.testo, nil
		}
		return "", err
	}
	s.testo, s.preso, s.letto = testo, ora, true
	return testo, nil
}

func (s *script) scarica(ctx context.Context) (string, error) {
	u, err := url.Parse(s.dove)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") {
		f, errA := os.Open(strings.TrimPrefix(s.dove, "file://"))
		if errA != nil {
			return "", errA
		}
		defer func() { _ = f.Close() }()
		return testoIntero(f)
	}
	ctx, smetti := context.WithTimeout(ctx, s.c.o.Limite)
	defer smetti()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return "", err
	}
	t := &http.Transport{DialContext: s.c.collega, DisableKeepAlives: true}
	r, err := (&http.Client{Transport: t}).Do(req)
	if err != nil {
		return "", err
	}
	defer func() { _ = r.Body.Close() }()
	if r.StatusCode != http.StatusOK {
		return "", errors.New(r.Status)
	}
	return testoIntero(r.Body)
}

func testoIntero(r io.Reader) (string, error) {
	b, err := io.ReadAll(io.LimitReader(r, maxScript+1))
	if err == nil && len(b) > maxScript {
		err = errors.New("script too long")
	}
	return string(b), err
}

// esegui runs the script for one host in an interpreter of its own.
func esegui(ctx context.Context, testo, host string, ora func() time.Time) (string, error) {
	vm := goja.New()
	vm.SetMaxCallStackSize(256)
	ferma := time.AfterFunc(limiteCorsa, func() { vm.Interrupt("too long") })
	defer ferma.Stop()
	defer context.AfterFunc(ctx, func() { vm.Interrupt("canceled") })()
	if err := funzioniPAC(ctx, vm, ora); err != nil {
		return "", err
	}
	if _, err := vm.RunString(testo); err != nil {
		return "", err
	}
	trova, ok := goja.AssertFunction(vm.Get("FindProxyForURL"))
	if !ok {
		return "", errors.New("no FindProxyForURL")
	}
	v, err := trova(goja.Undefined(), vm.ToValue("https://"+host+"/"), vm.ToValue(host))
	if err != nil {
		return "", err
	}
	return v.String(), nil
}

// leggiTappe reads "PROXY a:1; DIRECT". SOCKS is not for us: such a way is
// skipped.
func leggiTappe(s string) []tappa {
	var l []tappa
	for voce := range strings.SplitSeq(s, ";") {
		tipo, dove, _ := strings.Cut(strings.TrimSpace(voce), " ")
		switch strings.ToUpper(tipo) {
		case "DIRECT":
			l = append(l, tappa{})
		case "PROXY", "HTTP":
			if indirizzo, ok := hostPorta(dove); ok {
				l = append(l, tappa{indirizzo})
			}
		}
	}
	return l
}
