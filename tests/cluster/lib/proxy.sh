# shellcheck shell=bash
# The node's proxy, so that NodePort Services answer at 127.0.0.1, and only there.

write_proxy_configuration() {
    cat >"$STATE/proxy.yaml" <<YAML
apiVersion: kubeproxy.config.k8s.io/v1alpha1
kind: KubeProxyConfiguration
mode: iptables
hostnameOverride: $NODE_NAME
clientConnection: { kubeconfig: $KUBECONFIG_FILE }
nodePortAddresses: [127.0.0.0/8]
healthzBindAddress: 127.0.0.1:$STACK_PROXY_HEALTH_PORT
metricsBindAddress: 127.0.0.1:$STACK_PROXY_METRICS_PORT
oomScoreAdj: 0
conntrack: { maxPerCore: 0, min: 0, tcpEstablishedTimeout: 0s, tcpCloseWaitTimeout: 0s }
YAML
}

start_proxy() {
    write_proxy_configuration
    sysctl --values net.ipv4.conf.all.route_localnet >"$STATE/route-localnet"
    start proxy "$BINARIES/kube-proxy" --config="$STATE/proxy.yaml"
    wait_for 20 proxy "proxy is healthy" \
        curl --silent --fail --noproxy '*' "http://127.0.0.1:$STACK_PROXY_HEALTH_PORT/healthz"
}

# Two would take each other's rules away.
refuse_other_proxy() {
    ! iptables --table nat --list KUBE-SERVICES >/dev/null 2>&1 ||
        die "another kube-proxy works on this machine; name its cluster instead (see tests/cluster/README.md)"
}

# It leaves its rules when it ends, and its own way of removing them wants tools that nothing else needs.
stop_proxy() {
    local table
    stop_at_once proxy
    [[ -s $STATE/route-localnet ]] || return 0
    for table in nat filter mangle; do
        iptables-save --table "$table" | without_proxy_rules "$table" | iptables-restore --noflush
    done
    sysctl --quiet --write "net.ipv4.conf.all.route_localnet=$(<"$STATE/route-localnet")"
    rm -f "$STATE/route-localnet"
}

# Turns the rules of a table into the commands that remove the proxy's from it, and touch no other.
without_proxy_rules() {
    awk -v table="$1" '
        BEGIN { print "*" table }
        /^:KUBE-/ { chain = substr($1, 2); flush = flush "-F " chain "\n"; remove = remove "-X " chain "\n" }
        /^-A/ && $2 !~ /^KUBE-/ && / -j KUBE-/ { sub(/^-A/, "-D"); print }
        END { printf "%s%sCOMMIT\n", flush, remove }'
}
