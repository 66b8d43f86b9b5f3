package pdfa

import (
	"encoding/binary"
	"math"
)

// srgb builds a small ICC version 2 display profile: the primaries of sRGB
// adapted to D50 and its transfer curve in 1024 points (IEC 61966-2-1). Every
// colour of the page is DeviceRGB, so this is what makes them defined.
func srgb() []byte {
	curva := curvaSRGB()
	tag := []struct {
		firma string
		dati  []byte
	}{
		{"desc", descrizioneICC("sRGB")},
		{"cprt", append([]byte("text\x00\x00\x00\x00No copyright, use freely"), 0)},
		{"wtpt", xyz(0.9642, 1, 0.8249)},
		{"rXYZ", xyz(0.43607, 0.22249, 0.01392)},
		{"gXYZ", xyz(0.38515, 0.71687, 0.09708)},
		{"bXYZ", xyz(0.14307, 0.06061, 0.7141)},
		{"rTRC", curva},
		{"gTRC", nil}, // the three curves share their bytes
		{"bTRC", nil},
	}
	be := binary.BigEndian
	base := 128 + 4 + 12*len(tag)
	indice := be.AppendUint32(nil, uint32(len(tag)))
	var corpo []byte
	dove, lung := 0, 0
	for _, t := range tag {
		if t.dati != nil {
			dove, lung = base+len(corpo), len(t.dati)
			corpo = append(corpo, t.dati...)
			for len(corpo)%4 != 0 {
				corpo = append(corpo, 0)
			}
		}
		indice = append(indice, t.firma...)
		indice = be.AppendUint32(indice, uint32(dove))
		indice = be.AppendUint32(indice, uint32(lung))
	}
	testa := make([]byte, 128)
	be.PutUint32(testa[0:], uint32(base+len(corpo)))
	be.PutUint32(testa[8:], 0x02400000)
	copy(testa[12:], "mntrRGB XYZ ")
	for i, v := range []uint16{2026, 1, 1, 0, 0, 0} {
		be.PutUint16(testa[24+2*i:], v)
	}
	copy(testa[36:], "acsp")
	copy(testa[68:], xyz(0.9642, 1, 0.8249)[8:])
	return append(append(testa, indice...), corpo...)
}

// fisso returns a s15Fixed16 number.
func fisso(v float64) []byte {
	return binary.BigEndian.AppendUint32(nil, uint32(int32(math.Round(v*65536))))
}

func xyz(x, y, z float64) []byte {
	b := []byte("XYZ \x00\x00\x00\x00")
	b = append(b, fisso(x)...)
	b = append(b, fisso(y)...)
	return append(b, fisso(z)...)
}

func descrizioneICC(s string) []byte {
	b := []byte("desc\x00\x00\x00\x00")
	b = binary.BigEndian.AppendUint32(b, uint32(len(s)+1))
	b = append(append(b, s...), 0)
	return append(b, make([]byte, 4+4+2+1+67)...)
}

func curvaSRGB() []byte {
	const punti = 1024
	b := binary.BigEndian.AppendUint32([]byte("curv\x00\x00\x00\x00"), punti)
	for i := range punti {
		v := float64(i) / (punti - 1)
		if v <= 0.04045 {
			v /= 12.92
		} else {
			v = math.Pow((v+0.055)/1.055, 2.4)
		}
		b = binary.BigEndian.AppendUint16(b, uint16(math.Round(v*65535)))
	}
	return b
}
