using Scripts;

namespace Pipeline.Tests.Compiled.Door;

/// <summary>
/// A folder for PATH that has the plain tools the door needs, and a compiler that takes no time: it publishes a file,
/// and running that file prints its name, and notes the words that it is given. Like the SDK on a bare Linux, it does
/// not start where it has to look for ICU.
/// </summary>
internal sealed class StandInTools : IDisposable
{
    private const string Dotnet = """
        #!/bin/sh
        case "$1" in --version | publish | restore | msbuild)
            # PowerShell itself has found it.
            [ -n "$PSModulePath$DOTNET_SYSTEM_GLOBALIZATION_INVARIANT" ] ||
                { echo 'there is no ICU on this machine'; exit 134; } ;;
        esac
        case "$1" in
            --version) exit 0 ;;
            publish)
                while [ "$1" != --output ]; do shift; done
                mkdir "$(dirname "$0")/busy" || : >"$(dirname "$0")/met"
                mkdir -p "$2"
                while [ -e "$(dirname "$0")/hold" ]; do sleep 0.02; done
                rmdir "$(dirname "$0")/busy"
                : >"$2/release.dll" ;;
            restore) [ ! -e "$(dirname "$0")/wrong packages" ] || { echo 'error NU1403'; exit 1; } ;;
            msbuild)
                for argument; do case "$argument" in -p:To=*) folder="${argument#-p:To=}" ;; esac; done
                echo started >>"$(dirname "$0")/native starts"
                while [ -e "$(dirname "$0")/hold native" ]; do sleep 0.02; done
                echo ended >>"$(dirname "$0")/native ends"
                [ ! -e "$(dirname "$0")/no native" ] || { echo 'error: no compiler'; exit 1; }
                mkdir -p "$(dirname "$0")/shared/framework/1"
                : >"$folder/release.dll"
                echo "$(dirname "$0")/shared/framework/1" >"$folder/frameworks" ;;
            *)
                echo "ran $(basename "$(dirname "$1")")"
                shift
                for word; do echo "$word"; done >"$(dirname "$0")/words" ;;
        esac
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tools ");

    public StandInTools(bool flock = true, bool sums = true)
    {
        foreach (
            var tool in new[]
            {
                "bash",
                "sh",
                "env",
                "find",
                "mkdir",
                "mv",
                "rm",
                "rmdir",
                "sed",
                "sort",
                "date",
                "sleep",
                "basename",
                "dirname",
                "cp",
                "cat",
                "touch",
                "uname",
                "nice",
                "setsid",
                "timeout",
            }
        )
            Link(tool);
        if (flock)
            Link("flock");
        if (sums)
            Link("sha256sum");
    }

    public string Path => _folder.FullName;

    private string HoldFile => Of("hold");

    /// <summary>Keeps a compilation from ending until <see cref="LetGo"/>.</summary>
    public void Hold() => File.WriteAllText(HoldFile, "");

    public void LetGo() => File.Delete(HoldFile);

    /// <summary>Keeps a compilation of native code from ending until <see cref="LetNativeGo"/>.</summary>
    public void HoldNative() => File.WriteAllText(Of("hold native"), "");

    public void LetNativeGo() => File.Delete(Of("hold native"));

    /// <summary>Lets compilations of native code fail.</summary>
    public void FailNative() => File.WriteAllText(Of("no native"), "");

    /// <summary>How often native code was compiled.</summary>
    public int NativeStarts => Lines("native starts");

    /// <summary>How often such a compilation ended.</summary>
    public int NativeEnds => Lines("native ends");

    /// <summary>What native code was compiled for goes, as by an update of the machine.</summary>
    public void RemoveFramework() => Directory.Delete(Of("shared/framework/1"));

    /// <summary>What native code was compiled for is replaced, or a newer one comes beside it.</summary>
    public void ChangeFramework(bool beside) =>
        Directory.CreateDirectory(Of(beside ? "shared/framework/2" : "shared/framework/1/changed"));

    /// <summary>What the program was last given.</summary>
    public string[] Words => File.ReadAllLines(Of("words"));

    /// <summary>Whether two compilations ran at the same time.</summary>
    public bool HaveMet => File.Exists(Of("met"));

    /// <summary>Naps that are over at once, however long.</summary>
    public StandInTools WithShortNaps()
    {
        var nap = System.IO.Path.Combine(Path, "sleep");
        var real = File.ResolveLinkTarget(nap, returnFinalTarget: false)!.FullName;
        File.Delete(nap);
        return With("sleep", $"#!/bin/sh\nexec {real} 0.02\n");
    }

    /// <summary>Packages that are not those of the lock files.</summary>
    public void WrongPackages() => File.WriteAllText(Of("wrong packages"), "");

    public StandInTools WithDotnet() => With("dotnet", Dotnet);

    /// <summary>A compiler that gives out the release tool of these tests, and runs programs.</summary>
    public StandInTools WithReleaseProgram() =>
        With(
            "dotnet",
            $"""
            #!/bin/sh
            case "$1" in
                --version) exit 0 ;;
                publish)
                    while [ "$1" != --output ]; do shift; done
                    cp -r "{System.IO.Path.GetDirectoryName(ReleaseProgram.Path)}" "$2" ;;
                *) exec "{ReleaseProgram.Dotnet}" "$@" ;;
            esac
            """
        );

    /// <summary>A download that fails.</summary>
    public StandInTools WithoutNetwork() => With("curl", "#!/bin/sh\nexit 6\n");

    /// <summary>A download that brings an installer, which in turn brings the compiler that takes no time.</summary>
    public StandInTools WithInstaller()
    {
        var compiler = System.IO.Path.Combine(Path, "dotnet-to-install");
        ScriptFile.Write(compiler, Dotnet);
        return With(
            "curl",
            $"""
            #!/bin/sh
            case "$*" in
            *"--proto =https --proto-redir =https"*" https://"*) ;;
            *) echo "not over https alone: $*" >&2; exit 3 ;;
            esac
            while [ "$1" != --output ]; do shift; done
            cat >"$2" <<'INSTALLER'
            case "$(cat "$CURL_HOME/.curlrc" "$WGETRC")" in
            *'proto = "=https"'*'proto-redir = "=https"'*'https_only = on'*) ;;
            *) exit 1 ;;
            esac
            while [ "$1" != --install-dir ]; do shift; done
            mkdir -p "$2" && cp "{compiler}" "$2/dotnet"
            INSTALLER
            """
        );
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private int Lines(string file) => File.Exists(Of(file)) ? File.ReadAllLines(Of(file)).Length : 0;

    private string Of(string file) => System.IO.Path.Combine(Path, file);

    private StandInTools With(string name, string script)
    {
        ScriptFile.Write(Of(name), script);
        return this;
    }

    private void Link(string tool)
    {
        var target = Environment
            .GetEnvironmentVariable("PATH")!
            .Split(System.IO.Path.PathSeparator)
            .Select(folder => System.IO.Path.Combine(folder, tool))
            .First(File.Exists);
        File.CreateSymbolicLink(System.IO.Path.Combine(Path, tool), target);
    }
}
