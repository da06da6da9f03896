using Pipeline.Tests.Tools.Git;

namespace Pipeline.Tests.Drills;

/// <summary>The repository that a drill releases from.</summary>
public sealed class SampleApplicationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task One_version_is_tagged_and_a_change_has_come_since()
    {
        await SampleCheckout.CopyToAsync(_folder);

        Git("log", "--format=%s by %an <%ae>")
            .ShouldBe(
                $"A change to be released by {User} <drill@example.invalid>\nVersion 1.2.2 by {User} <drill@example.invalid>"
            );
        Git("rev-parse", "1.2.2^{commit}").ShouldBe(SampleCheckout.Released);
        Git("cat-file", "-t", "1.2.2").ShouldBe("tag");
        Git("diff", "--name-only", "1.2.2", "HEAD").ShouldBe("README.md");
    }

    [Fact]
    public async Task The_checkout_is_clean_and_level_with_its_remote()
    {
        await SampleCheckout.CopyToAsync(_folder);

        Git("status", "--porcelain", "--branch").ShouldBe("## master...origin/master");
        Git("ls-remote", "origin", "refs/heads/master").ShouldStartWith(CheckedOutCommit.Of(_folder["app"]));
    }

    [Fact]
    public async Task Its_files_are_those_of_the_sample_with_their_modes()
    {
        await SampleCheckout.CopyToAsync(_folder);

        var stages = Git("ls-files", "--stage").Split('\n');
        var sample = GitCommand.In(Path.Combine(Repository.Root, "tests", "app"), "ls-files", "--stage").Split('\n');
        // The README has the change since; what only the real stack needs is left out.
        var released = stages.Where(line => !line.EndsWith("\tREADME.md", StringComparison.Ordinal)).ToArray();
        released.ShouldBeSubsetOf(sample);
        released.Length.ShouldBeGreaterThan(10);
        released.ShouldContain(line => line.StartsWith("100755 ", StringComparison.Ordinal));
        released.ShouldContain(line => line.EndsWith("\tforms/models.py", StringComparison.Ordinal));
    }

    private static string User => SampleCheckout.Sample.MachineUser;

    private string Git(params string[] arguments) => GitCommand.In(_folder["app"], arguments);
}
