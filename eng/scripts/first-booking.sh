#!/usr/bin/env bash
# A first booking from the command line: one hold over a bus seat, an event place, a hall and a car, paid in the sandbox.
# Needs only curl, grep and sed. usage: [BOOKING_API=http://localhost:5080] eng/scripts/first-booking.sh [receipt file]
set -euo pipefail
RECEIPT="${1:-receipt.pdf}"

# --- paste from here
API="${BOOKING_API:-http://localhost:5080}/api/v1"
RECEIPT="${RECEIPT:-receipt.pdf}"
key() { od -An -N16 -tx1 /dev/urandom | tr -d ' \n'; }
day() { date -u -d "+$1 days" +%Y-%m-%d 2>/dev/null || date -u -v "+$1d" +%Y-%m-%d; }
# value NAME: the first string member of that name. objects: one line per JSON object, members nested once included.
value() { { grep -o '"'"$1"'":"[^"]*"' || true; } | sed -n '1s/^"[^"]*":"\(.*\)"$/\1/p'; }
objects() { grep -oE '\{[^{}]*(\{[^{}]*\}[^{}]*)*\}' || true; }
having() { grep "$1" || true; }
call() { local answer; answer=$(curl -sS --fail-with-body -m 30 ${TOKEN:+-H} ${TOKEN:+"Authorization: Bearer $TOKEN"} -H 'Content-Type: application/json' "$@") || { echo "$answer" >&2; return 1; }; echo "$answer"; }
get() { call "$API$1"; }
post() { call -H "Idempotency-Key: $(key)" -d "${2:-{\}}" "$API$1"; }

# 1. Sign in.
TOKEN=
TOKEN=$(post /auth/login '{"email":"customer@demo.test","password":"Booking-demo-1!"}' | value accessToken)

# 2. Choose: a place at an event, a free bus seat, a free hall slot, a car for a day.
TICKET=$(get /events | objects | having '"capacity"' | having '"available":[1-9]' | value id)
TRIP=$(get "/trips?date=$(day 2)&passengers=1" | sed 's/.*"items":\[//')
TRIP_ID=$(echo "$TRIP" | value id)
FROM_STOP=$(echo "$TRIP" | { grep -o '"fromStop":{[^}]*}' || true; } | value id)
TO_STOP=$(echo "$TRIP" | { grep -o '"toStop":{[^}]*}' || true; } | value id)
SEAT=$(get "/trips/$TRIP_ID/seats?from=$FROM_STOP&to=$TO_STOP" | objects | having '"status":"free"' | value seat)
VENUE=$(get /venues | sed 's/.*"items":\[//' | value id)
for N in $(seq 3 20); do
  SLOT=$(get "/venues/$VENUE/availability?from=$(day "$N")T10:00:00Z&to=$(day "$N")T14:00:00Z" | objects | having '"status":"free"' | sed -n 1p)
  [ -z "$SLOT" ] || break
done
SLOT_FROM=$(echo "$SLOT" | value from)
SLOT_TO=$(echo "$SLOT" | value to)
for N in $(seq 3 20); do
  CAR_FROM="$(day "$N")T09:00:00Z" CAR_TO="$(day "$((N + 1))")T09:00:00Z"
  CAR=$(get "/cars?from=$CAR_FROM&to=$CAR_TO" | sed 's/.*"items":\[//' | value id)
  [ -z "$CAR" ] || break
done
echo "ticket type $TICKET, trip $TRIP_ID seat $SEAT, venue $VENUE from $SLOT_FROM to $SLOT_TO, car $CAR from $CAR_FROM"

# 3. Hold all four, or nothing.
HOLD=$(post /holds '{"items":[
  {"kind":"tripSeat","tripId":"'"$TRIP_ID"'","fromStopId":"'"$FROM_STOP"'","toStopId":"'"$TO_STOP"'","seats":["'"$SEAT"'"]},
  {"kind":"ticket","ticketTypeId":"'"$TICKET"'","quantity":1},
  {"kind":"venue","venueId":"'"$VENUE"'","from":"'"$SLOT_FROM"'","to":"'"$SLOT_TO"'","guests":10},
  {"kind":"car","carId":"'"$CAR"'","from":"'"$CAR_FROM"'","to":"'"$CAR_TO"'","withDriver":false}]}' | value id)
echo "hold $HOLD"

# 4. Book it and pay in the sandbox.
BOOKING=$(post /bookings '{"holdId":"'"$HOLD"'","customer":{"name":"Ada Demo","email":"customer@demo.test","phone":"+4915112345678"}}' | value id)
PAYMENT=$(post "/bookings/$BOOKING/payments" '{"provider":"sandbox"}' | value id)
post "/sandbox/payments/$PAYMENT/succeed" >/dev/null
echo "booking $BOOKING, payment $PAYMENT"

# 5. Wait for the receipt and download it.
for N in $(seq 1 30); do
  RECEIPT_ID=$(get "/bookings/$BOOKING/receipts" | sed 's/.*"items":\[//' | value id)
  [ -z "$RECEIPT_ID" ] || break
  sleep 1
done
curl -sS --fail -m 30 -H "Authorization: Bearer $TOKEN" -o "$RECEIPT" "$API/receipts/$RECEIPT_ID/pdf"
get "/bookings/$BOOKING" | value status
head -c 5 "$RECEIPT" | grep -q '%PDF-' && echo "receipt in $RECEIPT"
