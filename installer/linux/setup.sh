#!/bin/sh
# Makes a fresh Debian machine ready: system libraries, then .venv from the hash-pinned lock.
# Safe to run again; it does nothing when nothing changed.
set -eu
cd "$(dirname "$0")/../.."
list=installer/linux/packages.txt

if command -v dpkg-query >/dev/null 2>&1; then
    missing=""
    for package in $(cat "$list"); do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q "install ok installed" || missing="$missing $package"
    done
    if [ -n "$missing" ]; then
        if [ "$(id -u)" = 0 ]; then
            sudo=""
        elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
            sudo="sudo"
        else
            echo "Goldaw needs system libraries. Run this line, then try again:" >&2
            echo "  sudo apt-get update && sudo apt-get install -y --no-install-recommends$missing" >&2
            exit 1
        fi
        echo "Installing system libraries:$missing"
        $sudo apt-get update -q >/dev/null
        DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -q --no-install-recommends $missing >/dev/null
    fi
fi

stamp=.venv/.ready
wanted=$(cat requirements.lock pyproject.toml "$list" | sha256sum | cut -d' ' -f1)
if [ "$(cat "$stamp" 2>/dev/null || true)" != "$wanted" ]; then
    python=""
    for candidate in python3 python3.13 python3.12 python3.11; do
        if command -v "$candidate" >/dev/null 2>&1 &&
            "$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null; then
            python=$candidate
            break
        fi
    done
    if [ -z "$python" ]; then
        echo "Goldaw needs Python 3.11, 3.12 or 3.13; none was found on this machine." >&2
        exit 1
    fi
    rm -rf .venv
    "$python" -m venv .venv
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable . 2>.venv/install.log || { cat .venv/install.log >&2; exit 1; }
    # Without bytecode an import takes two to three times as long.
    .venv/bin/python -m compileall -q .venv/lib app >/dev/null 2>&1 || true
    echo "$wanted" >"$stamp"
fi
