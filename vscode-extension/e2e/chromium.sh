#!/bin/sh
# Prints where Chromium is. Where there is none, Debian's is installed, if that is allowed.
set -eu
find_it() {
  command -v chromium || command -v chromium-browser || command -v google-chrome
}
find_it && exit
if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
  echo 'backstep: installing Chromium ...' >&2
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium; } >&2 && find_it && exit
fi
echo 'backstep: Chromium is needed for the tests in the browser: install it (Debian: apt-get install chromium) and try again.' >&2
exit 1
