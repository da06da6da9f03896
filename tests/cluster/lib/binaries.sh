# shellcheck shell=bash
# Where the Kubernetes binaries of this machine live. They outlive the stack and every checkout.

# shellcheck disable=SC2034 # read by the commands that source this file
KUBERNETES_VERSION=1.20.2
KUBERNETES_COMMANDS=(kube-apiserver kube-controller-manager kube-scheduler kubelet kube-proxy kubectl)
BINARIES_CACHE="${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/release-tool"
BINARIES="$BINARIES_CACHE/kubernetes-$KUBERNETES_VERSION"

# The folder appears by a rename, once every command in it is built: its existence is enough.
binaries_are_built() {
    [[ -d $BINARIES ]]
}
