# shellcheck shell=bash
# A registry that asks for a password. Engines take 127.0.0.0/8 without TLS.

REGISTRY_USER=release
REGISTRY_PASSWORD_FILE="$STATE/registry-password"

start_registry() {
    STACK_REGISTRY="127.0.0.1:$STACK_REGISTRY_PORT"
    random_secret | secret_file "$REGISTRY_PASSWORD_FILE"
    htpasswd -iBn "$REGISTRY_USER" <"$REGISTRY_PASSWORD_FILE" 2>/dev/null | install -m 600 /dev/stdin "$STATE/htpasswd"
    cat >"$STATE/registry.yml" <<YAML
version: 0.1
log: { level: warn }
storage:
  filesystem: { rootdirectory: $STATE/registry }
  delete: { enabled: true }
http: { addr: $STACK_REGISTRY }
auth:
  htpasswd: { realm: release-stack, path: $STATE/htpasswd }
YAML
    start registry docker-registry serve "$STATE/registry.yml"
}

wait_for_registry() {
    wait_for 15 registry "registry answers" registry_answers "$STACK_REGISTRY"
}

# 401 is an answer: it asks for the password.
registry_answers() {
    local status
    status=$(curl --silent --noproxy '*' --max-time 5 --output /dev/null --write-out '%{http_code}' "http://$1/v2/") || return 1
    [[ $status == 200 || $status == 401 ]]
}
