#!/usr/bin/env bash
# The door to the release tool: compiles it when one of its sources changed, then becomes it.
# Dates tell that nothing changed; where they do not, the contents tell, since a new checkout has new dates everywhere.
# Written for bash 3.2, which is what macOS has. Everything it makes lies in .build and .dotnet of this checkout.
set -euo pipefail

# A standard stream that is closed would be taken by the first file that is opened.
{ true >&1; } 2>/dev/null || exec >/dev/null
{ true >&2; } 2>/dev/null || exec 2>/dev/null
{ true <&0; } 2>/dev/null || exec </dev/null

case "${BASH_SOURCE[0]}" in
    */*) root="$(CDPATH='' cd -- "${BASH_SOURCE[0]%/*}" && pwd -P)" ;;
    *) root="$(pwd -P)" ;;
esac

readonly root
readonly builds="$root/.build"
readonly current="$builds/current"
readonly users="$builds/users"
readonly lock="$builds/lock"
readonly lock_limit_seconds=600
readonly life_seconds=15
readonly usage_error=2
# When native code is compiled: "background" (beside the first run), "now" (before it) or "never". What a CI job has in
# its background ends with the job.
readonly native="${RELEASE_NATIVE:-${CI:+never}}"
readonly native_lock="$builds/native.lock"
readonly native_log="$builds/native.log"

export RELEASE_ROOT="$root"
export DOTNET_CLI_TELEMETRY_OPTOUT=1
export DOTNET_NOLOGO=1
export DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
# The SDK ends at its start on a Linux without the library ICU. What the tool starts is not told this.
readonly culture="${DOTNET_SYSTEM_GLOBALIZATION_INVARIANT:-}"
export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT="${culture:-1}"

fail() {
    printf '%s\n' "$@" >&2
    exit "$usage_error"
}

# "current" names the folder of the last complete build and the dotnet that runs it. It is as old as the start of that
# build, so that a source which is saved while the compiler reads counts as newer.
read_current() {
    name='' dotnet=''
    [ -f "$current" ] && { read -r name && read -r dotnet; } <"$current"
}

# Folders count as sources too: removing a file changes nothing else. A file that is copied with an older date has its
# inode changed now (-cnewer). A build from the future, by a clock that was wrong, would be newer than every source to
# come.
is_up_to_date() {
    read_current && [ -x "$dotnet" ] && [ -f "$builds/$name/release.dll" ] || return 1
    : >"$builds/now"
    [ ! "$current" -nt "$builds/now" ] || return 1
    local newer
    newer="$(find "$root/build" "$root/global.json" "$root"/Directory.*.props \
        \( -name bin -o -name obj -o -name .editorconfig \) -prune -o \
        \( -newer "$current" -o -cnewer "$current" \) -print 2>/dev/null)" || return 1
    [ -z "$newer" ]
}

names_living() {
    local number=''
    [ -f "$1" ] && read -r number <"$1" && [ -n "$number" ] && is_alive "$number"
}

is_alive() { [ -d "/proc/$1" ] || kill -0 "$1" 2>/dev/null; }

# ---- the SDK -------------------------------------------------------------------------------------------------------
satisfies_global_json() { sdk="$(cd "$root" && "$1" --version 2>/dev/null)"; }

find_sdk() {
    dotnet="$(command -v dotnet || true)"
    [ -n "$dotnet" ] && satisfies_global_json "$dotnet" && return
    dotnet="$root/.dotnet/dotnet"
    [ -x "$dotnet" ] && satisfies_global_json "$dotnet" && return
    install_sdk
}

install_sdk() {
    local version script
    version="$(sed -n 's/.*"version": *"\([^"]*\)".*/\1/p' "$root/global.json")"
    script="$builds/dotnet-install.sh"
    echo "Installing the .NET SDK $version into .dotnet…" >&2
    if download https://dot.net/v1/dotnet-install.sh "$script" &&
        over_https bash "$script" --jsonfile "$root/global.json" --install-dir "$root/.dotnet" --no-path >"$builds/install.log" 2>&1 &&
        satisfies_global_json "$dotnet"; then
        return
    fi
    fail "The .NET SDK $version is missing and could not be downloaded: install it (https://dot.net/download) and run again."
}

download() {
    if command -v curl >/dev/null; then
        curl --fail --silent --proto '=https' --proto-redir '=https' --location --retry 2 --max-time 60 --output "$2" "$1"
    else
        wget --quiet --https-only --max-redirect=5 --timeout=60 --output-document="$2" "$1"
    fi
}

