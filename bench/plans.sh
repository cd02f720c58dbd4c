#!/usr/bin/env bash
# Fills a database with tenant `big` and writes the plans of the API's queries over it to docs/operations/query-plans.md.
# usage: bench/plans.sh [file]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

trap 'exit 130' INT
trap 'exit 143' TERM HUP

readonly file=${1:-docs/operations/query-plans.md}
readonly start_limit=120    # seconds until the API answers
readonly stop_limit=25      # seconds until everything has stopped
readonly output=artifacts/bench
readonly log=$output/plans.log

fail() { printf '%s\n' "$*" >&2; exit 1; }

eng/scripts/prerequisites.sh
mkdir -p "$output"
dotnet build Booking.AppHost -c Release --nologo -v quiet
dotnet build bench/Booking.Bench -c Release --nologo -v quiet

readonly password=plans$RANDOM$RANDOM$RANDOM
readonly run_id=p$RANDOM$RANDOM$RANDOM
BOOKING_API_PORT=$((20000 + RANDOM % 12000))
export BOOKING_API_PORT
readonly api=http://localhost:$BOOKING_API_PORT

# A process group of its own, so that Ctrl-C reaches only this script.
set -m
dotnet run --project Booking.AppHost -c Release --no-build -- --Booking:Ephemeral=true --Parameters:postgres-password="$password" \
  --Booking:Env:api:BOOKING_BENCH_RUN="$run_id" --Booking:Env:api:Logging__LogLevel__Default=Warning --Booking:Env:workers:Logging__LogLevel__Default=Warning </dev/null >"$log" 2>&1 &
apphost=$!
set +m

stop() {
  local code=$?
  trap '' INT TERM HUP
  kill -TERM "$apphost" 2>/dev/null || true
  for ((i = 0; i < stop_limit * 10; i++)); do
    kill -0 "$apphost" 2>/dev/null || break
    sleep 0.1
  done
  kill -KILL -- "-$apphost" 2>/dev/null || true
  exit "$code"
}
trap stop EXIT

SECONDS=0
until [[ $(curl -s -o /dev/null -m 5 -w '%{http_code}' "$api/health" 2>/dev/null) == 200 ]]; do
  kill -0 "$apphost" 2>/dev/null || { tail -n 40 "$log" >&2; fail 'The AppHost ended before the API answered.'; }
  ((SECONDS < start_limit)) || { tail -n 40 "$log" >&2; fail "$api/health did not answer 200 within $start_limit s."; }
  sleep 0.2
done

# The API's process knows where the database is.
server=
for environment in /proc/[0-9]*/environ; do
  variables=$( (tr '\0' '\n' <"$environment") 2>/dev/null || true)
  if grep -qx "BOOKING_BENCH_RUN=$run_id" <<<"$variables"; then
    server=$(sed -n 's/^ConnectionStrings__bookingdb=//p' <<<"$variables" | tr ';' '\n' | grep -iE '^(host|port)=' | paste -sd ';')
    break
  fi
done
[[ -n $server ]] || fail "The API's process is not found by its environment."
readonly postgres="$server;Username=postgres;Password=$password"

readonly bench=bench/Booking.Bench/bin/Release/net10.0/Booking.Bench.dll
dotnet "$bench" seed "$postgres" bench/sql/big
dotnet "$bench" plans "$postgres" "$api" bench/sql/plans.txt "$log" "$file"
echo "Written to $file" >&2
