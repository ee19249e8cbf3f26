# Makes the functions' packages for `sam build` (BuildMethod: makefile). Maven builds all of them in one run; each target
# copies one to where SAM wants it.
version := 0.1.0-SNAPSHOT
modules := execute generate query health upkeep migrate
# The generate function carries native code for one processor: the template's default, or `ARCHITECTURE=x86_64 sam build`.
ARCHITECTURE ?= arm64
platform := $(if $(filter x86_64,$(ARCHITECTURE)),linux-x64,linux-aarch64)
package = functions/$(1)/target/package/lib/dossier-$(1)-$(version).jar
sources := $(shell find pom.xml shared migrations functions -type f -not -path '*/target/*' \( -path '*/src/main/*' -o -name pom.xml \))

builds := $(addprefix build-,ExecuteFunction ExecuteQueueFunction GenerateFunction QueryFunction HealthFunction UpkeepFunction MigrateFunction)

.PHONY: packages $(builds)

build-ExecuteFunction build-ExecuteQueueFunction: module := execute
build-GenerateFunction: module := generate
build-QueryFunction: module := query
build-HealthFunction: module := health
build-UpkeepFunction: module := upkeep
build-MigrateFunction: module := migrate

$(builds): packages
	mkdir -p "$(ARTIFACTS_DIR)"
	cp -R functions/$(module)/target/package/. "$(ARTIFACTS_DIR)/"

packages: $(call package,migrate)

$(call package,migrate): $(sources)
	rm -rf $(foreach one,$(modules),functions/$(one)/target/package)
	JAVA_HOME=$$(./dossier --java-home) mvn -B -q -ntp -DskipTests -Dsemantic.platform=$(platform) package $(foreach one,$(modules),-pl functions/$(one)) -am
	touch $@
