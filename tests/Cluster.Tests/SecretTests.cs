using System.Text;
using Cluster.Tests.Sample;
using Cluster.Tests.Stack;

namespace Cluster.Tests;

public sealed class SecretTests(StackFixture stack)
{
    private const string GitLabToken = "glpat-cluster-4711";
    private const string HookPath = "hook-path-secret-7f3a";

    // What git and docker are asked for in a whole release, so that a test that sees none of it does not pass.
    private const int FewestChildren = 10;

    [Fact]
    public async Task No_secret_is_shown_recorded_passed_on_or_left_behind()
    {
        await using var application = await stack.RunningAsync(SampleSetup.Small("north"));
        var home = application.Home;
        home.Exported["GITLAB_TOKEN"] = GitLabToken;
        home.Exported["RELEASE_NOTIFY"] = $"json+http://127.0.0.1:9/{HookPath}";
        var watched = WatchedPrograms.Before(application, "git", "docker");
        await using var release = application.Start("Deploy", "1.2.3", "--verbosity=diagnostic", "--tail-migration");
        await using var arguments = new ProcessArguments(release.ProcessId);

        var run = (await release.EndAsync()).ShouldSucceed();

        arguments.Seen.ShouldContain(line => line.Contains("docker push", StringComparison.Ordinal));
        watched.Children.Count.ShouldBeGreaterThan(FewestChildren, watched.Given);
        foreach (var secret in home.Secrets.Append(GitLabToken).Append(HookPath))
        {
            watched.Given.ShouldNotContain(secret);
            run.Output.ShouldNotContain(secret);
            arguments.Seen.ShouldAllBe(line => !line.Contains(secret, StringComparison.Ordinal));
            FilesWith(secret, application.Folder).ShouldBeSubsetOf([home.Kubeconfig]);
        }
        Directory.EnumerateFileSystemEntries(application.TemporaryFolder).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_user_s_own_files_are_byte_for_byte_as_they_were()
    {
        await using var application = await stack.RunningAsync(SampleSetup.Small("north"));
        var home = application.Home;
        var before = (await home.ReadKubeconfigAsync(), await home.ReadDockerConfigurationAsync());

        (await application.ReleaseAsync("1.2.3")).ShouldSucceed();

        (await home.ReadKubeconfigAsync()).ShouldBe(before.Item1);
        (await home.ReadDockerConfigurationAsync()).ShouldBe(before.Item2);
        home.Files.ShouldBe([home.DockerConfiguration, home.Kubeconfig]);
    }

    // Latin-1 keeps every byte, so that a secret is found in files that are no text, too.
    private static IEnumerable<string> FilesWith(string secret, string folder) =>
        Directory
            .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(file => File.ReadAllText(file, Encoding.Latin1).Contains(secret, StringComparison.Ordinal));
}
