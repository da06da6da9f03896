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

        Abandoned.SweepNow(_parent.FullName, "release-", DateTime.UtcNow.AddMinutes(1), Abandoned.OwnerOf(_parent));

        _parent
            .EnumerateDirectories()
            .Select(folder => folder.Name)
            .ShouldBe(
                ["release-used", "release-unmarked", "other-dead", "elsewhere", "release-link"],
                ignoreOrder: true
            );
    }

    [Fact]
    public void What_is_younger_than_its_mark_can_be_is_left_alone()
    {
        Abandoned.Mark(Folder("release-new").FullName).Dispose();

        Abandoned.SweepNow(_parent.FullName, "release-", DateTime.UtcNow.AddMinutes(-1), Abandoned.OwnerOf(_parent));

        Directory.Exists(Folder("release-new").FullName).ShouldBeTrue();
    }

    [Fact]
    public void What_another_user_left_is_left_alone()
    {
        Abandoned.Mark(Folder("release-dead").FullName).Dispose();
        var another = Abandoned.OwnerOf(_parent) + 1;

        Abandoned.SweepNow(_parent.FullName, "release-", DateTime.UtcNow.AddMinutes(1), another);

        File.Exists(Path.Combine(_parent.FullName, "release-dead", ".in-use")).ShouldBeTrue();
    }

    private DirectoryInfo Folder(string name) => _parent.CreateSubdirectory(name);
}
