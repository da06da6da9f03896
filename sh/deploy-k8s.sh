#!/bin/sh
# The team's old script, for hands and jobs that know its name. The release tool does the work.
# It reads GITLAB_USER_NAME, CI_COMMIT_REF_NAME and GCP_GKE itself.
if [ $# -lt 3 ]; then
    echo "usage: sh/deploy-k8s.sh VERSION CLUSTER NAMESPACE [--tail-migration] [other arguments of ./build.sh]" >&2
    exit 2
fi
version=$1 cluster=$2 namespace=$3
shift 3
exec "$(dirname "$0")/../build.sh" --target=Deploy --version="$version" --regions="$cluster" --namespace="$namespace" "$@"
