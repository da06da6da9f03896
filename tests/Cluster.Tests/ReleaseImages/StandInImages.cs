using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Cluster.Tests.Stack;
using Scripts;

namespace Cluster.Tests.ReleaseImages;

/// <summary>
/// What <c>docs/Dockerfile.release</c> takes from elsewhere, made here: the images of Google, Docker and GitLab, and
/// programs in them for Debian's packages and for downloads, which fail on whatever else they are asked for.
/// </summary>
internal sealed class StandInImages : IAsyncDisposable
{
    private const string Image = "release-tests/tools";
    private const string Tool = "release-tests/release";

    // The scripts of the Dockerfile are bash's. Its own syntax that they use is known to busybox, too.
    private const string Dockerfile = """
        FROM scratch
        COPY busybox /bin/busybox
        RUN ["/bin/busybox", "--install", "-s", "/bin"]
        RUN ["/bin/busybox", "mkdir", "/tmp"]
        COPY bin /bin
        COPY bin/docker /usr/local/bin/docker
        COPY bin/glab /usr/bin/glab
        COPY bin/docker-buildx /usr/local/libexec/docker/cli-plugins/docker-buildx
        COPY downloads /downloads
        """;

    private const string Bash = """
        #!/bin/busybox sh
        exec /bin/busybox sh "$@"
        """;

    private const string AptGet = """
        #!/bin/sh
        case "$*" in
            update) mkdir -p /var/lib/apt/lists && touch /var/lib/apt/lists/some ;;
            "install --yes --no-install-recommends azure-cli ca-certificates curl git unzip")
                for tool in az git; do
                    printf '#!/bin/sh\necho %s of Debian\n' "$tool" >"/bin/$tool"
                    chmod +x "/bin/$tool"
                done ;;
            *) echo "apt-get: not expected: $*" >&2; exit 64 ;;
        esac
        """;

    // Files are named as they are at their address, as with --remote-name.
    private const string Curl = """
        #!/bin/sh
        options="--fail --silent --show-error --location --proto =https"
        case "$*" in
            "$options --remote-name https://dot.net/v1/dotnet-install.sh") ;;
            "$options --remote-name-all https://github.com/Azure/kubelogin/releases/download/v"*) ;;
            *) echo "curl: not expected: $*" >&2; exit 64 ;;
        esac
        for word in "$@"; do
            case "$word" in https://*) cp "/downloads/${word##*/}" . ;; esac
        done
        """;

    private const string DotnetInstall = """
        [ "$*" = "--jsonfile global.json --install-dir /usr/share/dotnet --no-path" ] && grep -q '"version"' global.json || exit 64
        mkdir -p /usr/share/dotnet
        printf '#!/bin/sh\necho dotnet of the installer\n' >/usr/share/dotnet/dotnet
        chmod +x /usr/share/dotnet/dotnet
        """;

    private const string Docker = """
        #!/bin/sh
        [ "$*" = "buildx version" ] && [ -x /usr/local/libexec/docker/cli-plugins/docker-buildx ] && echo docker of Docker
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("release-tests-image-");
    private readonly StackEngine _engine;

    private StandInImages(StackEngine engine) => _engine = engine;

    /// <summary>Makes the stand-ins.</summary>
    /// <param name="stack">Whose engine builds.</param>
    /// <param name="without">A tool that Google's image lacks.</param>
    /// <param name="broken">Whether the archive of kubelogin is another than its sum says.</param>
    public static async Task<StandInImages> MakeAsync(StackFixture stack, string without = "", bool broken = false)
    {
        var images = new StandInImages(stack.Engine);
        images.WritePrograms(stack.Settings, without);
        images.WriteDownloads(broken);
        images.Write("Dockerfile", Dockerfile);
        await stack.Engine.BuildAsync(Image, images._folder.FullName);
        return images;
    }

    /// <summary>
    /// Builds the image of the jobs as the documentation says, in a checkout that has no more than it needs.
    /// </summary>
    /// <returns>Its name.</returns>
    /// <exception cref="InvalidOperationException">It cannot be built.</exception>
    public async Task<string> BuildAsync()
    {
        var checkout = Path.Combine(_folder.FullName, "checkout");
        Directory.CreateDirectory(checkout);
        File.Copy(Repository.Of("global.json"), Path.Combine(checkout, "global.json"));
        await _engine.BuildAsync(
            Tool,
            [
                .. ((string[])["GOOGLE_IMAGE", "DOCKER_IMAGE", "GLAB_IMAGE"]).Select(name =>
                    $"--build-arg={name}={Image}"
                ),
                $"--file={Repository.Of("docs", "Dockerfile.release")}",
                checkout,
            ]
        );
        return Tool;
    }

    public async ValueTask DisposeAsync()
    {
        await _engine.RemoveAsync(Tool);
        await _engine.RemoveAsync(Image);
        _folder.Delete(recursive: true);
    }

    private void WritePrograms(StackSettings settings, string without)
    {
        File.Copy(settings.Busybox, Path.Combine(_folder.FullName, "busybox"));
        foreach (
            var (name, text) in (IEnumerable<(string, string)>)
                [
                    ("bash", Bash),
                    ("apt-get", AptGet),
                    ("curl", Curl),
                    ("docker", Docker),
                    ("docker-buildx", "#!/bin/sh\n"),
                    .. ((string[])["gcloud", "gke-gcloud-auth-plugin", "kubectl", "glab"])
                        .Where(tool => tool != without)
                        .Select(tool => (tool, $"#!/bin/sh\necho {tool} of its image\n")),
                ]
        )
            ScriptFile.Write(Path.Combine(_folder.FullName, "bin", name), text);
    }

    private void WriteDownloads(bool broken)
    {
        Write(Path.Combine("downloads", "dotnet-install.sh"), DotnetInstall);
        var platform = RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "amd64";
        var name = $"kubelogin-linux-{platform}.zip";
        var archive = Path.Combine(_folder.FullName, "downloads", name);
        using (var zip = ZipFile.Open(archive, ZipArchiveMode.Create))
        using (var entry = new StreamWriter(zip.CreateEntry($"bin/linux_{platform}/kubelogin").Open()))
            entry.Write("#!/bin/sh\necho kubelogin of its archive\n");
        var sum = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(archive)));
        Write(Path.Combine("downloads", $"{name}.sha256"), $"{sum}  {name}\n");
        if (broken)
            File.AppendAllText(archive, "cut");
    }

    private void Write(string name, string text)
    {
        var file = Path.Combine(_folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
