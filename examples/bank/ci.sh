#!/usr/bin/env bash
# Checks the protocol that a project relies on, and the traces that its tests have left; see docs/ci.md.
# Usage: ci.sh ROLLFORWARD PROJECT REPORTS, where ROLLFORWARD is a checkout of Rollforward
set -euo pipefail
rollforward=$1/rollforward
project=$2
reports=$3
mkdir -p "$reports"
worst=0

# Goes on after a failure, so that each report is there; 1 (violated) is worse than 3 (unknown).
run() {
  local name=$1 code=0
  shift
  "$rollforward" "$@" --json "$reports/$name.json" --junit "$reports/TEST-$name.xml" --markdown "$reports/$name.md" || code=$?
  if [ "$code" -eq 1 ] || [ "$worst" -eq 0 ]; then worst=$code; fi
}

run check check --lane quick
run prove prove
run replay replay --model replay-alone
run validate validate "$project/target/rollforward-traces"
exit "$worst"