# The installer has no option for it. The user's own settings, such as a proxy, come first.
over_https() {
    local settings="$builds/https"
    mkdir -p "$settings" && chmod 700 "$settings"
    { cat "${CURL_HOME:-${HOME:-}}/.curlrc" 2>/dev/null; printf '%s = "=https"\n' proto proto-redir; } >"$settings/.curlrc"
    { cat "${WGETRC:-${HOME:-}/.wgetrc}" 2>/dev/null; echo 'https_only = on'; } >"$settings/wgetrc"
    CURL_HOME="$settings" WGETRC="$settings/wgetrc" "$@"
}

# ---- one compilation at a time -------------------------------------------------------------------------------------
take_lock() {
    if command -v flock >/dev/null; then
        exec 9>"$lock"
        flock --wait "$lock_limit_seconds" 9 || fail "Another run has been compiling for too long: end it, then run again."
    else
        take_lock_folder
    fi
}

release_lock() {
    exec 9>&-
    command -v flock >/dev/null || { trap - EXIT && rm -rf "$lock.folder"; }
}

# Where flock is missing, making a folder is what only one of two can do.
take_lock_folder() {
    local waited=0
    until mkdir "$lock.folder" 2>/dev/null; do
        break_dead_lock "$lock"
        [ "$waited" -lt "$lock_limit_seconds" ] ||
            fail "Another run has been compiling for too long: end it, remove $lock.folder, then run again."
        sleep 1
        waited=$((waited + 1))
    done
    trap 'rm -rf "$lock.folder"' EXIT
    echo $$ >"$lock.folder/owner"
}

# The second folder keeps two waiting runs from breaking the lock one after the other, which would break the first one's.
break_dead_lock() {
    mkdir "$1.breaking" 2>/dev/null || return 0
    sleep 1 # An owner that lives has written its number by then.
    names_living "$1.folder/owner" || names_living "$1.folder/compiler" || rm -rf "$1.folder"
    rmdir "$1.breaking"
}

# ---- the compilation -----------------------------------------------------------------------------------------------
compile() {
    mkdir -p "$users"
    take_lock
    if is_up_to_date; then
        release_lock # Another run compiled it meanwhile.
        return
    fi

    local previous="$name" log="$builds/compile.log" sources life published=0
    find_sdk
    : >"$builds/begun"
    # A file that goes meanwhile, or cannot be read, is for the compiler to name.
    sources="$(sum_of_sources 2>/dev/null)" || sources=''
    if find_build_of "$sources"; then
        become_current "$previous"
        return
    fi
    name="release.$(date +%Y%m%d%H%M%S).$$"

    # What a killed compilation left half-written would be taken for compiled.
    [ ! -e "$builds/compiling" ] || rm -rf "$builds/obj"
    : >"$builds/compiling"
    echo 'Compiling the release tool (about half a minute, once after a source change)…' >&2
    show_life & life=$!
    publish >"$log" 2>&1 || published=$?
    end_life "$life"
    if [ "$published" -ne 0 ]; then
        rm -rf "${builds:?}/$name" "$builds/compiling"
        sed 's/ \[[^]]*\]$//' "$log" | sort -u >&2
        exit "$usage_error"
    fi

    rm -f "$builds/compiling"
    compiled=yes
    [ -z "$sources" ] || printf '%s\n' "$sources" >"$builds/$name/sources.sha256"
    become_current "$previous"
}

become_current() {
    printf '%s\n' "$name" "$dotnet" >"$builds/next"
    touch -r "$builds/begun" "$builds/next"
    mv -f "$builds/next" "$current"
    remove_unused "$1"
    release_lock
}

# Of this platform too: native code lies beside what is compiled. Empty where no tool here makes such sums.
sum_of_sources() {
    local sha256
    if command -v sha256sum >/dev/null; then sha256=(sha256sum)
    elif command -v shasum >/dev/null; then sha256=(shasum -a 256)
    else return 0; fi
    (
        cd "$root" && {
            uname -sm
            find build global.json Directory.*.props \( -name bin -o -name obj -o -name .editorconfig \) -prune -o \
                -type f -exec "${sha256[@]}" {} +
        } | LC_ALL=C sort | "${sha256[@]}"
    )
}

