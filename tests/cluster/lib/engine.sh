# shellcheck shell=bash
# A Docker engine beside any that the machine already runs: own containerd, own bridge, no firewall rules of its own.

BRIDGE=release-stack0
NODE_ADDRESS=${STACK_NODE_ADDRESS:-172.31.251.1}
CONTAINERD_SOCKET="$STATE/containerd.sock"
DOCKER_SOCKET="$STATE/docker.sock"
export DOCKER_HOST="unix://$DOCKER_SOCKET"

start_engine() {
    create_bridge
    write_containerd_configuration
    # The mounts of engine and node live in a mount namespace of their own and end with its last process.
    start containerd unshare --mount --propagation private containerd --config "$STATE/containerd.toml"
    wait_for 20 containerd "containerd answers" test -S "$CONTAINERD_SOCKET"
    write_engine_configuration
    start_in_engine_mounts dockerd dockerd --config-file "$STATE/docker.json"
}

wait_for_engine() {
    wait_for 40 dockerd "Docker engine answers" docker version
}

start_in_engine_mounts() {
    local name=$1
    shift
    start "$name" nsenter --mount="/proc/$(process_id containerd)/ns/mnt" -- "$@"
}

create_bridge() {
    ! ip link show "$BRIDGE" >/dev/null 2>&1 ||
        die "the bridge $BRIDGE is there already: another stack is up, or was removed by hand (ip link delete $BRIDGE)"
    ip link add "$BRIDGE" type bridge
    touch "$STATE/bridge"
    ip address add "$NODE_ADDRESS/24" dev "$BRIDGE"
    ip link set "$BRIDGE" up
}

write_containerd_configuration() {
    cat >"$STATE/containerd.toml" <<TOML
version = 2
root = "$STATE/containerd/root"
state = "$STATE/containerd/state"
disabled_plugins = ["io.containerd.grpc.v1.cri", "io.containerd.internal.v1.opt"]
[grpc]
  address = "$CONTAINERD_SOCKET"
TOML
}

write_engine_configuration() {
    local runtime=runc
    if ! may_lower_oom_score; then
        runtime=runc-without-privileged-limits
        install -m 755 "${BASH_SOURCE[0]%/*}/runc-without-privileged-limits" "$STATE/runc"
    fi
    jq -n --arg state "$STATE" --arg host "$DOCKER_HOST" --arg containerd "$CONTAINERD_SOCKET" --arg bridge "$BRIDGE" \
        --arg registry "$STACK_REGISTRY" --arg runtime "$runtime" '
        {
            hosts: [$host], containerd: $containerd, bridge: $bridge,
            "data-root": "\($state)/docker", "exec-root": "\($state)/docker-run", pidfile: "\($state)/docker.pid",
            "insecure-registries": [$registry], iptables: false, ip6tables: false, "ip-masq": false, "ip-forward": false, "userland-proxy": false,
            "oom-score-adjust": 0, "shutdown-timeout": 3, "exec-opts": ["native.cgroupdriver=cgroupfs"],
            "cgroup-parent": "/release-stack", "max-concurrent-downloads": 10, "max-concurrent-uploads": 10,
            "log-driver": "json-file", "default-runtime": $runtime
        } + if $runtime == "runc" then {} else { runtimes: { ($runtime): { path: "\($state)/runc" } } } end' >"$STATE/docker.json"
}

# Pods' sandboxes ask for a negative score, which some virtual machines refuse even to root.
may_lower_oom_score() {
    (echo -1 >/proc/self/oom_score_adj) 2>/dev/null
}

# A container outlives its engine: each has a shim, known by our containerd's socket among its arguments.
stop_engine() {
    remove_containers
    stop dockerd
    stop containerd
    stop_shims
    remove_cgroups
    remove_bridge
}

remove_bridge() {
    [[ -e $STATE/bridge ]] || return 0
    ip link delete "$BRIDGE" 2>/dev/null || true
    rm "$STATE/bridge"
}

remove_cgroups() {
    local group
    for group in /sys/fs/cgroup/release-stack /sys/fs/cgroup/*/release-stack; do
        [[ ! -d $group ]] || find "$group" -depth -type d -exec rmdir {} + 2>/dev/null || true
    done
}

remove_containers() {
    local containers
    is_running dockerd || return 0
    mapfile -t containers < <(docker ps --all --quiet 2>/dev/null)
    ((${#containers[@]} == 0)) || docker rm --force "${containers[@]}" >/dev/null 2>&1 || true
}

stop_shims() {
    local process arguments
    for process in /proc/[0-9]*; do
        arguments=$(tr '\0' ' ' 2>/dev/null <"$process/cmdline") || continue
        [[ $arguments == *containerd-shim*"-address $CONTAINERD_SOCKET "* ]] || continue
        stop_tree "${process#/proc/}"
    done
}

stop_tree() {
    local child children=()
    read -ra children 2>/dev/null <"/proc/$1/task/$1/children" || true
    for child in "${children[@]}"; do stop_tree "$child"; done
    kill -KILL "$1" 2>/dev/null || true
}
