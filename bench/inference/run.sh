#!/usr/bin/env bash
# The picture engine beside llama.cpp and torch, on this machine, in one run, in turns. See bench/README.md.
# usage: bench/inference/run.sh [rounds=5] [threads=all] [layers=24] [torch's types=bf16,fp32]
# Needs Node 20, and Python with numpy and torch (PYTHON=/usr/bin/python3); 16 GB of memory.
set -euo pipefail
cd "$(dirname "$0")/../.."
rounds=${1:-5} threads=${2:-$(nproc)} layers=${3:-24} types=${4:-bf16,fp32}
python=${PYTHON:-/usr/bin/python3}
peers=bench/inference/peers
dotnet build -c Release -v quiet -nologo "-clp:ErrorsOnly;NoSummary" bench/inference
[ -d "$peers/node_modules/node-llama-cpp" ] || npm install --prefix "$peers" --ignore-scripts --no-audit --no-fund --silent
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for type in q8_0 q4_0; do "$python" "$peers/gguf.py" $type "$work/$type.gguf" "$layers"; done
"$python" "$peers/compare.py" "$rounds" \
  "artifacts/bin/Tessera.Bench.Inference/release/Tessera.Bench.Inference rounds $layers $threads" \
  "node $peers/llama.mjs $threads q8_0=$work/q8_0.gguf q4_0=$work/q4_0.gguf" \
  "$python $peers/torch_step.py $threads $layers $types"
