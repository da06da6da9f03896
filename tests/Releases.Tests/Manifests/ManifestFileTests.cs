using System.Diagnostics;
using System.Text;
using Foundation.Failures;
using Foundation.Limits;
using Releases.Manifests;

namespace Releases.Tests.Manifests;

public sealed class ManifestFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("manifest-");

    public void Dispose() => _folder.Delete(recursive: true);

    private string File => Path.Combine(_folder.FullName, "web.yaml");

    [Fact]
    public async Task A_pipe_is_refused_and_nobody_waits_for_its_writer()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there are no such files");
        using var made = Process.Start("mkfifo", [File]);
        await made.WaitForExitAsync(TestContext.Current.CancellationToken);

        Problem().ShouldBe($"{File}: is a pipe or a device, and no file");
    }

    [Fact]
    public void A_link_is_refused()
    {
        System.IO.File.CreateSymbolicLink(File, "/etc/hostname");

        Problem().ShouldBe($"{File}: {ManifestFile.IsLink}");
    }

    [Theory]
    [InlineData("jobs/migration.yaml", null)]
    [InlineData("gke/jobs/migration.yaml", null)]
    [InlineData("gke/../jobs/migration.yaml", null)]
    [InlineData("../elsewhere.yaml", "is not in")]
    [InlineData("gke/../../elsewhere.yaml", "is not in")]
    [InlineData("/etc/hostname", "is not in")]
    [InlineData("linked/migration.yaml", ManifestFile.IsLink)]
    [InlineData("gke/linked/jobs/migration.yaml", ManifestFile.IsLink)]
    public void What_lies_or_leads_outside_of_the_folder_is_refused(string file, string? problem)
    {
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "gke"));
        Directory.CreateSymbolicLink(Path.Combine(_folder.FullName, "linked"), "/etc");
        Directory.CreateSymbolicLink(Path.Combine(_folder.FullName, "gke", "linked"), "/etc");

        var refusal = Record.Exception(() => ManifestFile.RefuseOutside(_folder.FullName, file));

        if (problem is null)
            refusal.ShouldBeNull();
        else
            refusal.ShouldBeOfType<UsageException>().Message.ShouldContain(problem);
    }

    [Fact]
    public void A_file_larger_than_any_manifest_is_refused()
    {
        using (var large = System.IO.File.Create(File))
            large.SetLength(InputLimits.TextFile + 1);

        Problem().ShouldBe($"{File}: cannot be read: it is larger than 8 MiB");
    }

    [Fact]
    public void A_file_in_another_encoding_is_refused_with_its_line()
    {
        System.IO.File.WriteAllText(File, "kind: ConfigMap\ndata: { site: Z\u00FCrich }\n", Encoding.Latin1);

        Problem().ShouldStartWith($"{File}:2: is not UTF-8");
        Should.Throw<UsageException>(() => ManifestTemplate.Read(File)).Message.ShouldBe(Problem());
    }

    [Fact]
    public void An_empty_file_holds_no_objects()
    {
        System.IO.File.WriteAllText(File, "");

        ManifestTemplate.ReadAll(File).ShouldBeEmpty();
    }

    private string Problem() => Should.Throw<UsageException>(() => ManifestTemplate.ReadAll(File)).Message;
}
