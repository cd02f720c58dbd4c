# To be sourced: . eng/scripts/demo.sh
# What the guides' calls use: $API, access tokens of the demo users and a few functions. Needs only curl, grep and sed.
# The tokens are good for 15 minutes; source it again then.
API="${BOOKING_API:-http://localhost:5080}/api/v1"
JSON='Content-Type: application/json'

# An Idempotency-Key of its own for every POST.
key() { od -An -N16 -tx1 /dev/urandom | tr -d ' \n'; }
# now, in 3 days, in 2 hours (a full one)
now() { date -u +%Y-%m-%dT%H:%M:%SZ; }
day() { date -u -d "+$1 days" +%Y-%m-%d 2>/dev/null || date -u -v "+$1d" +%Y-%m-%d; }
hour() { date -u -d "+$1 hours" +%Y-%m-%dT%H:00:00Z 2>/dev/null || date -u -v "+$1H" +%Y-%m-%dT%H:00:00Z; }
# value NAME: the first string member of that name in an answer. values NAME: all of them, one on each line.
values() { grep -o '"'"$1"'":"[^"]*"' | sed 's/^"[^"]*":"\(.*\)"$/\1/'; }
value() { values "$1" | sed -n 1p; }
# await TEXT COMMAND: repeats the command, for half a minute at most, until its answer has the text.
await() {
  local text=$1 answer n
  shift
  for n in $(seq 1 60); do
    answer=$("$@")
    case $answer in *"$text"*) break ;; esac
    sleep 0.5
  done
  printf '%s\n' "$answer"
}
# etag TOKEN PATH: the version to change, for If-Match.
etag() { curl -sS -D - -o /dev/null "$API$2" -H "Authorization: Bearer $1" | grep -i '^etag:' | tr -d '\r' | cut -d' ' -f2; }
# token NAME: signs NAME@demo.test in.
token() { curl -sS "$API/auth/login" -H "$JSON" -d '{"email":"'"$1"'@demo.test","password":"Booking-demo-1!"}' | value accessToken; }
# book TOKEN HOLD: books a hold and pays for it in the sandbox; prints the booking's id.
book() {
  local booking payment
  booking=$(curl -sS "$API/bookings" -H "Authorization: Bearer $1" -H "$JSON" -H "Idempotency-Key: $(key)" -d '{"holdId":"'"$2"'","customer":{"name":"Ada Demo","email":"customer@demo.test","phone":"+4915112345601"}}' | value id)
  payment=$(curl -sS "$API/bookings/$booking/payments" -H "Authorization: Bearer $1" -H "$JSON" -H "Idempotency-Key: $(key)" -d '{"provider":"sandbox"}' | value id)
  curl -sS -X POST "$API/sandbox/payments/$payment/succeed"
  printf '%s\n' "$booking"
}
# buy TOKEN ITEMS: holds them and books them.
buy() { book "$1" "$(curl -sS "$API/holds" -H "Authorization: Bearer $1" -H "$JSON" -H "Idempotency-Key: $(key)" -d '{"items":'"$2"'}' | value id)"; }

CUSTOMER=$(token customer)
CUSTOMER2=$(token customer2)
DRIVER=$(token driver)
PROVIDER=$(token provider)
ADMIN=$(token admin)
