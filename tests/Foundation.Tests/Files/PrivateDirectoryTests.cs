using Foundation.Files;
using Foundation.Secrets;

namespace Foundation.Tests.Files;

public sealed class PrivateDirectoryTests
{
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerDirectory = OwnerFile | UnixFileMode.UserExecute;

    [Fact]
    public void Only_the_owner_can_enter_it_and_read_its_files()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes");
        using var directory = PrivateDirectory.Create();

        var file = directory.Write("uk", new Secret("token"));
        var inner = directory.CreateDirectory("docker");

#pragma warning disable CA1416 // Skipped on Windows above.
        File.GetUnixFileMode(directory.Path).ShouldBe(OwnerDirectory);
        File.GetUnixFileMode(file).ShouldBe(OwnerFile);
        File.GetUnixFileMode(inner).ShouldBe(OwnerDirectory);
#pragma warning restore CA1416
        File.ReadAllText(file).ShouldBe("token");
    }

    [Fact]
    public void One_in_another_folder_is_as_private_and_goes_as_well()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes");
        using var parent = PrivateDirectory.Create();
        var directory = PrivateDirectory.CreateIn(parent.Path);

        System.IO.Path.GetDirectoryName(directory.Path).ShouldBe(parent.Path);
#pragma warning disable CA1416 // Skipped on Windows above.
        File.GetUnixFileMode(directory.Path).ShouldBe(OwnerDirectory);
#pragma warning restore CA1416
        directory.Dispose();
        Directory.Exists(directory.Path).ShouldBeFalse();
    }

    [Fact]
    public void Writing_again_replaces_the_file()
    {
        using var directory = PrivateDirectory.Create();
        directory.Write("uk", "a longer first content");

        File.ReadAllText(directory.Write("uk", "second")).ShouldBe("second");
    }

    [Fact]
    public void Disposing_removes_all_that_is_in_it_once_and_twice()
    {
        var directory = PrivateDirectory.Create();
        directory.Write("a", "x");
        File.WriteAllText(System.IO.Path.Combine(directory.CreateDirectory("b"), "c"), "y");

        directory.Dispose();
        directory.Dispose();

        Directory.Exists(directory.Path).ShouldBeFalse();
    }

    [Fact]
    public async Task Disposing_outlasts_a_child_that_still_writes()
    {
        var directory = PrivateDirectory.Create();
        using var end = new CancellationTokenSource();
        var writing = Task.Run(() => Fill(directory.Path, end.Token), TestContext.Current.CancellationToken);
        while (!Directory.EnumerateFiles(directory.Path).Any())
            await Task.Yield();
        end.CancelAfter(TimeSpan.FromMilliseconds(200));

        directory.Dispose();

        await writing;
        Directory.Exists(directory.Path).ShouldBeFalse();
    }

    [Fact]
    public void Disposing_removes_links_and_leaves_what_they_point_to()
    {
        using var others = PrivateDirectory.Create();
        var kept = others.Write("kept", "x");
        var directory = PrivateDirectory.Create();
        Directory.CreateSymbolicLink(directory.PathOf("link"), others.Path);

        directory.Dispose();

        File.Exists(kept).ShouldBeTrue();
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("../uk")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    public void Name_that_would_lead_out_of_it_is_refused(string name)
    {
        using var directory = PrivateDirectory.Create();

        Should.Throw<ArgumentException>(() => directory.Write(name, "x"));
    }

    private static void Fill(string directory, CancellationToken end)
    {
        for (var number = 0; !end.IsCancellationRequested && Directory.Exists(directory); number++)
        {
            try
            {
                File.WriteAllText(System.IO.Path.Combine(directory, $"{number}"), "x");
            }
            catch (DirectoryNotFoundException)
            {
                return;
            }
        }
    }
}
