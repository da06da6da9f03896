# Completion of ./build.sh for bash:  eval "$(./build.sh completion bash)"
_release_complete() {
    local root name='' muxer='' line prefix candidate
    local -a words
    root="$(CDPATH='' cd -- "$(dirname -- "${COMP_WORDS[0]/#\~/$HOME}")" 2>/dev/null && pwd -P)" || return
    # Only the checkout that has printed this: the files of another one could name any program.
    [ "$root" = @ROOT@ ] || return
    # What nobody has built is not built for a completion.
    [ -f "$root/.build/current" ] && { read -r name && read -r muxer; } <"$root/.build/current" || return
    line="${COMP_LINE:0:COMP_POINT}"
    read -r -a words <<<"$line"
    case "$line" in *[[:space:]]) words+=('') ;; esac
    # Bash takes = and : for ends of words, and completes only what stands behind the last one.
    prefix="${words[${#words[@]} - 1]}"
    prefix="${prefix%"${prefix##*[=:]}"}"
    COMPREPLY=()
    while IFS= read -r candidate; do
        COMPREPLY+=("${candidate#"$prefix"}")
    done < <(RELEASE_ROOT="$root" "$muxer" "$root/.build/$name/release.dll" __complete "${words[@]:1}" 2>/dev/null)
    case "${COMPREPLY[*]-}" in *=) compopt -o nospace 2>/dev/null ;; esac
}
complete -o default -F _release_complete build.sh
