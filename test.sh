#!/usr/bin/env bash
# Builds Booking and runs its tests, one project after the other. The last line is always "N passed, N failed".
# usage: test.sh [test project name ...]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

readonly solution=Booking.sln
readonly results=artifacts/test-results
readonly project_timeout=${BOOKING_TEST_TIMEOUT:-3600}   # seconds per test project

passed=0
failed=0
lines=()

summary() {
  local code=$?
  if ((code != 0 && failed == 0)); then failed=1; fi
  if ((passed == 0 && failed == 0)); then failed=1; fi
  echo
  if ((${#lines[@]} > 0)); then printf '%s\n' "${lines[@]}"; fi
  echo "$passed passed, $failed failed"
  ((failed == 0)) || exit 1
}
trap summary EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# The sum of the named counters of a results file.
counted() {
  local file=$1 sum=0 name value
  shift
  for name in "$@"; do
    value=$(sed -n 's/.*<Counters [^>]*\b'"$name"'="\([0-9]*\)".*/\1/p' "$file" | tail -n 1)
    sum=$((sum + ${value:-0}))
  done
  echo "$sum"
}

bounded() {
  if command -v timeout >/dev/null; then timeout --foreground --kill-after=60 "$project_timeout" "$@"; else "$@"; fi
}

run_project() {
  local project=$1 name code=0 good=0 bad=0 file
  name=$(basename "$project" .csproj)
  file=$results/$name.trx
  rm -f "$file"
  echo
  echo "== $name"
  bounded dotnet test "$project" --no-build --nologo --logger "trx;LogFileName=$name.trx" --results-directory "$results" || code=$?
  if [[ -s $file ]]; then
    good=$(counted "$file" passed)
    bad=$(counted "$file" failed error timeout aborted)
  fi
  # A host that crashed, hung or found no test leaves no failed test behind; it counts as one.
  if ((bad == 0 && (code != 0 || good == 0))); then bad=1; fi
  passed=$((passed + good))
  failed=$((failed + bad))
  lines+=("$(printf '%-36s %5d passed %5d failed' "$name" "$good" "$bad")")
}

eng/scripts/prerequisites.sh --tests

mapfile -t projects < <(dotnet sln "$solution" list | tr -d '\r' | tr '\\' '/' | grep 'Tests\.csproj$' | sort)
if (($# > 0)); then
  chosen=()
  for name in "$@"; do
    found=
    for project in "${projects[@]}"; do
      if [[ $(basename "$project" .csproj) == "$name" ]]; then found=$project; fi
    done
    if [[ -z $found ]]; then echo "$solution has no test project $name" >&2; exit 2; fi
    chosen+=("$found")
  done
  projects=("${chosen[@]}")
fi

dotnet build "$solution" --nologo -v quiet
mkdir -p "$results"
for project in ${projects[@]+"${projects[@]}"}; do
  run_project "$project"
done
