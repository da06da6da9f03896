# shellcheck shell=sh
# What `manage.py migrate [APP [NAME]]` does. A test that wants a migration that fails, is slow or says strange
# things commits another version of this file.

names() {
    for file in forms/migrations/[0-9]*.py; do
        file=${file##*/}
        echo "${file%.py}"
    done
}

apply() {
    echo "Operations to perform:"
    echo "  Apply all migrations: forms"
    echo "Running migrations:"
    for name in $(names); do
        echo "  Applying forms.$name... OK"
    done
}

# $1: the migration to go back to, or "zero".
unapply() {
    echo "Operations to perform:"
    echo "  Target specific migration: $1, from forms"
    echo "Running migrations:"
    for name in $(names | sort -r); do
        [ "$name" != "$1" ] || break
        echo "  Unapplying forms.$name... OK"
    done
}

target=
for argument in "$@"; do
    case "$argument" in
        --* | forms) ;;
        *) target=$argument ;;
    esac
done

if [ -n "$target" ]; then unapply "$target"; else apply; fi