# A build of the same sources: of the checkout before this one, or of the commit that this one has come back to.
find_build_of() {
    local folder sources
    [ -n "$1" ] || return 1
    for folder in "$builds"/release.*; do
        case "$folder" in *.native) continue ;; esac
        [ -f "$folder/release.dll" ] && [ -f "$folder/sources.sha256" ] && read -r sources <"$folder/sources.sha256" &&
            [ "$sources" = "$1" ] && name="${folder##*/}" && return
    done
    return 1
}

# Says every few seconds that the compiler is still at work. The last sleep goes on after this has been ended, so it
# holds neither the lock nor a stream of the caller.
show_life() {
    exec </dev/null >/dev/null 3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&-
    local begun="$SECONDS"
    while [ "$((SECONDS - begun))" -lt "$lock_limit_seconds" ] && sleep "$life_seconds" 2>/dev/null && is_alive $$; do
        printf 'Still compiling, for %ss…\n' "$((SECONDS - begun))" >&2
    done
}

end_life() {
    kill "$1" 2>/dev/null || true
    wait "$1" 2>/dev/null || true
}

# Analyzers judge style; that is the business of CI, and takes half of the time.
publish() {
    local server='' server_program='' shared=false published=0
    # In CI the packages have to be those of the lock files.
    if [ -n "${GITLAB_CI:-}${RestoreLockedMode:-}" ]; then
        compiler restore "$root/build/Pipeline" -p:RestoreLockedMode=true || return 1
    fi
    start_compiler_server
    [ -n "$server" ] && shared=true
    compiler publish "$root/build/Pipeline" --configuration Release -p:RunAnalyzers=false \
        -p:GenerateDocumentationFile=false -p:UseSharedCompilation="$shared" -p:SharedCompilationId="$server" \
        --output "$builds/$name" || published=$?
    [ -z "$server" ] || "$dotnet" "$server_program" -shutdown "-pipename:$server" || true
    return "$published"
}

# A compiler that stays for all projects warms up once. The SDK would start one itself, which lives for ten minutes and
# keeps the lock. This one ends with the compilation, also with one that is killed.
start_compiler_server() {
    local version folder
    while read -r version folder; do
        [ "$version" != "$sdk" ] || server_program="${folder:1:${#folder}-2}/$sdk/Roslyn/bincore/VBCSCompiler.dll"
    done < <("$dotnet" --list-sdks)
    [ -f "$server_program" ] || return 0
    server="$name"
    (
        DOTNET_TieredPGO=0 "$dotnet" "$server_program" "-pipename:$server" & program=$!
        while is_alive "$program" && { is_alive $$ || names_living "$builds/compiler"; }; do sleep 1; done
        kill "$program" 2>/dev/null || true
    ) </dev/null >/dev/null 2>&1 3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&- &
}

# The compiler's intermediate files are its own, so that it never meets an IDE or a test that builds the same projects.
# When this script is killed and the compiler goes on, the next run waits for it: by the lock, which it keeps open,
# or by its number in the lock's folder.
compiler() {
    # shellcheck disable=SC2016
    DOTNET_TieredPGO=0 sh -c 'echo $$ >"$1"; [ ! -d "$2" ] || echo $$ >"$2/compiler"; shift 2; exec "$@"' sh \
        "$builds/compiler" "$lock.folder" "$dotnet" "$@" -p:ArtifactsPath="$builds/obj" \
        --nologo --verbosity quiet -nodeReuse:false -clp:'ErrorsOnly;NoSummary' --tl:off
}

# Removes old builds that nobody runs. The previous one stays: a run may have chosen it and not started yet.
remove_unused() {
    local folder user
    remove_dead_users
    for folder in "$builds"/release.*; do
        case "${folder##*/}" in "$name" | "$name.native" | "$1" | "$1.native") continue ;; esac
        for user in "$users/${folder##*/}"/*; do
            [ -e "$user" ] && continue 2
        done
        rm -rf "$folder" "${users:?}/${folder##*/}"
    done
}

remove_dead_users() {
    local user
    for user in "$users"/*/*; do
        is_alive "${user##*/}" || rm -f "$user"
    done
}

