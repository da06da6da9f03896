namespace Pipeline.Tests.Drills;

/// <summary>A fleet of a hundred regions, <c>region1</c> to <c>region100</c>, in one wave.</summary>
internal static class HundredRegions
{
    /// <summary>Writes its files.</summary>
    /// <returns>The fleet file.</returns>
    public static string WriteTo(TemporaryFolder folder)
    {
        var jobs = Path.Combine(Repository.Root, "kubernetes", "jobs", "migration.yaml");
        folder.Write("jobs/migration.yaml", File.ReadAllText(jobs));
        return folder.Write("fleet.yaml", Fleet());
    }

    private static string Fleet()
    {
        var names = Enumerable.Range(1, 100).Select(number => $"region{number}").ToArray();
        var regions = names.Select(name => $"  {name}: {{ provider: context, context: {name}, tier: production }}");
        return $$"""
            registry: registry.example
            repository: megforms
            mainBranch: master
            workloads:
              - { selector: image=megforms, kinds: [Deployment, CronJob], tag: "{version}" }
              - { selector: image=mat-cms-static, kinds: [Deployment], tag: "{version}-static" }
            migration: { manifest: jobs/migration.yaml, job: migration }
            default: all
            groups: { all: [{{string.Join(", ", names)}}] }
            waves: [[{{string.Join(", ", names)}}]]
            regions:
            {{string.Join('\n', regions)}}
            """;
    }
}
