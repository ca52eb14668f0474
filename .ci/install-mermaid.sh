#!/bin/sh
# Installs Mermaid, whose parser test/report/mermaid.thorough.test.ts asks, into a folder of its own (150 MB, too much for everybody's
# node_modules) and prints where it is, as a line that a shell can eval. A second run finds it there.
set -eu
version=11.17.2
folder="${PORTWRIGHT_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/portwright}/mermaid-$version"
if [ ! -f "$folder/node_modules/mermaid/package.json" ]; then
  mkdir -p "$folder"
  echo '{ "name": "portwright-mermaid", "private": true }' > "$folder/package.json"
  npm install --prefix "$folder" --ignore-scripts --no-audit --no-fund --silent "mermaid@$version" >&2
fi
echo "export PORTWRIGHT_MERMAID=$folder"
