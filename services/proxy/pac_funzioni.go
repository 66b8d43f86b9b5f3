package proxy

import (
	"context"
	"net"
	"regexp"
	"strings"
	"time"

	"github.com/dop251/goja"
)

// funzioniPAC defines what a PAC file may call (Netscape, "Navigator Proxy
// Auto-Config File Format"; the functions of times are in pac_tempo.go).
func funzioniPAC(ctx context.Context, vm *goja.Runtime, ora func() time.Time) error {
	risolvi := func(host string) string {
		ips, err := (&net.Resolver{}).LookupIP(ctx, "ip4", host)
		if err != nil || len(ips) == 0 {
			return ""
		}
		return ips[0].String()
	}
	f := map[string]any{
		"isPlainHostName": func(host string) bool { return !strings.Contains(host, ".") },
		"dnsDomainIs": func(host, dominio string) bool {
			return strings.HasSuffix(strings.ToLower(host), strings.ToLower(dominio))
		},
		"localHostOrDomainIs": func(host, intero string) bool {
			nome, _, _ := strings.Cut(intero, ".")
			return strings.EqualFold(host, intero) || strings.EqualFold(host, nome)
		},
		"isResolvable":    func(host string) bool { return risolvi(host) != "" },
		"dnsResolve":      risolvi,
		"dnsDomainLevels": func(host string) int { return strings.Count(host, ".") },
		"isInNet": func(host, rete, maschera string) bool {
			ip := net.ParseIP(host)
			if ip == nil {
				ip = net.ParseIP(risolvi(host))
			}
			return inRete(ip, rete, maschera)
		},
		"myIpAddress": indirizzoMio,
		"shExpMatch":  combacia,
		"alert":       func(string) {}, // browsers show it; a log must not
	}
	aggiungiTempo(f, ora)
	for nome, fn := range f {
		if err := vm.Set(nome, fn); err != nil {
			return err
		}
	}
	return nil
}

func inRete(ip net.IP, rete, maschera string) bool {
	base, m := net.ParseIP(rete).To4(), net.ParseIP(maschera).To4()
	if ip = ip.To4(); ip == nil || base == nil || m == nil {
		return false
	}
	return base.Mask(net.IPMask(m)).Equal(ip.Mask(net.IPMask(m)))
}

// indirizzoMio returns the first IPv4 address that is not of the machine alone.
func indirizzoMio() string {
	indirizzi, err := net.InterfaceAddrs()
	if err != nil {
		return "127.0.0.1"
	}
	for _, a := range indirizzi {
		if n, ok := a.(*net.IPNet); ok && !n.IP.IsLoopback() && n.IP.To4() != nil {
			return n.IP.String()
		}
	}
	return "127.0.0.1"
}

// combacia is the shell's * and ?.
func combacia(testo, modello string) bool {
	q := regexp.QuoteMeta(modello)
	q = strings.ReplaceAll(strings.ReplaceAll(q, `\*`, ".*"), `\?`, ".")
	r, err := regexp.Compile("(?s)^" + q + "$")
	return err == nil && r.MatchString(testo)
}
