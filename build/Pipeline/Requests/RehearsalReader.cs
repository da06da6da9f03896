using Foundation.Text;
using Pipeline.Exercises;
using Pipeline.Options;
using Pipeline.Running;
using Releases.Fleets;
using Releases.Versions;

namespace Pipeline.Requests;

/// <summary>Turns a request for a drill into one for the release that it rehearses.</summary>
public static class RehearsalReader
{
    private const int ShortestLimitSeconds = 20;

    /// <summary>Reads what is rehearsed, and sets the limits of an embedded cluster where none were given.</summary>
    /// <param name="request">What was asked for.</param>
    /// <param name="line">Tells which limits were given.</param>
    /// <param name="problems">Receives what is wrong.</param>
    public static ReleaseRequest Rehearse(ReleaseRequest request, CommandLine line, ICollection<string> problems)
    {
        var options = request.Options;
        var versions = ReadVersions(options.Version, problems);
        var regions = request.Waves.SelectMany(wave => wave.Regions).Select(region => region.Name).ToArray();
        var faults = options
            .Faults.Select(fault => RehearsedFault.Read(fault, regions, problems))
            .OfType<RehearsedFault>();
        var limit = LimitOf(regions.Length);
        if (options.Scenario is { } scenario)
            CheckExercise(scenario, line, problems);
        return request with
        {
            Rehearsal = new RehearsalPlan(versions, [.. faults], options.Serve, request.Environment.DrillPace)
            {
                Exercise = options.Scenario,
            },
            Patience = request.Environment.DrillPace.ClusterSecond / TimeSpan.FromSeconds(1),
            Waves =
            [
                .. request.Waves.Select(wave =>
                    wave with
                    {
                        Regions =
                        [
                            .. wave.Regions.Select(region =>
                                region with
                                {
                                    Provider = Provider.Drill,
                                    Url = null,
                                    Database = null,
                                }
                            ),
                        ],
                    }
                ),
            ],
            Options = options with
            {
                Version = ImageTag.Of(versions.To),
                Bump = null,
                // No argument may lead the build of a drill to where real releases are.
                Builder = "docker",
                Yes = true,
                MigrationTimeout = line.Has("migration-timeout") ? options.MigrationTimeout : limit,
                RolloutTimeout = line.Has("rollout-timeout") ? options.RolloutTimeout : limit,
            },
        };
    }

    /// <summary>Refuses what only a drill understands.</summary>
    /// <param name="options">What was asked for of another target.</param>
    /// <param name="problems">Receives what is wrong.</param>
    public static void RefuseOutsideOfDrills(ReleaseOptions options, ICollection<string> problems)
    {
        if (options.Faults.Count > 0)
            problems.Add("--fault: only a drill has faults on order; add --target=Drill or leave it out");
        if (options.Scenario is not null)
            problems.Add("--scenario: only a drill has exercises; add --target=Drill or leave it out");
        if (options.Serve)
            problems.Add("--serve: only a drill has clusters to keep up; add --target=Drill or leave it out");
    }

    private static void CheckExercise(string scenario, CommandLine line, ICollection<string> problems)
    {
        if (ScenarioCatalog.Find(scenario) is null)
            problems.Add(
                $"--scenario: there is no exercise '{scenario}'; {NearestName.Hint(scenario, ScenarioCatalog.Names)}"
            );
        // What a drill refuses anyway has a reason of its own.
        foreach (var other in KnownArguments.Release.Where(known => line.Has(known.Name) && !FitsExercise(known.Name)))
            problems.Add($"--{other.Name}: an exercise sets its own stage; leave it out");
    }

    private static bool FitsExercise(string argument) =>
        argument is "scenario" or "fleet" or "yes" || RealReleaseArguments.Refuses(argument);

    // All clusters share this machine: a hundred of them are slow where its processors have other work.
    private static TimeSpan LimitOf(int regions) => TimeSpan.FromSeconds(Math.Max(ShortestLimitSeconds, regions));

    private static RehearsalVersions ReadVersions(ImageTag? tag, ICollection<string> problems)
    {
        if (tag is null)
            return RehearsalVersions.Default;
        if (tag.Version is { } version && RehearsalVersions.Before(version) is { } versions)
            return versions;
        problems.Add($"--version: a drill releases a version X.Y.Z above 0.0.0, not '{tag}'");
        return RehearsalVersions.Default;
    }
}
