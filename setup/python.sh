#!/bin/sh
# Runs the first Python 3.11 or newer that is found, with the arguments given; PYTHON names one.
for python in "${PYTHON:-python3}" python3 python3.14 python3.13 python3.12 python3.11 /usr/bin/python3; do
  if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    exec "$python" "$@"
  fi
done
cat >&2 <<'MESSAGE'
Python 3.11 or newer is needed and was not found. Install it, then run make again:
  Debian, Ubuntu   sudo apt-get update && sudo apt-get install -y python3
  Fedora           sudo dnf install -y python3
  macOS            brew install python3
An interpreter with another name or place can be given: make run PYTHON=/the/path/python3
MESSAGE
exit 1
