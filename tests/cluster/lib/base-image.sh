# shellcheck shell=bash
# The image that the sample application stands on: Debian's Django with what it needs. It outlives the stack.

BASE_IMAGE=release-stack/django:3.2
# shellcheck disable=SC2034 # read by build-base
BASE_PACKAGES=(python3-django python3-psycopg2 gunicorn)
BASE_ARCHIVE="$BINARIES_CACHE/django-3.2.tar"

# The archive appears by a rename, once it is whole: its existence is enough.
base_is_made() {
    [[ -f $BASE_ARCHIVE ]]
}

import_base_image() {
    docker import --change 'ENV PATH=/usr/sbin:/usr/bin:/sbin:/bin' "$BASE_ARCHIVE" "$BASE_IMAGE" >/dev/null
}
