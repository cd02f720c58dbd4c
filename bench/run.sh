#!/usr/bin/env bash
# Takes the figures of the claim kernel beside PostgreSQL's own limits; see bench/README.md.
# usage: bench/run.sh [--seconds 3] [--rounds 3] [--clients 64] [--customers 128] [--only <part of a figure's name>]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

trap 'exit 130' INT
trap 'exit 143' TERM HUP

readonly budget=300         # seconds from the end of the build to the end of the script
readonly start_limit=90     # seconds until the API answers
readonly stop_limit=25      # seconds until everything has stopped
readonly output=artifacts/bench
readonly log=$output/apphost.log

fail() { printf '%s\n' "$*" >&2; exit 1; }

[[ $(uname -s) == Linux ]] || fail 'bench/run.sh reads memory and environments from /proc and needs Linux.'
eng/scripts/prerequisites.sh

pgbench=$(command -v pgbench || compgen -G '/usr/lib/postgresql/*/bin/pgbench' | sort -V | tail -n 1 || true)
[[ -n $pgbench ]] || fail 'pgbench is missing. It comes with PostgreSQL: apt-get install postgresql'

free_port() {
  local port
  for _ in {1..50}; do
    port=$((20000 + RANDOM % 12000))
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port"; return; }
  done
  fail 'No free port was found.'
}

mkdir -p "$output"
dotnet build Booking.AppHost -c Release --nologo -v quiet
dotnet build bench/Booking.Bench -c Release --nologo -v quiet
SECONDS=0

readonly run_id=b$RANDOM$RANDOM$RANDOM
readonly password=bench$RANDOM$RANDOM$RANDOM
BOOKING_API_PORT=$(free_port)
export BOOKING_API_PORT
readonly api=http://localhost:$BOOKING_API_PORT
revision=$(git describe --always --dirty 2>/dev/null || true)

# Ephemeral: the database begins empty and goes with the run. Limits against single customers and addresses are lifted, because
# all the load comes from one machine; everything else is as it is delivered.
settings=(
  --Booking:Ephemeral=true
  --Parameters:postgres-password="$password"
  --Booking:Env:api:BOOKING_BENCH_RUN="$run_id:api"
  --Booking:Env:workers:BOOKING_BENCH_RUN="$run_id:workers"
  --Booking:Env:api:RateLimits__Sale=1000000000
  --Booking:Env:api:Holds__MaxLivePerCustomer=1000000
  --Booking:Env:api:Auth__Login__PerAddress=1000000
  --Booking:Env:api:Logging__LogLevel__Default=Warning
  --Booking:Env:workers:Logging__LogLevel__Default=Warning
)

# A process group of its own, so that Ctrl-C reaches only this script.
set -m
dotnet run --project Booking.AppHost -c Release --no-build -- "${settings[@]}" </dev/null >"$log" 2>&1 &
apphost=$!
set +m

bench=
stop() {
  local code=$?
  trap '' INT TERM HUP
  [[ -z $bench ]] || kill -TERM "$bench" 2>/dev/null || true
  kill -TERM "$apphost" 2>/dev/null || true
  for ((i = 0; i < stop_limit * 10; i++)); do
    kill -0 "$apphost" 2>/dev/null || break
    sleep 0.1
  done
  kill -KILL -- "-$apphost" 2>/dev/null || true
  exit "$code"
}
trap stop EXIT

echo "Starting Booking with an empty database at $api (log: $log)" >&2
until [[ $(curl -s -o /dev/null -m 5 -w '%{http_code}' "$api/health" 2>/dev/null) == 200 ]]; do
  kill -0 "$apphost" 2>/dev/null || { tail -n 40 "$log" >&2; fail 'The AppHost ended before the API answered.'; }
  ((SECONDS < start_limit)) || { tail -n 40 "$log" >&2; fail "$api/health did not answer 200 within $start_limit s."; }
  sleep 0.2
done
echo "Started after $SECONDS s" >&2

dotnet bench/Booking.Bench/bin/Release/net10.0/Booking.Bench.dll \
  --api "$api" --run-id "$run_id" --postgres "Username=postgres;Password=$password" --pgbench "$pgbench" --sql bench/sql --output "$output" \
  --revision "${revision:-unknown}" --budget-seconds $((budget - stop_limit - SECONDS)) "$@" &
bench=$!
# In the background, because a signal reaches this script only between two commands or in a wait.
code=0
wait "$bench" || code=$?
bench=
exit "$code"
