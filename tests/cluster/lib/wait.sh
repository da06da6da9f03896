# shellcheck shell=bash
# Waits for conditions, never for time alone, and never for ever.

# within SECONDS COMMAND…: tries COMMAND until it succeeds.
within() {
    local deadline=$((SECONDS + $1))
    shift
    until "$@" >/dev/null 2>&1; do
        ((SECONDS < deadline)) || return 1
        sleep 0.2
    done
}

# wait_for SECONDS NAME WHAT COMMAND…: until COMMAND succeeds; gives up early when the process NAME has ended.
wait_for() {
    local limit=$1 name=$2 what=$3
    shift 3
    within "$limit" succeeded_or_dead "$name" "$@" || give_up "$name" "$what not within $limit seconds"
    is_running "$name" || give_up "$name" "$name ended before: $what"
}

succeeded_or_dead() {
    local name=$1
    shift
    ! is_running "$name" || "$@"
}

give_up() {
    local name=$1 what=$2
    tail -n 20 "$LOGS/$name.log" >&2 || true
    die "$what (above: the end of $name's log)"
}
