# shellcheck shell=bash
# Where a running stack keeps what it knows. One folder for root, who starts it, and for the person who tests on it,
# so it cannot hang on either's environment; and on a real disk, for it holds images.

# shellcheck disable=SC2034 # read by the commands that source this file

STATE="${RELEASE_STACK_STATE:-/var/tmp/release-stack}"
LOGS="$STATE/logs"
RUN="$STATE/run"
ENVIRONMENT="$STATE/env"

create_state() {
    [[ ! -e $STATE && ! -L $STATE ]] || [[ -O $STATE && -d $STATE && ! -L $STATE ]] ||
        die "$STATE belongs to somebody else; choose another folder with RELEASE_STACK_STATE"
    mkdir -p "$STATE" "$LOGS" "$RUN"
}

# Two commands that start or stop the same stack take turns.
lock_state() {
    { exec {STATE_LOCK}>"$STATE.lock"; } 2>/dev/null || die "cannot write $STATE.lock; be root, who started the stack"
    flock --wait 180 "$STATE_LOCK" || die "another command has been working on $STATE for three minutes; try again"
}

# Readable by the person who called sudo, and by nobody else.
secret_file() {
    local file=$1
    install -m 600 /dev/stdin "$file"
    hand_over "$file"
}

hand_over() {
    [[ -z ${SUDO_UID:-} ]] || chown "$SUDO_UID:${SUDO_GID:-0}" "$@"
}

random_secret() {
    openssl rand -hex 20
}
