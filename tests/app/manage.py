#!/app/busybox sh
# shellcheck shell=dash
# Stands in for Django's manage.py: says what it would say, and changes no database.
set -u
cd "${0%/*}" || exit 1

case "${1-}" in
    migrate)
        shift
        exec /app/busybox sh ./migrate.sh "$@"
        ;;
    clearsessions)
        echo "Version $VERSION cleared 0 sessions"
        ;;
    check)
        echo "System check identified no issues (0 silenced)."
        ;;
    *)
        echo "Unknown command: '${1-}'" >&2
        exit 1
        ;;
esac
