# Completion of ./build.sh for fish:  ./build.sh completion fish | source
function __release_complete
    set -l words (commandline -opc) (commandline -ct)
    set -l script (realpath (string replace -r '^~' $HOME $words[1]) 2>/dev/null); or return
    set -l root (dirname $script)
    # Only the checkout that has printed this: the files of another one could name any program.
    test "$root" = @ROOT@; or return
    # What nobody has built is not built for a completion.
    test -f $root/.build/current; or return
    set -l build (cat $root/.build/current)
    env RELEASE_ROOT=$root $build[2] $root/.build/$build[1]/release.dll __complete $words[2..-1] 2>/dev/null
end
complete -c build.sh -f -a '(__release_complete)'
