package task_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/esenpat/esenpat-desktop/app/task"
)

// queue stands in for the UI thread: funcs run when the test drains it.
type queue chan func()

func (q queue) do(f func()) { q <- f }

func (q queue) drain() {
	for len(q) > 0 {
		(<-q)()
	}
}

func TestLatest_dropsTheAnswerOfASupersededSearch(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := make(queue, 8)
		l := task.Latest[string]{UI: q.do}
		var got []string
		search := func(key string, d time.Duration) {
			l.Start(t.Context(), func(context.Context) (string, error) {
				time.Sleep(d) // a backend that ignores cancellation
				return key, nil
			}, func(v string, _ error) { got = append(got, v) })
		}

		search("dia", 2*time.Second)
		search("diabete", time.Second)
		l.Wait()
		q.drain()

		if len(got) != 1 || got[0] != "diabete" {
			t.Fatalf("got %q, want only the last search", got)
		}
	})
}

func TestLatest_cancelEndsTheWorkAndItsAnswer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := make(queue, 8)
		l := task.Latest[int]{UI: q.do}
		ended := false
		l.Start(t.Context(), func(ctx context.Context) (int, error) {
			<-ctx.Done()
			ended = true
			return 0, ctx.Err()
		}, func(int, error) { t.Error("a cancelled job answered") })

		l.Cancel()
		l.Wait()
		q.drain()

		if !ended {
			t.Error("the work did not see the cancellation")
		}
	})
}

func TestAct_isSentOnceHoweverOftenItIsPressed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := make(queue, 8)
		a := task.Act[int]{UI: q.do}
		sent, answered := 0, 0
		press := func() bool {
			return a.Start(t.Context(), func(context.Context) (int, error) {
				sent++
				time.Sleep(time.Second)
				return sent, errors.New("refused")
			}, func(int, error) { answered++ })
		}

		if !press() {
			t.Fatal("the first press did nothing")
		}
		for range 9 {
			if press() {
				t.Error("a press during the act started another")
			}
		}
		a.Wait()
		q.drain()

		if sent != 1 || answered != 1 || a.Busy() {
			t.Errorf("sent %d, answered %d, busy %v", sent, answered, a.Busy())
		}
	})
}

func TestAct_outlivesACancelledWindow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := make(queue, 8)
		a := task.Act[int]{UI: q.do}
		ctx, cancel := context.WithCancel(t.Context())
		var seen error
		a.Start(ctx, func(ctx context.Context) (int, error) {
			time.Sleep(time.Second)
			seen = ctx.Err()
			return 1, nil
		}, func(int, error) {})

		cancel()
		a.Wait()
		q.drain()

		if seen != nil {
			t.Errorf("the act was cancelled after it was sent: %v", seen)
		}
	})
}
