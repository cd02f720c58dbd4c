#!/usr/bin/env bash
# Checks what Booking needs on this machine and, on Debian and Ubuntu, installs what is missing.
# usage: prerequisites.sh [--tests]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

readonly policy=/usr/sbin/policy-rc.d
readonly policy_saved=/usr/sbin/policy-rc.d.before-booking
readonly policy_mark='# Written by prerequisites.sh of Booking for the time of an installation.'

has() { command -v "$1" >/dev/null 2>&1 || [[ -x /usr/sbin/$1 || -x /usr/local/sbin/$1 ]]; }
say() { printf '%s\n' "$*" >&2; }

has_dotnet_10() { has dotnet && dotnet --list-sdks 2>/dev/null | grep -q '^10\.'; }
has_postgres() { has postgres || compgen -G '/usr/lib/postgresql/*/bin/postgres' >/dev/null; }
has_rabbitmq() { has rabbitmq-server || [[ -x /usr/lib/rabbitmq/bin/rabbitmq-server ]]; }
has_dejavu() { [[ -r /usr/share/fonts/truetype/dejavu/DejaVuSans.ttf ]] || { has fc-list && fc-list | grep -q DejaVuSans.ttf; }; }
has_chromium() { has chromium || has chromium-browser || has google-chrome; }
node_major() { local version; version=$(node --version 2>/dev/null) || return 1; version=${version#v}; echo "${version%%.*}"; }

feed_is_full() { grep -q '<PackageFeed>full<' artifacts/feed.props 2>/dev/null; }
# With containers and the full feed .NET Aspire brings the servers itself.
needs_servers() {
  has docker || has podman || return 0
  [[ -e artifacts/feed.props ]] || dotnet restore Booking.AppHost -v q >/dev/null 2>&1 || true
  ! feed_is_full
}

is_debian() { [[ -r /etc/debian_version ]] && has apt-get; }
is_ubuntu() { grep -q '^ID=ubuntu' /etc/os-release 2>/dev/null; }

with_tests=false
case "${1:-}" in
  '') ;;
  --tests) with_tests=true ;;
  *) say "usage: ${0##*/} [--tests]"; exit 2 ;;
esac

if ! has_dotnet_10; then
  say 'Booking needs the .NET SDK 10. Install it and run this again:'
  say '  https://dotnet.microsoft.com/download/dotnet/10.0'
  say '  Ubuntu: sudo apt-get install dotnet-sdk-10.0      macOS: brew install --cask dotnet-sdk      Windows: winget install Microsoft.DotNet.SDK.10'
  [[ -x ${HOME:-}/.dotnet/dotnet ]] && say "There is a dotnet in $HOME/.dotnet that is not on the PATH."
  exit 1
fi

as_root=()
may_install=true
if is_debian && [[ $(id -u) -ne 0 ]]; then
  if has sudo && sudo -n true 2>/dev/null; then as_root=(sudo -n); else may_install=false; fi
fi
apt() { "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -o Acquire::http::Timeout=60 -o Acquire::Retries=2 -o DPkg::Lock::Timeout=180 "$@"; }
refresh_lists() { [[ -n ${lists_fresh:-} ]] || apt update >&2; lists_fresh=yes; }

packages=()
has curl || packages+=(curl)
has_dejavu || packages+=(fonts-dejavu-core)
if needs_servers; then
  has_postgres || packages+=(postgresql)
  has redis-server || packages+=(redis-server)
  has_rabbitmq || packages+=(rabbitmq-server)
fi
if $with_tests; then
  has pdftotext || packages+=(poppler-utils)
  if ! has_chromium; then
    if is_ubuntu; then packages+=(chromium-browser); else packages+=(chromium); fi
  fi
fi

# Distributions often carry an older Node.js, which would not do; then nothing is installed and the message says so.
node_wanted=
if ! $with_tests && feed_is_full; then
  :
elif has node; then
  [[ $(node_major || echo 0) -ge 20 ]] || node_wanted="Node.js 20 or later is needed, found $(node --version 2>/dev/null || echo none)."
  has npm || node_wanted="npm is missing beside the installed Node.js."
elif is_debian && { ! $may_install || refresh_lists; } && [[ $(apt-cache policy nodejs 2>/dev/null | sed -n 's/^ *Candidate: *\(.*:\)\{0,1\}\([0-9]*\)\..*/\2/p') -ge 20 ]]; then
  packages+=(nodejs npm)
else
  node_wanted='Node.js 20 or later with npm is needed.'
fi
if [[ -n $node_wanted ]]; then
  say "$node_wanted It fetches the script of the API reference page and the tools of the tests: https://nodejs.org/en/download"
  if $with_tests; then exit 1; fi
fi

if [[ ${#packages[@]} -eq 0 ]]; then
  exit 0
fi

if ! is_debian; then
  say "These are missing: ${packages[*]} (names as in Debian). Install them with this system's package manager and run this again."
  exit 1
fi
if ! $may_install; then
  say "These packages are missing: ${packages[*]}. Run this, then start again:"
  say '  sudo apt-get update'
  say "  sudo apt-get install -y --no-install-recommends ${packages[*]}"
  say 'Debian starts the servers when it installs them. Booking runs its own on other ports; to stop the system-wide ones:'
  say '  sudo systemctl disable --now postgresql redis-server rabbitmq-server'
  exit 1
fi

restore_policy() {
  if [[ -e $policy_saved ]]; then
    "${as_root[@]}" mv -f "$policy_saved" "$policy"
  else
    "${as_root[@]}" rm -f "$policy"
  fi
}

# Packages of servers start them when installed and stop them when upgraded; 101 forbids both, so what runs keeps running.
forbid_service_changes() {
  if [[ -e $policy ]] && ! grep -qF "$policy_mark" "$policy"; then
    "${as_root[@]}" mv -f "$policy" "$policy_saved"
  fi
  trap restore_policy EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  printf '#!/bin/sh\n%s\nexit 101\n' "$policy_mark" | "${as_root[@]}" tee "$policy" >/dev/null
  "${as_root[@]}" chmod 755 "$policy"
}

say "Installing ${packages[*]}"
forbid_service_changes
refresh_lists
apt install -y --no-install-recommends --no-upgrade "${packages[@]}"
