# The contract of the repository: every command that builds, runs and proves it.
# `make run` and `make test` do their own set-up.

SHELL       := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c

GOLANGCI = go run github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0
GOFUMPT  = go run mvdan.cc/gofumpt@v0.12.0
FUZZTIME ?= 30s
SEEDS    ?= 10000
# Packages whose goroutines share something: tested with the race detector.
RACED    = rooms|server/api|server/conference|server/meetings|server/deals|server/db|server/db/embedded

.PHONY: run build client fmt lint test test-units test-go-raced test-go-netem test-go-plain test-race test-client test-spec test-mongodb test-netem e2e e2e-pages e2e-cut fuzz bench bench-db bench-rooms bench-settlement bench-http bench-kill bench-matchmaking sim-settlement kill-settlement cut-settlement linear-settlement rival-settlement tamper-settlement year-settlement properties-settlement race-settlement cover golden check setup setup-browser clean

run: build ## the demo fair on http://127.0.0.1:8080, its data kept in data/
	./fairground demo --stage live --seed 1 --data data/demo --listen 127.0.0.1:8080

build: client ## the web client, then the whole program
	go build -o fairground ./server

setup:
	@.ci/need go node npm
	@cd static && if [ ! -f node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then npm ci --no-audit --no-fund; fi

setup-browser: setup
	@.ci/need chromium poppler xmllint

client: setup ## the web client into static/dist, when its source is newer
	@cd static && if [ ! -f dist/index.html ] || [ -n "$$(find src public build index.html package-lock.json vite.config.ts tsconfig.json -newer dist/index.html -print -quit)" ]; then npm run --silent build; fi

fmt: ## format everything
	$(GOFUMPT) -l -w -extra $$(git ls-files '*.go')

lint: ## golangci-lint with the set of .golangci.yml
	$(GOLANGCI) run ./...

test: setup-browser client test-units e2e ## everything, as continuous integration runs it

# Media keeps its own time, so half of what the first two take is waiting. The others, the client's among them, run in what they
# leave, behind them in the queue for the processor. Each prints when it has ended; if one fails the others still end, and the whole fails.
test-units: client
	@$(MAKE) --no-print-directory --output-sync=target -j4 test-go-raced test-go-netem test-go-plain test-client

test-go-raced: client
	go test -race $$(go list ./... | grep -E '/($(RACED))$$')

test-go-netem: client
	go test ./rooms/netem

test-go-plain: client
	nice go vet ./...
	nice go test $$(go list ./... | grep -vE '/(rooms/netem|settlement/ledger|$(RACED))$$')
	nice go test -v ./server/settlement/ledger | grep -E 'seeds=|^(ok|FAIL|---|panic)' # the simulation says what it did
	@nice $(MAKE) --no-print-directory test-spec

test-race: client ## the race detector over what make test has no time to run with it
	go test -race ./server/meetings/schedule ./server/notify ./server/accounts ./matchmaking/...

test-client: setup
	cd static && nice npm test --silent

test-spec: ## the official CRUD specification tests against the embedded database
	cd server/db/embedded/spectest && go test -count=1 -v ./... | grep -E 'passed=|^(ok|FAIL|---|panic)'

test-netem: ## calls over an emulated bad network, cut for as long as is promised; needs root on Linux
	NETEM_CUT=20 go test -count=1 -v ./rooms/netem

test-mongodb: ## the store tests against the server in MONGODB_URI
	@test -n "$$MONGODB_URI" || { echo "set MONGODB_URI to a MongoDB server, 4.4 or later"; exit 1; }
	go test -count=1 ./server/...

e2e: setup-browser build ## the journeys in headless Chromium
	cd static && npm run --silent e2e

e2e-pages: setup-browser build ## every page with answers of its own, in all looks: make test walks the real ones
	cd static && AXE=all npm run --silent pages && AXE=all npx playwright test --project=reach --project=room --workers=2

e2e-cut: setup-browser build ## a call in Chromium whose network is gone for eight seconds, announced and not
	cd static && npx playwright test --project=cut --project=hole

fuzz: ## every fuzz target for FUZZTIME
	@for target in $$(git grep -lE '^func Fuzz' -- '*_test.go'); do \
		for name in $$(sed -nE 's/^func (Fuzz[A-Za-z0-9_]*)\(.*/\1/p' $$target); do \
			echo "== $$(dirname $$target) $$name"; \
			go test ./$$(dirname $$target) -run '^$$' -fuzz "^$$name\$$" -fuzztime $(FUZZTIME) || exit 1; \
		done; \
	done

bench: bench-db bench-rooms bench-settlement bench-http ## the figures of the README

bench-db:
	go run ./server/db/bench

bench-rooms: ## the media engine beside a naive fan-out: CPU per packet, latency, join, memory
	go run ./rooms/bench

bench-matchmaking: ## the timetable engine: placing, repair, the conference, recommendations; B2BSP=folder for the published instances
	go run ./matchmaking/bench -recommend -place -repair -conference -brute $(if $(B2BSP),-b2bsp $(B2BSP))

bench-settlement:
	go run ./server/settlement/bench

bench-http: client ## the hall page and the acceptance of a meeting, 50 clients
	go test ./server -run '^$$' -bench HTTP -benchtime 1x

bench-kill: ## kill -9 under load, a hundred times
	FAIRGROUND_KILLS=100 go test -count=1 -v -run Kill ./server/db/embedded/...

sim-settlement: ## the ledger's simulation with SEEDS seeds
	go run ./server/settlement/ledger/simulate -seeds $(SEEDS) -mutants

kill-settlement: ## kill -9 of server, database or both under 16 clients, KILLS times
	SETTLEMENT_KILLS=$(or $(KILLS),1000) go test -count=1 -v -timeout 0 -run Kill ./server/settlement/crash

cut-settlement: ## the connection to the database cut at every message in four ways, ROUNDS times
	SETTLEMENT_CUTS=$(or $(ROUNDS),100) go test -count=1 -v -timeout 0 -run Cut ./server/settlement/crash

linear-settlement: ## HISTORIES of many clients on two servers, checked for linearizability
	SETTLEMENT_HISTORIES=$(or $(HISTORIES),500) go test -count=1 -v -timeout 0 -run 'Linearizable|Stale' ./server/settlement/crash

rival-settlement: ## two, then three servers on one database, their lease stolen, COMMANDS commands
	SETTLEMENT_COMMANDS=$(or $(COMMANDS),1000000) go test -count=1 -v -timeout 0 -run Against ./server/settlement/crash

tamper-settlement: ## MUTATIONS changes of an export, each to be found
	SETTLEMENT_MUTATIONS=$(or $(MUTATIONS),10000) go test -count=1 -v -timeout 0 -run EveryChangeOfAnExport ./server/settlement/ledger

year-settlement: ## a year of ORDERS deals through the service, the bank's account proven each day
	go run ./server/settlement/year -orders $(or $(ORDERS),80000) -seed 1 -days 365 -faults default

properties-settlement: ## CHECKS random cases for each property of money and of interest
	go test -count=1 -timeout 0 ./server/money -run Properties -rapid.checks=$(or $(CHECKS),2000000)
	go test -count=1 -timeout 0 ./server/settlement/ledger -run SumOfItsDays -rapid.checks=$(or $(CHECKS),2000000)

race-settlement: ## a hundred clients at once on one milestone, RACES times, with the race detector
	RACES=$(or $(RACES),1000) go test -race -count=1 -timeout 0 -run TestOneWinner ./server/settlement

cover: client ## statement coverage of the Go tests
	go test -coverprofile=coverage.out ./... && go tool cover -func=coverage.out | tail -1

golden: ## rewrite the golden files and what is generated from them
	UPDATE_GOLDEN=1 go test -count=1 -run Golden ./...
	cd static && npm run --silent types

check: fmt lint test ## what a commit must pass

clean:
	rm -rf fairground static/dist/assets static/dist/*.html static/test-results coverage.out
