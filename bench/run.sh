#!/usr/bin/env bash
# Measures the gateway beside a plain pass-through and nginx, on this machine, in one run. See bench/README.md.
# usage: bench/run.sh [rounds=5] [small=4000] [large=200]
set -euo pipefail
cd "$(dirname "$0")/.."
command -v nginx >/dev/null || { apt-get update -q >/dev/null; apt-get install -y -q nginx-light >/dev/null; }
dotnet build -c Release -v quiet src/Tessera.Server
dotnet build -c Release -v quiet bench/gateway
bench=artifacts/bin/Tessera.Bench.Gateway/release/Tessera.Bench.Gateway
work=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null; wait 2>/dev/null; rm -rf "$work"' EXIT
key=tsr_live_benchmark_0123456789abcdefghijklmn

# Memory that a virtual machine has not used since it started costs a fault a page, up to 2 s per GB: use it all once.
spare=$(( $(awk '/MemAvailable/ {print $2}' /proc/meminfo) / 1024 - 3000 ))
python3 -c "import mmap; m = mmap.mmap(-1, $spare << 20); [m.__setitem__(i, 1) for i in range(0, len(m), 4096)]" || true

# The peers share one core, load and upstream the other.
taskset -c 1 "$bench" upstream 5101 &
taskset -c 0 "$bench" passthrough 5102 http://127.0.0.1:5101 & passthrough=$!
cat > "$work/nginx.conf" <<CONF
user root; worker_processes 1; pid $work/nginx.pid; error_log $work/error.log; daemon off;
events { worker_connections 1024; }
http {
  access_log off; client_body_temp_path $work/body; proxy_temp_path $work/proxy; fastcgi_temp_path $work/f; uwsgi_temp_path $work/u; scgi_temp_path $work/s;
  upstream up { server 127.0.0.1:5101; keepalive 64; }
  server { listen 127.0.0.1:5103; location / { proxy_pass http://up; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_buffering on; } }
}
CONF
taskset -c 0 nginx -c "$work/nginx.conf" & nginx=$!

started=$(date +%s%N)
TESSERA_DATA_DIR=$work/data TESSERA_LIVE_KEY=$key OPENAI_API_KEY=none OPENAI_BASE_URL=http://127.0.0.1:5101/v1 \
  taskset -c 0 artifacts/bin/Tessera.Server/release/tessera --urls http://127.0.0.1:5104 > "$work/tessera.log" 2>&1 & tessera=$!
until curl -sf -o /dev/null http://127.0.0.1:5104/healthz; do kill -0 $tessera || { cat "$work/tessera.log"; exit 1; }; done
echo "Start to first answer: $(( ($(date +%s%N) - started) / 1000000 )) ms"

# The same with pictures left to the system's own flushing, which costs a power cut the last half minute of them.
echo '{ "images": { "flush_to_disk": false } }' > "$work/unflushed.json"
TESSERA_SETTINGS=$work/unflushed.json TESSERA_DATA_DIR=$work/unflushed TESSERA_LIVE_KEY=$key OPENAI_API_KEY=none OPENAI_BASE_URL=http://127.0.0.1:5101/v1 \
  taskset -c 0 artifacts/bin/Tessera.Server/release/tessera --urls http://127.0.0.1:5105 > "$work/unflushed.log" 2>&1 & unflushed=$!
until curl -sf -o /dev/null http://127.0.0.1:5105/healthz; do kill -0 $unflushed || { cat "$work/unflushed.log"; exit 1; }; done

taskset -c 1 "$bench" measure "key=$key" "peer=pass-through,http://127.0.0.1:5102,$passthrough" "peer=nginx,http://127.0.0.1:5103,$nginx" \
  "peer=tessera,http://127.0.0.1:5104,$tessera" "peer=unflushed,http://127.0.0.1:5105,$unflushed" "$@"
