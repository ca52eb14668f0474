#!/bin/sh
# Brings a browser for the tests of pages (test/report/picture/browser.thorough.test.ts) to a Debian machine. Safe to run again.
set -eu
if command -v chromium >/dev/null 2>&1; then
  echo "install-browser: $(chromium --version)"
  exit 0
fi
DEBIAN_FRONTEND=noninteractive
export DEBIAN_FRONTEND
apt-get update -qq
apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core >/dev/null
chromium --version