# exec keeps the number of this process, so the mark names the program that runs.
mark_user() {
    local marks
    [ -d "$users/$name" ] || mkdir -p "$users/$name"
    marks=("$users/$name"/*)
    [ "${#marks[@]}" -lt 32 ] || remove_dead_users
    : >"$users/$name/$$"
}

# ---- native code ---------------------------------------------------------------------------------------------------
# Most of a short run's work is to compile the code that it runs. Beside a build lies a second one, whose code is
# compiled.
choose_native_code() {
    has_native_code || case "$native" in
        never) return 0 ;;
        now) compile_native_code_now ;;
        *) compile_native_code_in_background ;;
    esac
    has_native_code || return 0
    name="$name.native"
    unset DOTNET_ROLL_FORWARD # It would lead to another framework than the one that the code is right for.
}

# Complete is what names its frameworks. They have to be those of this dotnet, and as they were: an update of the
# machine may have replaced them, or brought newer ones.
has_native_code() {
    local folder="$builds/$name.native" framework
    [ -f "$folder/frameworks" ] || return 1
    while read -r framework; do
        [ -d "$framework" ] && [ "$framework/../../../dotnet" -ef "$dotnet" ] || return 1
        [ ! "$framework" -nt "$folder/release.dll" ] && [ ! "${framework%/*}" -nt "$folder/release.dll" ] || return 1
    done <"$folder/frameworks"
}

compile_native_code_now() {
    local waited=0
    echo 'Compiling native code (about a minute, once after a source change)…' >&2
    trap 'exit 130' INT
    until take_native_lock; do
        [ "$waited" -lt "$lock_limit_seconds" ] ||
            fail "Another run has been compiling native code for too long: end it, then run again."
        sleep 1
        waited=$((waited + 1))
    done
    has_native_code || compile_native_code
    release_native_lock
    trap - INT
    has_native_code || echo "There is no native code, so runs take longer; $native_log says why." >&2
}

# The shell is nobody's child and the compiler in a session of its own: a terminal that is interrupted or closed ends
# neither.
compile_native_code_in_background() {
    ! failed_lately || return 0
    [ -z "$compiled" ] ||
        echo 'Compiling native code in the background: later runs are faster. RELEASE_NATIVE=never turns this off.' >&2
    (
        trap '' HUP INT
        if take_native_lock; then
            has_native_code || compile_native_code in_background
            release_native_lock
        fi </dev/null >/dev/null 2>&1 3>&- 4>&- 5>&- 6>&- 7>&- 9>&- &
    )
}

# Whoever has no network now may have one tomorrow.
failed_lately() { [ -n "$(find "$builds/$name.native/failed" -mtime -1 2>/dev/null)" ]; }

compile_native_code() {
    local folder="$builds/$name.native" alone=()
    if [ "${1:-}" = in_background ]; then
        alone=(nice -n 19)
        ! command -v setsid >/dev/null || alone+=(setsid)
        # It hangs where its checkout is removed meanwhile.
        ! command -v timeout >/dev/null || alone+=(timeout --kill-after=5 "$lock_limit_seconds")
    fi
    rm -rf "$folder" # It is half made, or for other frameworks.
    mkdir "$folder"
    # shellcheck disable=SC2016
    DOTNET_TieredPGO=0 ${alone[@]+"${alone[@]}"} sh -c '[ ! -d "$1" ] || echo $$ >"$1/compiler"; shift; exec "$@"' sh \
        "$native_lock.folder" "$dotnet" msbuild "$root/build/Native.proj" -restore -target:CompileNative \
        -p:From="$builds/$name" -p:To="$folder" -p:ArtifactsPath="$builds/native" \
        -nologo -verbosity:quiet -nodeReuse:false -tl:off >"$native_log" 2>&1 || true
    has_native_code || : >"$folder/failed" || true
}

# One compilation of native code at a time. The compiler keeps the lock open, so what outlives its run is not disturbed.
take_native_lock() {
    if command -v flock >/dev/null; then
        exec 8>"$native_lock"
        flock --nonblock 8
    elif mkdir "$native_lock.folder" 2>/dev/null; then
        # The number of this very shell; in the background $$ is still that of the run.
        sh -c 'echo "$PPID"' >"$native_lock.folder/owner"
    else
        break_dead_lock "$native_lock"
        return 1
    fi
}

release_native_lock() {
    if command -v flock >/dev/null; then exec 8>&-; else rm -rf "$native_lock.folder"; fi
}

compiled=''
is_up_to_date || compile
choose_native_code
mark_user
[ -n "$culture" ] || unset DOTNET_SYSTEM_GLOBALIZATION_INVARIANT
exec "$dotnet" "$builds/$name/release.dll" ${1+"$@"}
