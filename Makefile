# Clotho: `make demo` shows it, `make test` tests it, `make check` is what CI runs.

SWIFT ?= swift
BUILD_FLAGS = --explicit-target-dependency-import-check error
SOURCES = Sources Tests Package.swift

.DEFAULT_GOAL := help
.PHONY: help demo demo-federation build release test check lint format bench fuzz soak proto deps clean

help:
	@echo 'make demo    run a federated training on this machine and watch it'
	@echo 'make demo-federation  the same over three sites: three servers, three logs'
	@echo 'make test    build and run all tests'
	@echo 'make check   what CI runs: format, build with the import check, test'
	@echo 'make format  format the sources'
	@echo 'make bench   measure the log and the scheduler'
	@echo 'make fuzz    feed damaged inputs to the readers of bytes, for long'
	@echo 'make soak    live through simulations of several sites, for long'
	@echo 'make proto   generate the event payloads again from Protos'
	@echo 'make deps    install the Debian packages that are missing'
	@echo 'make clean   remove what was built'

demo: release
	tools/demo.sh

demo-federation: release
	tools/demo-federation.sh

# The Swift runtime is linked in: the programs run where no Swift is, and start in two thirds of the time.
RELEASE = -c release --static-swift-stdlib

release: deps
	$(SWIFT) build $(RELEASE) --product clotho
	$(SWIFT) build $(RELEASE) --product clotho-worker

build: deps
	$(SWIFT) build --build-tests $(BUILD_FLAGS)

test: build
	SWIFT=$(SWIFT) tools/test.sh

lint:
	$(SWIFT) format lint --strict --recursive $(SOURCES)

check: lint test

format:
	$(SWIFT) format -i --recursive $(SOURCES)

bench: release
	Benchmarks/run-log.sh
	Benchmarks/run-projections.sh
	Benchmarks/run-segments.sh
	Benchmarks/run-jobs.sh
	Benchmarks/run-models.sh
	Benchmarks/run-scale.sh
	Benchmarks/run-queue.sh
	Benchmarks/run-takeover.sh

fuzz: deps
	tools/fuzz.sh

soak: deps
	tools/soak.sh

proto:
	tools/proto.sh

deps:
	@tools/deps.sh

clean:
	rm -rf .build .build-*
