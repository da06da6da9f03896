using Pipeline.Tests.Drills;
using Releases.Schemas;

namespace Pipeline.Tests.Docs;

public sealed class KnownErrorTableTests
{
    [Fact]
    public void The_runbook_has_the_errors_that_the_program_knows() =>
        Rows().ShouldBe(KnownErrors.All.Select(error => $"| {error.Name} | {error.Means} | {error.Next} |"));

    private static IEnumerable<string> Rows() =>
        File.ReadLines(Path.Combine(Repository.Root, "docs", "runbook.md"))
            .SkipWhile(line => line != "| error | means | do |")
            .Skip(2)
            .TakeWhile(line => line.StartsWith('|'));
}
