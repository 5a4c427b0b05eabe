#!/bin/sh
# Builds the page with npm, if something changed since; Maven runs this.
#
#   build.sh build   target/page, ready to be served
#   build.sh test    types and unit tests, unless they passed on the same sources
#   build.sh frames [--json]   how long drawing takes; needs all built, and a machine that does nothing else
#   build.sh e2e     the page in Chromium, on recordings that are made for it; needs the built backstep command
set -eu
cd "$(dirname "$0")"
. ./npm.sh

# One at a time: two Maven runs in one folder would build into each other's output.
if command -v flock >/dev/null && [ -z "${BACKSTEP_PAGE_LOCKED:-}" ]; then
  mkdir -p target
  BACKSTEP_PAGE_LOCKED=1
  export BACKSTEP_PAGE_LOCKED
  exec flock target/lock sh "$0" "$@"
fi

sources='src index.html package.json package-lock.json vite.config.ts tsconfig.json build.sh npm.sh'

test_page() {
  run check
  run test
}

# shellcheck disable=SC2086
case ${1:-} in
  build)
    if ! has_npm && [ -f target/page.stamp ]; then
      printf 'backstep: no npm found: the page stays as it was built last.\n' >&2
    elif ! is_done page $sources || [ ! -d target/page ]; then
      install
      remember page run build
    fi
    ;;
  test)
    if ! is_done test test $sources; then
      install
      remember test test_page
    fi
    ;;
  e2e | frames)
    install
    CHROMIUM=$(../../vscode-extension/e2e/chromium.sh)
    export CHROMIUM
    task=$1
    shift
    run "$task" -- "$@"
    ;;
  *) fail "usage: build.sh build|test|e2e|frames" ;;
esac
