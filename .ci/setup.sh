# Sourced by ../demo and ../test from the top folder: makes .venv, with the locked packages and this checkout in it.

find_python() {
    local candidate
    for candidate in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$candidate"
            return
        fi
    done
    echo "confpolicy needs Python 3.11 or later; name one with PYTHON=/path/to/python." >&2
    return 1
}

setup() {
    local python stamp
    stamp=$(cat requirements-dev.lock pyproject.toml | cksum)
    if [ -f .venv/stamp ] && [ "$(cat .venv/stamp)" = "$stamp" ]; then
        return
    fi
    python=$(find_python)
    "$python" -m venv --clear .venv
    .venv/bin/python -m pip install "$@" --disable-pip-version-check --require-hashes -r requirements-dev.lock
    .venv/bin/python -m pip install "$@" --disable-pip-version-check --no-build-isolation --no-deps -e .
    echo "$stamp" > .venv/stamp
}
