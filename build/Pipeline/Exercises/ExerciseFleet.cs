using Pipeline.Running;
using Releases.Fleets;
using Releases.Fleets.Reading;

namespace Pipeline.Exercises;

/// <summary>The fleet of every exercise: two regions, one after the other.</summary>
public static class ExerciseFleet
{
    /// <summary>The region that goes first.</summary>
    public const string First = "uk";

    /// <summary>The region that follows.</summary>
    public const string Second = "au";

    /// <summary>Both.</summary>
    public static readonly IReadOnlyList<string> Regions = [First, Second];

    private const string Text = $$"""
        registry: exercise.invalid
        repository: megforms
        mainBranch: main
        workloads:
          - { selector: image=megforms, kinds: [Deployment, CronJob], tag: "{version}" }
          - { selector: image=mat-cms-static, kinds: [Deployment], tag: "{version}-static" }
        migration: { manifest: jobs/migration.yaml, job: migration }
        default: production
        groups: { production: [{{First}}, {{Second}}] }
        waves: [[{{First}}], [{{Second}}]]
        regions:
          {{First}}: { provider: context, context: {{First}}, tier: production }
          {{Second}}: { provider: context, context: {{Second}}, tier: production }
        """;

    /// <summary>
    /// The request with this fleet in place of the one that it was read with. Its manifests are this repository's.
    /// </summary>
    public static ReleaseRequest On(ReleaseRequest request)
    {
        var file = Path.Combine(request.Environment.Root, "kubernetes", "fleet.yaml");
        var fleet = FleetFile.Parse(file, Text).Beside(FleetFile.Read(file));
        return request with { Fleet = fleet, Waves = RegionSelection.Select(fleet, new RegionRequest()) };
    }
}
