# Read by `run` and `check`: finds a Python that the locks were made for.

fits() {
    command -v "$1" >/dev/null && "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null
}

# find_python HOUSE [--yes]: prints the command; the project's own environment comes first, since it is the quickest to ask.
find_python() {
    local house=$1 yes=${2:-} candidate
    for attempt in first second; do
        for candidate in "$house/.venv/bin/python" python3 python3.13 python3.12 python3.11; do
            if fits "$candidate"; then
                echo "$candidate"
                return
            fi
        done
        if [[ $attempt == first && $(id -u) == 0 && ( $yes == --yes || ${CI:-} == true ) ]] && command -v apt-get >/dev/null; then
            echo "· installing Python" >&2
            { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends python3 python3-venv; } >&2
        else
            break
        fi
    done
    echo "No Python from 3.11 to 3.13 was found. On Debian: sudo apt-get install python3 python3-venv" >&2
    return 1
}
