# The short way in; CMakeLists.txt does the work. `make help` lists the targets.
PREFIX ?= /usr/local
export DESTDIR ?=
# A shell need not expand the tilde of PREFIX=~/.local.
override PREFIX := $(patsubst ~/%,$(HOME)/%,$(PREFIX))
JOBS ?= $(shell nproc 2>/dev/null || echo 2)

.PHONY: all cargo build demo test bench corpus oracle fuzz install uninstall deb format clean help tools

all: build ## build build/piano

cargo:
	@scripts/need-cargo.sh

tools:
	@scripts/install-packages.sh build

build: tools
	@test -f build/build.ninja || cmake --preset release -DPIANO_TESTS=OFF >/dev/null
	@cmake --build build -j $(JOBS) --target piano

demo: cargo build ## profile the program under examples/ and show its report
	@scripts/demo.sh

test: cargo ## run every test
	@scripts/install-packages.sh build test
	@scripts/test.sh

bench: cargo ## speed and memory, as ratios inside one run; PARTS="probe builds" for some of it
	@scripts/install-packages.sh build test
	@scripts/bench.sh $(PARTS)

corpus: build ## profile published programs and compare them with their plain builds
	@tests/corpus/run.sh

oracle: ## compare the scanner with the compiler's own syntax tree
	@scripts/install-packages.sh build test
	@tests/oracle/run.sh all

fuzz: ## fuzz scanner, rewriter and loader; FUZZ_SECONDS each
	@scripts/install-packages.sh build test
	@scripts/fuzz.sh

install: build ## install into PREFIX (/usr/local)
	@cmake --build build -j $(JOBS) --target manual
	@cmake --install build --prefix "$(PREFIX)" >/dev/null
	@echo "installed: $(DESTDIR)$(PREFIX)/bin/piano"

uninstall: ## remove what install put into PREFIX
	@scripts/uninstall.sh "$(DESTDIR)$(PREFIX)"

deb: build ## make a Debian package in build/
	@scripts/install-packages.sh deb
	@cmake --build build -j $(JOBS) --target manual
	@cd build && cpack -G DEB >/dev/null && ls -1 "$$PWD"/*.deb

format: ## lay out all C sources as .clang-format says
	@clang-format -i $$(git ls-files '*.c' '*.h')

clean: ## remove build/
	@rm -rf build

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' Makefile | expand -t 20
