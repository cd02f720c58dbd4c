#!/usr/bin/env bash
# Starts the whole of Booking on this machine. Arguments go to `dotnet run --project Booking.AppHost`.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

trap 'exit 130' INT
trap 'exit 143' TERM HUP

readonly start_timeout=${BOOKING_START_TIMEOUT:-600}   # seconds, the first build included
readonly stop_timeout=90                               # seconds
export BOOKING_API_PORT=${BOOKING_API_PORT:-5080}
readonly api=http://localhost:$BOOKING_API_PORT
readonly log=artifacts/run/apphost.log

eng/scripts/prerequisites.sh

healthy() { [[ $(curl -s -o /dev/null -m 5 -w '%{http_code}' "$api/health" 2>/dev/null) == 200 ]]; }
if healthy; then
  echo "Something already answers at $api. Stop it, or choose another port: BOOKING_API_PORT=5090 ./run.sh" >&2
  exit 1
fi

mkdir -p "${log%/*}"
exec 3> >(trap '' INT TERM; exec tee "$log")
tee_pid=$!

# A process group of its own: Ctrl-C reaches only this script, which asks the AppHost to stop exactly once.
set -m
dotnet run --project Booking.AppHost "$@" </dev/null >&3 2>&3 &
apphost=$!
set +m

stopping=
interrupted=
stop() {
  interrupted=yes
  kill -TERM "$apphost" 2>/dev/null || true
  [[ -z $stopping ]] || return 0
  stopping=yes
  ( for ((i = 0; i < stop_timeout; i++)); do sleep 1; kill -0 "$apphost" 2>/dev/null || exit 0; done
    echo "The AppHost did not stop within $stop_timeout s." >&2
    kill -KILL -- "-$apphost" 2>/dev/null ) 3>&- &
}
trap stop INT TERM HUP

finish() {
  local code
  while :; do
    interrupted=
    code=0
    wait "$apphost" || code=$?
    # A signal ends the wait early; the AppHost's own exit code comes with the next one.
    [[ -n $interrupted ]] || break
  done
  trap '' INT TERM HUP
  exec 3>&-
  wait "$tee_pid" || true
  exit "$code"
}

resource_urls() { sed -n 's/^.*\[apphost\] url \([^ ]*\) \([^ ]*\) \(http[^ ]*\).*$/\1 \2 \3/p' "$log" | sort -u; }
dashboard_url() { grep -ao 'https\?://[^ ]*/login?t=[^ ]*' "$log" | tail -n 1; }

banner() {
  echo
  echo "Booking is running. Ctrl-C stops it."
  echo
  printf '  %-28s %s\n' 'API' "$api/api/v1" 'API reference (Scalar)' "$api/scalar" 'OpenAPI document' "$api/openapi/v1.json"
  local resource name url
  while read -r resource name url; do
    [[ $url == "$api"* ]] || printf '  %-28s %s\n' "$resource ($name)" "$url"
  done < <(resource_urls)
  url=$(dashboard_url) && printf '  %-28s %s\n' 'Aspire dashboard' "$url"
  cat <<TEXT

  Demo users, password Booking-demo-1!
    customer@demo.test   customer2@demo.test   driver@demo.test
    provider@demo.test   admin@demo.test       operator@demo.test

  A first booking, to paste into another terminal (or run eng/scripts/first-booking.sh):

export BOOKING_API=$api
TEXT
  sed '1,/^# --- paste from here/d' eng/scripts/first-booking.sh
  echo
}

deadline=$((SECONDS + start_timeout))
until healthy; do
  [[ -z $stopping ]] || finish
  kill -0 "$apphost" 2>/dev/null || finish
  if ((SECONDS >= deadline)); then
    echo "$api/health did not answer 200 within $start_timeout s; the log is $log" >&2
    stop
    finish
  fi
  sleep 0.5 || true
done
banner >&3
finish
