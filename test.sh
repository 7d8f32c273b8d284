#!/usr/bin/env bash
# Installs what the tests need, builds once, runs every test project, and ends with one line: "N passed, N failed".
set -uo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

need() {
    local missing=()
    for package in "$@"; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
    done
    [ ${#missing[@]} -eq 0 ] && return
    apt-get update -q >/dev/null && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}" >/dev/null \
        || { echo "could not install: ${missing[*]}"; exit 1; }
}

# Installing a server starts one on Debian; this one is told not to, since the tests start their own.
if ! ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; then
    need postgresql-common
    sed -i 's/^#*create_main_cluster.*/create_main_cluster = false/' /etc/postgresql-common/createcluster.conf
    need postgresql
fi
need libturbojpeg0 libwebp7 libsqlite3-0 chromium curl jq
# The tests' own Node.js comes with the npm clients, since Debian's may be older than they take; npm fetches both.
command -v npm >/dev/null || need nodejs npm
npm=tests/Tessera.EndToEnd.Tests/Npm
if [ -f $npm/package.json ]; then
    (cd $npm && { cmp -s package-lock.json node_modules/.installed || { npm ci --no-audit --no-fund --silent && cp package-lock.json node_modules/.installed; }; }) \
        || { echo "npm ci failed"; exit 1; }
fi

dotnet build Tessera.slnx -v quiet -nologo "-clp:ErrorsOnly;NoSummary" || { echo "the build failed"; echo "0 passed, 1 failed"; exit 1; }

# A private PostgreSQL, which ends with this script however that ends: when its standard input does.
if [ -z "${TESSERA_TEST_POSTGRES:-}" ]; then
    coproc postgres { exec setsid eng/postgres; }
    postgres_input=${postgres[1]} postgres_process=$postgres_PID
    read -r TESSERA_TEST_POSTGRES <&"${postgres[0]}" || { echo "no private PostgreSQL: see above"; echo "0 passed, 1 failed"; exit 1; }
    export TESSERA_TEST_POSTGRES
fi

# Five times what the slowest project needs on two cores; one that hangs is ended and counts as failed.
project_minutes_max=10
passed=0 failed=0
results=$(mktemp -d)
stop() {
    rm -rf "$results"
    if [ -n "${postgres_input:-}" ]; then
        exec {postgres_input}>&-
        wait "$postgres_process" 2>/dev/null
    fi
}
trap stop EXIT
for project in tests/*.Tests; do
    name=$(basename "$project")
    timeout --kill-after=30 "$project_minutes_max"m dotnet test "$project" --no-build --logger "trx;LogFileName=$results/$name.trx" --logger "console;verbosity=minimal" \
        | grep -v -e '^Test run for' -e '^A total of' -e '^Results File' -e '^VSTest' -e '^$'
    status=${PIPESTATUS[0]}
    counters=$(grep -o '<Counters [^>]*' "$results/$name.trx" 2>/dev/null)
    if [ -z "$counters" ]; then
        echo "$name did not finish (exit code $status)"
        failed=$((failed + 1))
        continue
    fi

    total=$(sed 's/.* total="\([0-9]*\)".*/\1/' <<< "$counters")
    good=$(sed 's/.* passed="\([0-9]*\)".*/\1/' <<< "$counters")
    passed=$((passed + good))
    failed=$((failed + total - good))
    if [ "$status" -ne 0 ] && [ "$total" -eq "$good" ]; then
        # A fixture that could not be taken down, or a process that died behind its last test.
        echo "$name passed its tests but ended with exit code $status"
        failed=$((failed + 1))
    fi
done

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
