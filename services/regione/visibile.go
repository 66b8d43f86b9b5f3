package regione

import (
	"reflect"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// testoDelMedico names the text that a doctor wrote, which must come back as it
// left: it is compared with the draft, and made visible where it is shown.
func testoDelMedico(campo string) bool { return campo == "Patologia" }

// visibili makes every text of an answer fit to be shown (spec 4, FT-60), here
// and for all who read it: list, form, title, message, log.
func visibili(v reflect.Value) {
	k := v.Kind()
	if k == reflect.String && v.CanSet() {
		v.SetString(esenpat.Visibile(v.String()))
	}
	if k == reflect.Pointer && !v.IsNil() {
		visibili(v.Elem())
	}
	if k == reflect.Slice && v.Type().Elem().Kind() != reflect.Uint8 {
		for i := range v.Len() {
			visibili(v.Index(i))
		}
	}
	if k == reflect.Struct {
		campiVisibili(v)
	}
}

func campiVisibili(v reflect.Value) {
	for i := range v.NumField() {
		if f := v.Type().Field(i); f.IsExported() && !testoDelMedico(f.Name) {
			visibili(v.Field(i))
		}
	}
}
