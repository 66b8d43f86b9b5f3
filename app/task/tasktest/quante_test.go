package tasktest_test

import (
	"testing"

	"github.com/esenpat/esenpat-desktop/app/task/tasktest"
)

func TestQuante_aPartIsNeverLessThanEveryDay(t *testing.T) {
	for quota, attese := range map[string][3]int{"": {300, 1, 20}, "10": {30, 1, 4}, "100": {300, 1, 20}, "molto": {300, 1, 20}} {
		t.Setenv("ESENPAT_PROVE", "lunghe")
		t.Setenv("ESENPAT_QUOTA", quota)
		if got := [3]int{tasktest.Quante(8, 300), tasktest.Quante(0, 1), tasktest.Quante(4, 20)}; got != attese {
			t.Errorf("quota %q: %v, want %v", quota, got, attese)
		}
	}
	t.Setenv("ESENPAT_PROVE", "")
	if got := tasktest.Quante(8, 300); got != 8 {
		t.Errorf("every day: %d", got)
	}
}
