#!/bin/sh
# Installs the AWS-API emulator and cfn-lint into a virtual environment of their own and prints where they are, as lines
# that a shell can eval. A second run finds them there. Needs python3 with venv.
set -eu
cache="${PORTWRIGHT_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/portwright}"
venv="$cache/aws-moto-5.2.5-cfn-lint-1.58"
if [ ! -x "$venv/bin/cfn-lint" ] || [ ! -x "$venv/bin/moto_server" ]; then
  mkdir -p "$cache"
  rm -rf "$venv"
  python3 -m venv "$venv" >&2
  "$venv/bin/pip" install --quiet --disable-pip-version-check 'moto[server,cloudformation]==5.2.5' 'cfn-lint>=1.58,<1.59' >&2
fi
echo "export PORTWRIGHT_MOTO_SERVER=$venv/bin/moto_server"
echo "export PORTWRIGHT_CFN_LINT=$venv/bin/cfn-lint"
