# Sourced by the commands beside it: finds a Python, makes .venv what the requirements say, and sets `python` and the paths.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
export GULIR_ROOT="$root" PYTHONPATH="$root:$root/platform" PYTHONUNBUFFERED=1

recent() { command -v "$1" >/dev/null 2>&1 && "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

find_python() {
  local name
  for name in "${GULIR_PYTHON:-python3}" python3 /usr/bin/python3 python3.14 python3.13 python3.12 python3.11; do
    if recent "$name"; then command -v "$name"; return 0; fi
  done
  return 1
}

# prepare FILE: .venv holds exactly what FILE pins; nothing is done when it already does.
prepare() {
  local found
  if ! found=$(find_python) && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    { apt-get update -qq && apt-get install -y -qq python3 python3-venv; } >/dev/null 2>&1 || true
    found=$(find_python) || true
  fi
  if [ -z "${found:-}" ]; then
    echo "Gulir needs Python 3.11 or newer. On Debian or Ubuntu: apt-get install python3 python3-venv" >&2
    exit 1
  fi
  env -u PYTHONPATH "$found" "$root/bin/prepare.py" "$1"
  python="$root/.venv/bin/python"
}
