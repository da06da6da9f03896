# shellcheck shell=bash
# What a test needs to know of the stack: lines KEY=VALUE, without quotes, to be read by any language.

# shellcheck disable=SC2034 # read by the commands that source this file
CONTEXT=stack
EMPTY_CONTEXT=stack-no-nodes
RESTRICTED_CONTEXT=stack-restricted
KUBECONFIG_FILE="$STATE/kubeconfig"
STACK_NODE_PORT_RANGE=${STACK_NODE_PORT_RANGE:-30000-32767}

write_environment() {
    secret_file "$ENVIRONMENT.new" <<ENV
STACK_KUBECONFIG=$STACK_KUBECONFIG
STACK_CONTEXT=$STACK_CONTEXT
STACK_EMPTY_CONTEXT=${STACK_EMPTY_CONTEXT:-}
STACK_RESTRICTED_CONTEXT=${STACK_RESTRICTED_CONTEXT:-}
STACK_KUBECTL=$STACK_KUBECTL
STACK_REGISTRY=$STACK_REGISTRY
STACK_REGISTRY_USER=${STACK_REGISTRY_USER:-}
STACK_REGISTRY_PASSWORD_FILE=${STACK_REGISTRY_PASSWORD_FILE:-}
STACK_DOCKER_HOST=${STACK_DOCKER_HOST:-}
STACK_BUSYBOX=${STACK_BUSYBOX:-/bin/busybox}
STACK_PAGE_HOST=${STACK_PAGE_HOST:-127.0.0.1}
STACK_NODE_PORT_RANGE=$STACK_NODE_PORT_RANGE
ENV
    mv "$ENVIRONMENT.new" "$ENVIRONMENT"
}

# Sets the variables of the file, without running what it says.
read_environment() {
    local key value
    [[ -r $ENVIRONMENT ]] || return 1
    while IFS='=' read -r key value; do
        [[ $key != STACK_* ]] || printf -v "$key" %s "$value"
    done <"$ENVIRONMENT"
}

describe_own_stack() {
    STACK_KUBECONFIG=$KUBECONFIG_FILE
    STACK_CONTEXT=$CONTEXT
    STACK_EMPTY_CONTEXT=$EMPTY_CONTEXT
    STACK_RESTRICTED_CONTEXT=$RESTRICTED_CONTEXT
    STACK_KUBECTL=$BINARIES/kubectl
    STACK_REGISTRY_USER=$REGISTRY_USER
    STACK_REGISTRY_PASSWORD_FILE=$REGISTRY_PASSWORD_FILE
    STACK_DOCKER_HOST=$DOCKER_HOST
    STACK_BUSYBOX=/bin/busybox
    STACK_PAGE_HOST=127.0.0.1
    write_environment
}
