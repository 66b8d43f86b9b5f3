package parti

import "github.com/esenpat/esenpat-desktop/app/esenpat"

// preavviso is how many days before its end a signing certificate is announced
// as ending (spec 4, 1.6).
const preavviso = 30

// InScadenza reports whether a signing certificate that is good until fine is
// to be announced on oggi.
func InScadenza(fine, oggi esenpat.Data) bool {
	return !fine.Vuota() && !fine.Prima(oggi) && !oggi.PiuGiorni(preavviso).Prima(fine)
}
