#!/usr/bin/env bash
# Builds Booking and runs its tests in two lanes: the longest project, and beside it the others one after the other. What kills hosts and
# starts them again by the dozen has the machine for itself afterwards.
# The last line is always "N passed, N failed".
# usage: test.sh [test project name ...]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

readonly solution=Booking.sln
readonly results=artifacts/test-results
readonly longest=Booking.Api.Tests
readonly heaviest=Booking.Chaos.Tests
readonly project_timeout=${BOOKING_TEST_TIMEOUT:-3600}   # seconds per test project

passed=0
failed=0
lines=()
lanes=()

summary() {
  local code=$?
  if ((code != 0 && failed == 0)); then failed=1; fi
  if ((passed == 0 && failed == 0)); then failed=1; fi
  echo
  if ((${#lines[@]} > 0)); then printf '%s\n' "${lines[@]}"; fi
  echo "$passed passed, $failed failed"
  ((failed == 0)) || exit 1
}
# Every lane is a process group of its own, so that what it started ends with it.
stop_lanes() {
  local lane
  for lane in ${lanes[@]+"${lanes[@]}"}; do kill -TERM -- "-$lane" 2>/dev/null || true; done
}
trap summary EXIT
trap 'stop_lanes; exit 130' INT
trap 'stop_lanes; exit 143' TERM

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

# Runs projects one after the other; the output of each is shown when it has ended.
run_lane() {
  local project name code
  for project in "$@"; do
    name=$(basename "$project" .csproj)
    code=0
    bounded dotnet test "$project" --no-build --nologo --logger "trx;LogFileName=$name.trx" --results-directory "$results" > "$results/$name.log" 2>&1 || code=$?
    echo "$code" > "$results/$name.code"
    printf '\n== %s\n%s\n' "$name" "$(cat "$results/$name.log")"
  done
}

count_project() {
  local name=$1 code good=0 bad=0 file=$results/$1.trx
  code=$(cat "$results/$name.code" 2>/dev/null || echo 1)
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
rm -rf "$results"
mkdir -p "$results"
first=()
second=()
last=()
for project in ${projects[@]+"${projects[@]}"}; do
  case $(basename "$project" .csproj) in
    "$longest") first+=("$project") ;;
    "$heaviest") last+=("$project") ;;
    *) second+=("$project") ;;
  esac
done

start_lane() {
  if (($# > 0)); then
    run_lane "$@" &
    lanes+=($!)
  fi
}

wait_for_lanes() {
  local lane
  for lane in ${lanes[@]+"${lanes[@]}"}; do wait "$lane" || true; done
  lanes=()
}

set -m
start_lane ${first[@]+"${first[@]}"}
start_lane ${second[@]+"${second[@]}"}
wait_for_lanes
start_lane ${last[@]+"${last[@]}"}
wait_for_lanes
for project in ${projects[@]+"${projects[@]}"}; do count_project "$(basename "$project" .csproj)"; done
