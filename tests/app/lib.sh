# shellcheck shell=bash
# What the scripts of this folder share: the stack that is up, and where its images are.

cluster=$(CDPATH='' cd -- "$(dirname "${BASH_SOURCE[0]}")/../cluster" && pwd)
for part in say state environment; do
    # shellcheck source=/dev/null # every file is checked on its own
    source "$cluster/lib/$part.sh"
done
read_environment || die "no stack is up ($ENVIRONMENT is missing); run tests/cluster/up"

# shellcheck disable=SC2034 # read by the scripts that source this file
IMAGE="$STACK_REGISTRY/megforms"
[[ -z $STACK_DOCKER_HOST ]] || export DOCKER_HOST="$STACK_DOCKER_HOST"

kubectl_in_namespace() {
    local namespace=$1
    shift
    "$STACK_KUBECTL" --kubeconfig "$STACK_KUBECONFIG" --context "$STACK_CONTEXT" --namespace "$namespace" "$@"
}

# The port of localhost at which the namespace's web application answers.
node_port() {
    kubectl_in_namespace "$1" get service web --output 'jsonpath={.spec.ports[0].nodePort}'
}
