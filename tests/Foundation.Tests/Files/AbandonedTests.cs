using Foundation.Files;

namespace Foundation.Tests.Files;

public sealed class AbandonedTests : IDisposable
{
    private readonly DirectoryInfo _parent = Directory.CreateTempSubdirectory("abandoned-");

    public void Dispose() => _parent.Delete(recursive: true);

    [Fact]
    public void What_a_dead_process_left_goes_and_nothing_else()
    {
        Abandoned.Mark(Folder("release-dead").FullName).Dispose();
        File.WriteAllText(Path.Combine(Folder("release-dead").FullName, "kubeconfig"), "secret");
        using var inUse = Abandoned.Mark(Folder("release-used").FullName);
        Folder("release-unmarked");
        Abandoned.Mark(Folder("other-dead").FullName).Dispose();
        Abandoned.Mark(Folder("elsewhere").FullName).Dispose();
        Directory.CreateSymbolicLink(Path.Combine(_parent.FullName, "release-link"), Folder("elsewhere").FullName);

        Abandoned.SweepNow(_parent.FullName, "release-", Abandoned.OwnerOf(_parent));

        _parent
            .EnumerateDirectories()
            .Select(folder => folder.Name)
            .ShouldBe(
                ["release-used", "release-unmarked", "other-dead", "elsewhere", "release-link"],
                ignoreOrder: true
            );
    }

    // Another process may look between the making of a folder, of its mark, and the locking of it.
    [Fact]
    public void Whoever_makes_a_folder_has_it_though_others_sweep_all_the_time()
    {
        using var end = new CancellationTokenSource();
        var owner = Abandoned.OwnerOf(_parent);
        var sweeping = new Thread(() =>
        {
            while (!end.IsCancellationRequested)
                Abandoned.SweepNow(Path.GetTempPath(), "release-", owner);
        });
        sweeping.Start();

        for (var made = 0; made < 200; made++)
        {
            using var directory = PrivateDirectory.Create();
            File.ReadAllText(directory.Write("kubeconfig", "secret")).ShouldBe("secret");
        }

        end.Cancel();
        sweeping.Join();
    }

    [Fact]
    public void What_another_user_left_is_left_alone()
    {
        Abandoned.Mark(Folder("release-dead").FullName).Dispose();
        var another = Abandoned.OwnerOf(_parent) + 1;

        Abandoned.SweepNow(_parent.FullName, "release-", another);

        File.Exists(Path.Combine(_parent.FullName, "release-dead", ".in-use")).ShouldBeTrue();
    }

    private DirectoryInfo Folder(string name) => _parent.CreateSubdirectory(name);
}
