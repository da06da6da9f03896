# shellcheck shell=bash
# Installs Debian packages that are missing, and does not start the services that come with them.

lists_are_fresh=false

# install_for COMMAND=PACKAGE…: a command that is there needs no package, whoever brought it.
install_for() {
    local pair missing=()
    for pair in "$@"; do
        has_command "${pair%%=*}" || missing+=("${pair#*=}")
    done
    install_packages "${missing[@]}"
}

# Debian keeps many of these in sbin, which is not everybody's PATH.
has_command() {
    PATH="$PATH:/usr/sbin:/sbin" command -v "$1" >/dev/null
}

# install_packages PACKAGE…
install_packages() {
    local package missing=()
    for package in "$@"; do
        dpkg-query --show --showformat '${db:Status-Status}\n' "$package" 2>/dev/null | grep -qx installed ||
            missing+=("$package")
    done
    ((${#missing[@]} > 0)) || return 0
    command -v apt-get >/dev/null || die "missing: ${missing[*]} (Debian's names); install them and try again"
    require_root "installing ${missing[*]}"
    say "installing ${missing[*]} …"
    without_starting_services apt_install "${missing[@]}"
}

apt_install() {
    $lists_are_fresh || apt-get update -qq
    lists_are_fresh=true
    DEBIAN_FRONTEND=noninteractive apt-get install -qq --yes --no-install-recommends "$@" >/dev/null
}

# Debian asks this program before a package starts its service. An answer that the machine already has stays.
without_starting_services() {
    local policy=/usr/sbin/policy-rc.d status=0
    if [[ -e $policy ]]; then
        "$@"
        return
    fi
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod 755 "$policy"
    "$@" || status=$?
    rm -f "$policy"
    return "$status"
}
