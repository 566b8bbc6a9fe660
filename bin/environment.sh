# Makes the Python environment; sourced by start, test and motcua. Sets $root and $python; speaks on stderr only.
# shellcheck shell=sh

root=$(cd "$(dirname "$(readlink -f "$0")")/.." && pwd)
python=$root/.venv/bin/python
PYTHONPATH=$root${PYTHONPATH:+:$PYTHONPATH}
export PYTHONPATH

tell() { printf '%s\n' "$*" >&2; }

fresh_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

# apt packages: root installs them, anybody else is given the one command to ask for.
install_packages() {
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        tell "Cài $* (installing $*) ..."
        { DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" ||
            { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@"; }; } >&2
    else
        tell "Máy thiếu: $*. Hãy nhờ người quản trị chạy lệnh (ask your administrator to run):"
        tell "    sudo apt-get install -y $*"
        return 1
    fi
}

# The name of a Python that is new enough and can make environments, or the way to get one.
find_python() {
    for name in ${MOTCUA_PYTHON:-} python3 python3.13 python3.12 python3.11 python3.14; do
        fresh_enough "$name" || continue
        "$name" -c 'import ensurepip, venv' 2>/dev/null && { echo "$name"; return; }
        found=$name
    done
    case ${found:-} in
        '') install_packages python3 python3-venv || return 1; found=python3 ;;
        python3) install_packages python3-venv || return 1 ;;
        *) install_packages "$found-venv" || return 1 ;;
    esac
    fresh_enough "$found" && { echo "$found"; return; }
    tell "Motcua cần Python 3.11 trở lên (needs Python 3.11 or newer)."
    return 1
}

# What the environment was made of: the pinned list and the Python.
mark_of() { { cat "$root/$1"; "$python" -c 'import sys; print(sys.version_info[:2])'; } 2>/dev/null | sha256sum | cut -c1-64; }

is_ready() { [ -x "$python" ] && [ "$(cat "$root/.venv/$1.mark" 2>/dev/null)" = "$(mark_of "$1")" ]; }

# environment FILE: .venv holds exactly what FILE pins; nothing is done when it already does.
environment() {
    is_ready "$1" && return
    if command -v flock >/dev/null; then
        mkdir -p -m 0711 "$root/var"
        exec 9>"$root/var/setup.lock"
        flock 9
        is_ready "$1" && { exec 9>&-; return; }
    fi
    base=$(find_python) || exit 1
    if ! "$python" -m pip --version >/dev/null 2>&1 ||
        [ "$("$base" -c 'import sys; print(sys.version_info[:2])')" != "$(cat "$root/.venv/python.mark" 2>/dev/null)" ]; then
        if [ -L "$root/.venv" ] || { [ -d "$root/.venv" ] && [ ! -e "$root/.venv/python.mark" ]; }; then
            tell "$root/.venv không do Motcua tạo nên Motcua không xoá. Hãy dời nó đi rồi chạy lại."
            tell "(.venv was not made by Motcua and is not touched: move it away, then run this again.)"
            exit 1
        fi
        tell "Tạo môi trường Python (making the Python environment) ..."
        "$base" -m venv --clear "$root/.venv" || exit 1
        "$base" -c 'import sys; print(sys.version_info[:2])' >"$root/.venv/python.mark"
    fi
    tell "Cài thư viện theo $1 (installing the pinned libraries, once) ..."
    "$python" -m pip install -qq --disable-pip-version-check --require-hashes --only-binary :all: -r "$root/$1" >&2 || {
        tell "Chưa cài được thư viện. Hãy kiểm tra mạng rồi chạy lại. (Not installed: check the network, then run this again.)"
        exit 1
    }
    mark_of "$1" >"$root/.venv/$1.mark"
    if [ "$1" = requirements-dev.txt ]; then mark_of requirements.txt >"$root/.venv/requirements.txt.mark"; fi
    exec 9>&-
}
