#!/usr/bin/env bash
# Plays the calls of guides against a running system, block by block as a newcomer would paste them, and prints the answers.
# A guide ends at the first call that is refused, unless its block says that it will be: "# 409" beside the call.
# usage: [BOOKING_API=http://localhost:5080] eng/scripts/play-guide.sh docs/guides/tickets.md …
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

statuses=$(mktemp)
trap 'rm -f "$statuses"' EXIT
failed=0

# Whatever a block calls leaves its status behind.
curl() { command curl -w '%{stderr}%{http_code}\n' "$@" 2>>"$statuses"; }

block() {
  local status
  : >"$statuses"
  printf '\n%s\n' "$1" | sed 's/^/> /'
  eval "$1" </dev/null
  while read -r status; do
    case $status in
      [123]??) ;;
      *) grep -q "# $status" <<<"$1" || { printf '\n%s: %s\n' "$guide" "$status" >&2; return 1; } ;;
    esac
  done <"$statuses"
}

for guide in "$@"; do
  inside=
  while IFS= read -r line <&3; do
    case $line in
      '```sh') inside=yes text= ;;
      '```') [[ -z $inside ]] || block "$text" || { failed=1; break; }; inside= ;;
      *) text=${text-}$line$'\n' ;;
    esac
  done 3<"$guide"
done
exit "$failed"
