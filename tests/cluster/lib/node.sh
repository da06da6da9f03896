# shellcheck shell=bash
# shellcheck disable=SC2153 # CONTEXT is in environment.sh
# One node: a kubelet on our engine.

NODE_NAME=node1
PAUSE_IMAGE=release-stack/pause:1

# A pod's first container has nothing to do but to be there.
build_pause_image() {
    local context="$STATE/pause"
    mkdir -p "$context"
    cp /bin/busybox "$context/"
    printf 'FROM scratch\nCOPY busybox /busybox\nENTRYPOINT ["/busybox", "sleep", "1000000000"]\n' >"$context/Dockerfile"
    DOCKER_BUILDKIT=0 docker build --quiet --tag "$PAUSE_IMAGE" "$context" >/dev/null 2>>"$LOGS/dockerd.log"
}

# Events: this kubelet takes 0 for client-go's default of 5 a second (kubernetes/kubernetes#117101), so a high figure.
write_kubelet_configuration() {
    cat >"$STATE/kubelet.yaml" <<YAML
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
address: $NODE_ADDRESS
port: $STACK_KUBELET_PORT
readOnlyPort: 0
healthzPort: 0
tlsCertFile: $PKI/kubelet.crt
tlsPrivateKeyFile: $PKI/kubelet.key
authentication: { anonymous: { enabled: false }, webhook: { enabled: false }, x509: { clientCAFile: $PKI/ca.crt } }
authorization: { mode: AlwaysAllow }
cgroupDriver: cgroupfs
cgroupsPerQOS: false
enforceNodeAllocatable: []
failSwapOn: false
oomScoreAdj: 0
evictionHard: { memory.available: "0%", nodefs.available: "0%", nodefs.inodesFree: "0%", imagefs.available: "0%" }
imageGCHighThresholdPercent: 100
serializeImagePulls: false
registryPullQPS: 0
eventRecordQPS: 500
eventBurst: 1000
makeIPTablesUtilChains: false
resolvConf: ""
YAML
}

start_node() {
    local mount
    write_kubelet_configuration
    # The kubelet's folder for logs is written into it; in the engine's own mounts the machine's stays as it is.
    mkdir -p "$STATE/pods-logs" "$STATE/containers-logs" "$STATE/kubelet"
    for mount in pods containers; do
        mkdir -p "/var/log/$mount"
        nsenter --mount="/proc/$(process_id containerd)/ns/mnt" -- mount --bind "$STATE/$mount-logs" "/var/log/$mount"
    done
    start_in_engine_mounts kubelet "$BINARIES/kubelet" --config="$STATE/kubelet.yaml" --kubeconfig="$KUBECONFIG_FILE" \
        --container-runtime=docker --docker-endpoint="$DOCKER_HOST" --docker="$DOCKER_HOST" --network-plugin= \
        --pod-infra-container-image="$PAUSE_IMAGE" --hostname-override="$NODE_NAME" --node-ip="$NODE_ADDRESS" \
        --root-dir="$STATE/kubelet" --cert-dir="$STATE/kubelet/pki"
}

wait_for_node() {
    wait_for 60 kubelet "node is ready" node_is_ready
}

node_is_ready() {
    local ready='{.items[*].status.conditions[?(@.type=="Ready")].status}'
    [[ $(kubectl_in "$CONTEXT" get nodes --output "jsonpath=$ready") == True ]]
}
