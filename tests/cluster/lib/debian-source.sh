# shellcheck shell=bash
# Fetches a Debian source package without changing the machine's own package sources.

# Writes the machine's Debian sources as deb-src into a private folder: both formats that apt reads.
write_source_lists() {
    local private=$1 file
    mkdir -p "$private/sources.list.d" "$private/lists/partial" "$private/archives/partial"
    shopt -s nullglob
    for file in /etc/apt/sources.list.d/*.sources; do
        sed -E 's/^Types:.*/Types: deb-src/' "$file" >"$private/sources.list.d/${file##*/}"
    done
    for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
        [[ -f $file ]] || continue
        sed -nE 's/^[[:space:]]*deb[[:space:]]+/deb-src /p' "$file" >"$private/sources.list.d/${file##*/}.list"
    done
    shopt -u nullglob
    : >"$private/sources.list"
}

private_apt_get() {
    local private=$1
    shift
    apt-get -q \
        -o Dir::Etc::sourcelist="$private/sources.list" \
        -o Dir::Etc::sourceparts="$private/sources.list.d" \
        -o Dir::State::lists="$private/lists" \
        -o APT::Sandbox::User=root \
        "$@"
}

# Leaves PACKAGE's source tree, patched as Debian does, in the folder DESTINATION. Debian's own revision of it may be any.
fetch_debian_source() {
    local package=$1 version=$2 destination=$3 private description
    private=$(mktemp -d)
    write_source_lists "$private"
    # A third-party repository without sources makes this fail although Debian's own were read.
    private_apt_get "$private" update || say "some package sources have no source packages; going on without them"
    (
        cd "$private" || exit
        private_apt_get "$private" source --download-only "$package"
        description=$(printf '%s\n' ./"$package"_*.dsc)
        [[ $description == *"$version"-* ]] || die "wanted $package $version, but Debian has ${description#./}"
        dpkg-source --no-check --extract "$description" "$destination"
    )
    rm -rf "$private"
}
