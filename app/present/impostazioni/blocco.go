package impostazioni

import (
	"strconv"
	"time"
)

const (
	bloccoDiSerie = 5 * time.Minute
	bloccoMinimo  = time.Minute
	bloccoMassimo = 30 * time.Minute
)

// MinutiBlocco is Blocco as the form and the preference write it.
func (v Valori) MinutiBlocco() string { return strconv.Itoa(int(v.Blocco / time.Minute)) }

// ConBlocco returns v with the minutes that were chosen.
func (v Valori) ConBlocco(minuti string) Valori {
	v.Blocco = attesaBlocco(minuti)
	return v
}

// attesaBlocco keeps what was written between one minute and thirty: nobody can
// turn the lock off (SE-07).
func attesaBlocco(minuti string) time.Duration {
	n, err := strconv.Atoi(minuti)
	if err != nil || n <= 0 {
		return bloccoDiSerie
	}
	return min(max(time.Duration(n)*time.Minute, bloccoMinimo), bloccoMassimo)
}
