#!/usr/bin/env bash
# Writes requirements.lock anew: every package of the program and its tests, each with its hashes.
set -euo pipefail
cd "$(dirname "$0")/../.."
uv pip compile pyproject.toml --extra dev --extra cluster --universal --generate-hashes \
  --python-version 3.11 --no-header --no-annotate --quiet -o templates/bundle/requirements.lock
