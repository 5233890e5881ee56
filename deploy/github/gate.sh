#!/usr/bin/env bash
# One run of the gate, for action.yml. Its inputs come as environment variables: no input is ever taken for shell code.
# Ends in 0; the exit code of the gate is an output, and the action's last step ends with it.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

reports="$RUNNER_TEMP/parity"
mkdir -p "$reports"

arguments=(
  "--tenant=$GATE_TENANT"
  --reporter=github
  "--reporter=console=$reports/console.txt"
  "--reporter=json=$reports/run.json"
  "--reporter=junit=$reports/junit.xml"
  "--events=$reports/events.ndjson"
)
[ -z "${GATE_REVISION:-}" ] || arguments+=("--revision=$GATE_REVISION")
[ -z "${GATE_IMAGE_TAG:-}" ] || arguments+=("--image-tag=$GATE_IMAGE_TAG")
[ -z "${GATE_ARGOCD_APP:-}" ] || arguments+=("--argocd-app=$GATE_ARGOCD_APP")
if [ "${GATE_WAIT:-}" = 0 ]; then
  arguments+=(--no-wait)
else
  arguments+=("--wait=${GATE_WAIT:-900}")
fi

npm run -s parity -- gate "${arguments[@]}"
code=$?
{
  echo "exit-code=$code"
  echo "reports=$reports"
} >>"$GITHUB_OUTPUT"
