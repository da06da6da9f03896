using Pipeline.Options;
using Pipeline.Tests.Drills;

namespace Pipeline.Tests.Docs;

/// <summary>What <c>docs/gitlab.md</c> says of the variables of the project.</summary>
public sealed class GitLabPageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "gitlab.md"));

    private static IReadOnlyList<string[]> Rows { get; } =
    [
        .. Page[Page.IndexOf("| variable | protected | masked |", StringComparison.Ordinal)..]
            .Split('\n')
            .TakeWhile(line => line.StartsWith('|'))
            .Skip(2)
            .Select(line => line.Trim('|', '\r').Split('|', StringSplitOptions.TrimEntries)),
    ];

    // Every job of a protected branch or tag has what stands there.
    [Fact]
    public void No_variable_is_asked_for_that_no_job_reads()
    {
        var jobs = string.Concat(
            Directory
                .EnumerateFiles(Path.Combine(Repository.Root, ".ci"))
                .Select(File.ReadAllText)
                .Concat(KnownArguments.Release.SelectMany(argument => argument.Variables.Append(argument.Meaning)))
        );

        var names = Rows.SelectMany(row => row[0].Split(", ")).Select(name => name.Trim('`')).ToArray();

        names.ShouldContain("AZURE_CLIENT_ID");
        names.Where(name => !jobs.Contains(name, StringComparison.Ordinal)).ShouldBeEmpty();
    }

    // GitLab documentation, "Mask a CI/CD variable": a single line without spaces. What is a file has lines.
    [Fact]
    public void Nothing_is_to_be_masked_that_GitLab_cannot_mask()
    {
        foreach (var row in Rows.Where(row => row[0].Contains("FILE", StringComparison.Ordinal)))
            row[2].ShouldStartWith("not possible");
        Page.ShouldContain("told of every release, separated by commas |");
    }
}
