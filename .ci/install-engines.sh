#!/bin/sh
# Brings the Docker engines of the engine tests (test/engine) to a Debian machine. Safe to run again: what is there stays.
#   .ci/install-engines.sh
# The 20.10 line comes as Debian packages and is required (exit code 1 without it). The newer line is built from its Go
# modules into a cache folder and is optional: without it the tests say so and go on.
# The compose tool, which brings compose files up for the tests of their reader, is built the same way and optional as well.
#   PORTWRIGHT_ENGINE_29   folder of the newer engine   (default: ~/.cache/portwright/engine-29)
#   PORTWRIGHT_COMPOSE     the compose tool             (default: ~/.cache/portwright/docker-compose)
set -u
DOCKERD=github.com/moby/moby/v2/cmd
DOCKERD_VERSION=v2.0.0-beta.24
RUNC=github.com/opencontainers/runc
RUNC_VERSION=v1.5.2
COMPOSE=github.com/docker/compose/v2
COMPOSE_VERSION=v2.40.3
engine29=${PORTWRIGHT_ENGINE_29:-$HOME/.cache/portwright/engine-29}
compose=${PORTWRIGHT_COMPOSE:-$HOME/.cache/portwright/docker-compose}

say() { echo "install-engines: $*"; }

have() {
  for program in "$@"; do command -v "$program" >/dev/null 2>&1 || return 1; done
}

# packages PACKAGE... : installs them, or says why not
packages() {
  if ! have apt-get; then say "no apt-get here, so not installed: $*"; return 1; fi
  if [ "$(id -u)" != 0 ]; then say "not root, so not installed: $*"; return 1; fi
  DEBIAN_FRONTEND=noninteractive
  export DEBIAN_FRONTEND
  # A package must not start a daemon of its own on a build machine.
  if [ ! -e /usr/sbin/policy-rc.d ]; then
    printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d && chmod +x /usr/sbin/policy-rc.d && ours=yes
  fi
  log=$(mktemp)
  apt-get install -y --no-install-recommends "$@" >"$log" 2>&1 ||
    { apt-get update >>"$log" 2>&1 && apt-get install -y --no-install-recommends "$@" >>"$log" 2>&1; }
  result=$?
  [ "${ours:-no}" = yes ] && rm -f /usr/sbin/policy-rc.d
  ours=no
  if [ "$result" = 0 ]; then say "installed: $*"; else say "apt-get could not install $*:"; tail -n 5 "$log"; fi
  rm -f "$log"
  return "$result"
}

engine20() {
  if have dockerd containerd runc busybox ip iptables nsenter unshare setpriv; then
    say "engine 20.10: already here, $(dockerd --version)"
    return 0
  fi
  packages docker.io busybox-static iproute2 iptables util-linux || return 1
  say "engine 20.10: $(dockerd --version)"
}

# module PACKAGE@VERSION CGO TAGS : builds a program into the folder of the newer engine, unless it is there
module() {
  name=${1%@*}
  name=${name##*/}
  if [ -x "$engine29/$name" ]; then say "engine 29: $name already here"; return 0; fi
  log=$(mktemp)
  if GOBIN=$engine29 CGO_ENABLED=$2 go install -tags "$3" "$1" >"$log" 2>&1; then
    say "engine 29: built $name from $1"
    rm -f "$log"
    return 0
  fi
  say "engine 29: could not build $1:"
  tail -n 5 "$log"
  rm -f "$log"
  return 1
}

engine29() {
  if [ -x "$engine29/dockerd" ] && [ -x "$engine29/docker-proxy" ] && [ -x "$engine29/runc" ]; then
    say "engine 29: already in $engine29, $("$engine29/dockerd" --version)"
    return 0
  fi
  if ! have go; then say "engine 29: left out, there is no go to build it with"; return 1; fi
  mkdir -p "$engine29" || return 1
  static='netgo osusergo static_build exclude_graphdriver_btrfs'
  module "$DOCKERD/dockerd@$DOCKERD_VERSION" 0 "$static" || return 1
  module "$DOCKERD/docker-proxy@$DOCKERD_VERSION" 0 "$static" || return 1
  if [ ! -x "$engine29/runc" ] && ! { have pkg-config cc && pkg-config --exists libseccomp; }; then
    packages gcc libc6-dev libseccomp-dev pkg-config || return 1
  fi
  module "$RUNC@$RUNC_VERSION" 1 seccomp || return 1
  say "engine 29: in $engine29"
}

# Its go.mod excludes versions, so it cannot be installed by name: a module of its own takes it as a dependency.
compose() {
  if [ -x "$compose" ]; then say "compose tool: already here, $compose"; return 0; fi
  if ! have go; then say "compose tool: left out, there is no go to build it with"; return 1; fi
  folder=$(mktemp -d) && log=$(mktemp) && mkdir -p "$(dirname "$compose")" || return 1
  (
    cd "$folder" && go mod init compose-tool && go get "$COMPOSE/cmd@$COMPOSE_VERSION" &&
      CGO_ENABLED=0 go build -o "$compose" "$COMPOSE/cmd"
  ) >"$log" 2>&1
  result=$?
  if [ "$result" = 0 ]; then
    say "compose tool: built from $COMPOSE@$COMPOSE_VERSION"
  else
    say "compose tool: could not build $COMPOSE:"
    tail -n 5 "$log"
  fi
  rm -rf "$folder" "$log"
  return "$result"
}

compose || say "compose tool: tests that need it will say that it is not here"
engine29 || say "engine 29: tests that need it will say that it is not here"
engine20 || { say "engine 20.10 is required and is not here"; exit 1; }
