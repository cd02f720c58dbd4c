#!/usr/bin/env bash
# Writes the document of a running API to docs/openapi.v1.json. Starts nothing; the API has to run with the sandbox provider on.
# The API serves it indented and in a stable order, so what is fetched is what is committed.
# usage: eng/scripts/update-openapi.sh [http://localhost:5080]
set -euo pipefail
cd "$(dirname "$0")/../.."
API="${1:-http://localhost:${BOOKING_API_PORT:-5080}}"
TARGET=docs/openapi.v1.json

mkdir -p docs
FRESH="$(mktemp "$TARGET.XXXXXX")"
trap 'rm -f "$FRESH"' EXIT
curl -fsS -m 60 "${API%/}/openapi/v1.json" | tr -d '\r' > "$FRESH"
[ -z "$(tail -c 1 "$FRESH")" ] || echo >> "$FRESH"
if ! grep -q '"openapi": "3\.1\.' "$FRESH" || ! grep -q '"operationId"' "$FRESH"; then
  echo "update-openapi: $API did not answer with an OpenAPI 3.1 document" >&2
  exit 1
fi
if cmp -s "$FRESH" "$TARGET"; then
  echo "$TARGET is up to date"
else
  chmod 644 "$FRESH"
  mv "$FRESH" "$TARGET"
  echo "$TARGET written"
fi
