package task_test

import (
	"context"
	"slices"
	"testing"
	"testing/synctest"

	"github.com/esenpat/esenpat-desktop/app/task"
)

// TestFila_waitCoversWhatWasGivenWhileAWriteWasUnderWay: nobody drains the UI
// thread, as when the program is ending.
func TestFila_waitCoversWhatWasGivenWhileAWriteWasUnderWay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := make(queue, 8)
		f := task.Fila[string]{UI: q.do}
		lento := make(chan struct{})
		var scritti, risposte []string
		metti := func(chiave, testo string, aspetta bool) {
			f.Add(t.Context(), chiave, func(context.Context) (string, error) {
				if aspetta {
					<-lento
				}
				scritti = append(scritti, testo)
				return testo, nil
			}, func(v string, _ error) { risposte = append(risposte, v) })
		}

		metti("a", "a1", true)
		synctest.Wait()
		metti("a", "a2", false)
		metti("b", "b1", false)
		metti("a", "a3", false) // of those that wait the older gives way
		if !f.Busy() {
			t.Error("not busy with a write under way")
		}
		close(lento)
		f.Wait()

		if want := []string{"a1", "b1", "a3"}; !slices.Equal(scritti, want) {
			t.Errorf("written %q, want %q", scritti, want)
		}
		q.drain()
		if !slices.Equal(risposte, scritti) || f.Busy() {
			t.Errorf("answered %q, busy %v", risposte, f.Busy())
		}
	})
}
