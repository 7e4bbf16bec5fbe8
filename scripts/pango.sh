#!/bin/sh
# Makes sure that WeasyPrint can draw: installs Pango and HarfBuzz-Subset where that is allowed, else prints the command.
# Without Pango everything but PDF works, so this never fails the caller.
python=$1
quiet=${2:-}  # "quiet": install where that is allowed, and leave it to the caller to say what is missing
packages="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"

# The renderer warns, and writes other bytes each time, where Pango is there and HarfBuzz-Subset is not.
can_draw() { "$python" -I -W 'error:HarfBuzz-Subset' -c 'import weasyprint' >/dev/null 2>&1; }

if can_draw; then exit 0; fi

say_how() {
    [ "$quiet" = quiet ] && return 0
    echo "PDF output needs the system libraries Pango and HarfBuzz-Subset, which are missing here. Install it with:" >&2
    case "$(uname -s)" in
        Darwin) echo "    brew install pango" >&2 ;;
        *)
            if command -v dnf >/dev/null 2>&1; then echo "    sudo dnf install pango" >&2
            elif command -v apk >/dev/null 2>&1; then echo "    sudo apk add pango" >&2
            elif command -v pacman >/dev/null 2>&1; then echo "    sudo pacman -S pango" >&2
            else echo "    sudo apt-get install -y --no-install-recommends $packages" >&2; fi ;;
    esac
    echo "All other outputs work without it." >&2
}

if ! command -v apt-get >/dev/null 2>&1; then say_how; exit 0; fi
if [ "$(id -u)" = 0 ]; then as_root=""
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then as_root="sudo -n"
else say_how; exit 0; fi

echo "Installing Pango for PDF output ..."
export DEBIAN_FRONTEND=noninteractive
install() { $as_root apt-get install -y -qq --no-install-recommends $packages >/dev/null 2>&1; }
install || { $as_root apt-get update -qq >/dev/null 2>&1 && install; }
can_draw || say_how
exit 0
