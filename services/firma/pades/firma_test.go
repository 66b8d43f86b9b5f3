package pades_test

import (
	"bytes"
	"context"
	"errors"
	"testing"

	"github.com/smallstep/pkcs7"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/firma/firmatest"
	"github.com/esenpat/esenpat-desktop/services/firma/pades"
)

func TestFirma_leavesTheGivenBytesUntouched(t *testing.T) {
	ca := firmatest.NuovaCA(t, "CA")
	pdf := firmatest.PDF(t, "uno")

	primo := firmatest.Firma(t, pdf, ca.Firmatario(t, firmatest.RSA(t, 2048), nil))
	secondo := firmatest.Firma(t, primo, ca.Firmatario(t, firmatest.EC(t), nil))

	if !bytes.HasPrefix(primo, pdf) || !bytes.HasPrefix(secondo, primo) {
		t.Error("a signature changed what was already there")
	}
	if n := bytes.Count(secondo, []byte("/FT /Sig")); n != 2 {
		t.Errorf("%d fields, want 2", n)
	}
	if !bytes.Contains(secondo, []byte("(Firma1)")) || !bytes.Contains(secondo, []byte("(Firma2)")) {
		t.Error("the two fields need different names")
	}
}

// The room in /Contents must grow when a time stamp does not fit.
func TestFirma_growsTheRoomForALargeTimeStamp(t *testing.T) {
	chi := firmatest.NuovaCA(t, "CA").Firmatario(t, firmatest.EC(t), nil)
	o := firmatest.Opzioni()
	volte := 0
	grande := append([]byte{0x04, 0x82, 0xC3, 0x50}, make([]byte, 50000)...) // an OCTET STRING of 50,000 bytes
	o.Marca = func(context.Context, []byte) ([]byte, error) { volte++; return grande, nil }

	out, err := pades.Firma(t.Context(), firmatest.PDF(t, "uno"), chi, o)

	if err != nil || len(out) < 2*len(grande) || volte != 3 {
		t.Errorf("err %v, %d bytes, %d signatures", err, len(out), volte)
	}
}

func TestFirma_refusesWhatItCannotExtend(t *testing.T) {
	chi := firmatest.NuovaCA(t, "CA").Firmatario(t, firmatest.EC(t), nil)
	pdf := firmatest.PDF(t, "uno")
	for nome, b := range map[string][]byte{
		"empty": nil, "not a PDF": []byte("ciao"), "truncated": pdf[:len(pdf)-200],
		"encrypted": bytes.Replace(pdf, []byte("/Root"), []byte("/Encrypt 1 0 R /Root"), 1),
	} {
		if _, err := pades.Firma(t.Context(), b, chi, firmatest.Opzioni()); esenpat.CodeOf(err) != "firma.pdf-non-firmabile" {
			t.Errorf("%s: %v", nome, err)
		}
	}
}

func TestFirma_returnsTheTimeStampsErrorAsItIs(t *testing.T) {
	chi := firmatest.NuovaCA(t, "CA").Firmatario(t, firmatest.EC(t), nil)
	o := firmatest.Opzioni()
	giu := errors.New("down")
	o.Marca = func(context.Context, []byte) ([]byte, error) { return nil, giu }

	if _, err := pades.Firma(t.Context(), firmatest.PDF(t, "uno"), chi, o); !errors.Is(err, giu) {
		t.Errorf("got %v", err)
	}
}

// An implementation that is not ours reads the CMS and finds it right, and
// without the signing-time attribute that the PAdES baseline forbids.
func TestFirma_isReadByAnotherImplementation(t *testing.T) {
	out := firmatest.Firma(t, firmatest.PDF(t, "uno"), firmatest.NuovaCA(t, "CA").Firmatario(t, firmatest.RSA(t, 2048), nil))
	da := bytes.LastIndex(out, []byte("/Contents <")) + len("/Contents ")
	fine := da + bytes.IndexByte(out[da:], '>') + 1

	p7, err := pkcs7.Parse(senzaZeri(t, out[da+1:fine-1]))
	if err != nil {
		t.Fatal(err)
	}
	p7.Content = append(bytes.Clone(out[:da]), out[fine:]...)

	if err := p7.Verify(); err != nil {
		t.Error(err)
	}
	var quando any
	if p7.UnmarshalSignedAttribute(pkcs7.OIDAttributeSigningTime, &quando) == nil {
		t.Error("signing-time must not be there")
	}
}
