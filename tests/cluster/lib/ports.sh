# shellcheck shell=bash
# Ports that are free on this machine. Each may be set from outside; else it is the first free one from a base below the
# kernel's ephemeral range, away from the ports that such software has by default.

port_is_free() {
    [[ -z $(ss --no-header --listening --tcp --numeric "sport = :$1") ]]
}

# choose_port NAME BASE: sets the variable NAME.
choose_port() {
    local name=$1 port=$2
    if [[ -n ${!name:-} ]]; then
        port_is_free "${!name}" || die "port ${!name} ($name) is taken"
        return
    fi
    until port_is_free "$port"; do port=$((port + 1)); done
    printf -v "$name" %s "$port"
}

choose_ports() {
    choose_port STACK_REGISTRY_PORT 15000
    choose_port STACK_ETCD_PORT 12379
    choose_port STACK_ETCD_PEER_PORT 12479
    choose_port STACK_API_PORT 16443
    choose_port STACK_EMPTY_API_PORT 16543
    choose_port STACK_KUBELET_PORT 16250
    choose_port STACK_PROXY_HEALTH_PORT 16256
    choose_port STACK_PROXY_METRICS_PORT 16356
    choose_port STACK_DATABASE_PORT 15432
}
