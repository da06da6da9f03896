# shellcheck shell=bash
# Starts processes that outlive this shell and stops exactly those: a process is its id together with its start time,
# so an id that the machine has given to somebody else since is left alone.

start_time() {
    local stat fields
    { stat=$(<"/proc/$1/stat"); } 2>/dev/null || return 1
    # The second field is the command in parentheses and may hold spaces: count from behind it.
    read -ra fields <<<"${stat##*) }"
    # One that nobody has collected yet (Z) has ended. The time counts from the machine's start, which has an id of its own.
    [[ ${fields[0]} != Z ]] && printf '%s@%s\n' "${fields[19]}" "$(</proc/sys/kernel/random/boot_id)"
}

# start NAME COMMAND…: NAME names its log and its record.
start() {
    local name=$1
    shift
    setsid "$@" </dev/null >>"$LOGS/$name.log" 2>&1 {STATE_LOCK}>&- &
    printf '%s %s\n' $! "$(start_time $!)" >"$RUN/$name"
    disown
}

process_id() {
    local pid started
    read -r pid started 2>/dev/null <"$RUN/$1" || return 1
    [[ $(start_time "$pid") == "$started" ]] && printf '%s\n' "$pid"
}

is_running() {
    process_id "$1" >/dev/null
}

# stop NAME…: asks all of them, waits ten seconds for all, insists.
stop() {
    signal TERM "$@"
    within 10 have_ended "$@" || true
    stop_at_once "$@"
}

# For those that keep nothing worth saving: an API server takes a minute to say goodbye to its watchers.
stop_at_once() {
    signal KILL "$@"
    within 5 have_ended "$@" || die "some of these do not end, see $RUN: $*"
    rm -f "${@/#/$RUN/}"
}

# signal SIGNAL NAME…
signal() {
    local signal=$1 name pid
    shift
    for name in "$@"; do
        pid=$(process_id "$name") || continue
        kill -s "$signal" "$pid" 2>/dev/null || true
    done
}

have_ended() {
    local name
    for name in "$@"; do
        ! is_running "$name" || return 1
    done
}
