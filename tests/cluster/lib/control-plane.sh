# shellcheck shell=bash
# shellcheck disable=SC2153 # CONTEXT and its like are in environment.sh
# One etcd and two control planes on it. The first has a node; nothing is ever scheduled on the second.

start_etcd() {
    local client="http://127.0.0.1:$STACK_ETCD_PORT" peer="http://127.0.0.1:$STACK_ETCD_PEER_PORT"
    start etcd etcd --data-dir "$STATE/etcd" --unsafe-no-fsync --log-level warn \
        --listen-client-urls "$client" --advertise-client-urls "$client" --listen-peer-urls "$peer" \
        --initial-advertise-peer-urls "$peer" --initial-cluster "default=$peer"
    wait_for 15 etcd "etcd answers" curl --silent --fail --noproxy '*' "$client/health"
}

write_tokens() {
    local admin restricted
    admin=$(random_secret)
    restricted=$(random_secret)
    secret_file "$STATE/tokens.csv" <<CSV
$admin,admin,admin,system:masters
$restricted,restricted,restricted,restricted
CSV
    write_kubeconfig "$admin" "$restricted"
}

write_kubeconfig() {
    local admin=$1 restricted=$2 authority
    authority=$(base64 --wrap=0 "$PKI/ca.crt")
    secret_file "$KUBECONFIG_FILE" <<YAML
apiVersion: v1
kind: Config
current-context: $CONTEXT
clusters:
  - { name: $CONTEXT, cluster: { server: "https://127.0.0.1:$STACK_API_PORT", certificate-authority-data: $authority } }
  - { name: $EMPTY_CONTEXT, cluster: { server: "https://127.0.0.1:$STACK_EMPTY_API_PORT", certificate-authority-data: $authority } }
users:
  - { name: admin, user: { token: $admin } }
  - { name: restricted, user: { token: $restricted } }
contexts:
  - { name: $CONTEXT, context: { cluster: $CONTEXT, user: admin } }
  - { name: $EMPTY_CONTEXT, context: { cluster: $EMPTY_CONTEXT, user: admin } }
  - { name: $RESTRICTED_CONTEXT, context: { cluster: $CONTEXT, user: restricted } }
YAML
    # The controllers, the scheduler and the proxy take no context by name.
    "$BINARIES/kubectl" --kubeconfig "$KUBECONFIG_FILE" --context "$EMPTY_CONTEXT" config view --minify --raw |
        install -m 600 /dev/stdin "$STATE/kubeconfig-$EMPTY_CONTEXT"
}

# Jobs that go a while after their end: 1.20 asks for it by name, 1.21 and later know it anyway.
CLUSTER_FEATURES=TTLAfterFinished=true

# start_api_server NAME PORT SERVICE-RANGE
start_api_server() {
    local name=$1 port=$2 services=$3
    start "apiserver-$name" "$BINARIES/kube-apiserver" \
        --etcd-servers="http://127.0.0.1:$STACK_ETCD_PORT" --etcd-prefix="/$name" \
        --bind-address=127.0.0.1 --advertise-address="$NODE_ADDRESS" --secure-port="$port" \
        --tls-cert-file="$PKI/apiserver.crt" --tls-private-key-file="$PKI/apiserver.key" \
        --service-cluster-ip-range="$services" --service-node-port-range="$STACK_NODE_PORT_RANGE" \
        --service-account-issuer=https://kubernetes.default.svc \
        --service-account-key-file="$PKI/service-accounts.key" --service-account-signing-key-file="$PKI/service-accounts.key" \
        --token-auth-file="$STATE/tokens.csv" --authorization-mode=RBAC --allow-privileged --feature-gates="$CLUSTER_FEATURES" \
        --kubelet-certificate-authority="$PKI/ca.crt" --kubelet-preferred-address-types=InternalIP \
        --kubelet-client-certificate="$PKI/apiserver-to-kubelet.crt" --kubelet-client-key="$PKI/apiserver-to-kubelet.key"
}

wait_for_api_server() {
    wait_for 60 "apiserver-$1" "API server of context $1 is ready" kubectl_in "$1" get --raw /readyz
}

# Only once the API server is ready: they end when it is not within ten seconds. start_controllers NAME KUBECONFIG
start_controllers() {
    local name=$1 kubeconfig=$2
    start "controllers-$name" "$BINARIES/kube-controller-manager" --kubeconfig="$kubeconfig" --leader-elect=false \
        --feature-gates="$CLUSTER_FEATURES" \
        --port=0 --secure-port=0 --root-ca-file="$PKI/ca.crt" --service-account-private-key-file="$PKI/service-accounts.key"
}

start_scheduler() {
    start scheduler "$BINARIES/kube-scheduler" --kubeconfig="$KUBECONFIG_FILE" --leader-elect=false --port=0 --secure-port=0
}

kubectl_in() {
    local context=$1
    shift
    "${STACK_KUBECTL:-$BINARIES/kubectl}" --kubeconfig "$KUBECONFIG_FILE" --context "$context" --request-timeout 10s "$@"
}

# May look at everything and change nothing: what a release must find out before it touches anything.
allow_restricted_user_to_look() {
    kubectl_in "$CONTEXT" create clusterrolebinding restricted --clusterrole view --group restricted >/dev/null
}
