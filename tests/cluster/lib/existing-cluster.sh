# shellcheck shell=bash
# A cluster that somebody else runs (kind, k3d, minikube, a CI service), named in the environment.

# A shell that has read our own env names one too: ours.
existing_cluster_is_named() {
    [[ ${STACK_KUBECONFIG:-$KUBECONFIG_FILE} != "$KUBECONFIG_FILE" && -n ${STACK_CONTEXT:-} && -n ${STACK_REGISTRY:-} ]]
}

use_existing_cluster() {
    STACK_KUBECTL=${STACK_KUBECTL:-$(command -v kubectl || true)}
    [[ -x $STACK_KUBECTL ]] || die "kubectl not found; name it with STACK_KUBECTL"
    [[ -r $STACK_KUBECONFIG ]] || die "STACK_KUBECONFIG names $STACK_KUBECONFIG, which cannot be read"
    "$STACK_KUBECTL" --kubeconfig "$STACK_KUBECONFIG" --context "$STACK_CONTEXT" --request-timeout 10s get --raw /readyz >/dev/null ||
        die "context $STACK_CONTEXT of $STACK_KUBECONFIG does not answer; start that cluster, or unset STACK_KUBECONFIG for one of our own"
    registry_answers "$STACK_REGISTRY" || die "no registry answers at $STACK_REGISTRY (STACK_REGISTRY)"
    create_state
    write_environment
    say "using context $STACK_CONTEXT of $STACK_KUBECONFIG and the registry at $STACK_REGISTRY; environment: $ENVIRONMENT"
}
