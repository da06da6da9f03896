# Completion of ./build.sh for zsh, after compinit:  eval "$(./build.sh completion zsh)"
_release_complete() {
    local root=${${(Q)words[1]/#\~/$HOME}:A:h} name muxer
    # Only the checkout that has printed this: the files of another one could name any program.
    [[ $root = @ROOT@ ]] || return 1
    # What nobody has built is not built for a completion.
    [[ -f $root/.build/current ]] && { read -r name && read -r muxer } <$root/.build/current || return 1
    local -a candidates
    candidates=("${(@f)$(RELEASE_ROOT=$root $muxer $root/.build/$name/release.dll __complete "${(@)words[2,CURRENT-1]}" "$PREFIX" 2>/dev/null)}")
    compadd -S '' -- ${(M)candidates:#*=}
    compadd -- ${candidates:#*=}
}
compdef _release_complete build.sh
