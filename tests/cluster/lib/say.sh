# shellcheck shell=bash
# What every command of this folder says, and how it gives up.

say() {
    printf '%s: %s\n' "${0##*/}" "$*" >&2
}

die() {
    say "$*"
    exit 1
}

require_root() {
    ((EUID == 0)) || die "needs root for $1; run it with sudo, or name an existing cluster (see tests/cluster/README.md)"
}
