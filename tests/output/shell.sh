#!/bin/sh
# Shell scripts have no fault that shellcheck finds.
set -eu
cd "$(dirname "$0")/../.."
. tests/output/lib.sh
need shellcheck

# Scripts with no suffix are known by their first line.
project_files | with_lines grep -lE '^#!/(bin/sh|usr/bin/env bash)$|^# shellcheck shell=' |
    with_lines shellcheck --external-sources
