# The two commands of the README are `make run` and `make test`.
# One fixed flag set for everything: another -tags or -trimpath would be another
# cold build of the toolkit (docs/adr/0003-un-solo-insieme-di-opzioni.md).
TAGS      := gles,x11,no_emoji,no_animations,migrated_fynedo,release
export GOFLAGS := -trimpath -buildvcs=false -tags=$(TAGS)
export CGO_ENABLED := 1
VERSION   := $(shell sed -n 's/^  Version = "\(.*\)"/\1/p' FyneApp.toml)
COMMIT    := $(shell git rev-parse --short=12 HEAD 2>/dev/null || echo sconosciuto)
LDFLAGS   := -s -w -X main.versione=$(VERSION) -X main.commit=$(COMMIT)
BIN       := build/esenpat-desktop
TOOLS     := .cache/bin
LINT      := $(TOOLS)/golangci-lint
LINT_V    := v2.15.0

.PHONY: all build run test test-lungo check lint unit race views window keyring cross openapi package schermate bench clean deps

all: build

deps:
	@.ci/pacchetti build
	@.ci/terzi

build: deps
	@mkdir -p build
	go build -ldflags "$(LDFLAGS)" -o $(BIN) ./cmd/esenpat-desktop

# Opens the window; without a display it drives the main job in a virtual one.
run: build
	@.ci/avvia $(BIN)

test: deps
	@.ci/pacchetti test
	@.ci/prove

# The counts of a release (docs/AFFIDABILITA.md); hours, and root for the disks.
test-lungo: build
	@QUOTA="$(QUOTA)" PARTI="$(PARTI)" .ci/prove-lunghe

lint: deps $(LINT)
	$(LINT) run ./...

$(LINT):
	@mkdir -p $(TOOLS)
	GOFLAGS= GOBIN=$(abspath $(TOOLS)) go install github.com/golangci/golangci-lint/v2/cmd/golangci-lint@$(LINT_V)

check: lint
	go vet ./...
	go test ./app/... ./services/... ./views/... ./cmd/... ./docs/... ./assets/...

race: deps
	go test -race ./app/... ./services/...

cross:
	@.ci/altri-sistemi

openapi:
	@.ci/openapi

package: build
	@.ci/pacchetti package
	@.ci/impacchetta $(VERSION)

# The pictures of the guide, docs/MANUALE.md.
schermate: build
	@.ci/pacchetti screen test
	@.ci/schermate $(BIN)

bench: build
	@.ci/misure $(BIN)

clean:
	rm -rf build .cache assets/terzi
