using Foundation.Failures;
using Foundation.Secrets;
using Pipeline.GitLab;
using Pipeline.Options;
using Pipeline.Running;
using Pipeline.Targets;
using Releases.Fleets;
using Releases.Fleets.Reading;

namespace Pipeline.Requests;

/// <summary>Turns a command line into a request, or into everything that is wrong with it.</summary>
public static class RequestReader
{
    /// <summary>
    /// Reads and checks a command line with its environment and fleet file, and that the files of its record and report
    /// can be written. Touches nothing else.
    /// </summary>
    /// <exception cref="UsageException">Something is wrong; every problem, one line each.</exception>
    public static ReleaseRequest Read(CommandLine line, RunEnvironment environment, CancellationToken cancellationToken)
    {
        var problems = new List<string>();
        var targets = line.Targets.Select(TargetCatalog.Find).OfType<Target>().ToArray();
        var isDrill = targets.Any(target => target.Name == TargetNames.Drill);
        environment = InWorkingFolder(line, environment, problems);
        var options = ReleaseOptionsReader.Read(
            line,
            isDrill ? RealReleaseArguments.Without(environment.Variable) : environment.Variable,
            environment.Root,
            environment.WorkingFolder,
            problems
        );
        if (isDrill)
            RealReleaseArguments.Refuse(line, problems);
        else
            RehearsalReader.RefuseOutsideOfDrills(options, problems);
        if (!isDrill)
            LearnWebhooks(environment, targets, problems);
        MisplacedArguments.Refuse(line, targets, problems);
        MissingArguments.Refuse(line, targets, problems);
        if (options.RestoresOnFailure && targets.Any(target => target.Name == TargetNames.Rollback))
            problems.Add("--on-failure: a rollback that fails has nothing behind it to go back to; leave it out");
        // docker log-in takes a password without the line end behind it, which a file or a form has left there.
        var password = environment.Variable("DOCKER_REGISTRY_PASSWORD")?.TrimEnd('\r', '\n');
        var request = new ReleaseRequest
        {
            Target = line.Targets[^1],
            Targets = line.Targets,
            ExclusiveTargets = line.IsExclusive ? line.Targets : null,
            IsDryRun = line.IsDryRun,
            Arguments = [.. line.Words, .. isDrill ? [] : OtherRepository.Found(line, environment, options)],
            Options = options,
            Environment = environment,
            Patience = environment.Patience,
            GitLab = SpeaksToGitLab(targets, options) ? GitLabVariables.Read(environment.Variable, problems) : null,
            RegistryPassword = string.IsNullOrEmpty(password) ? null : new Secret(password),
            Cancelled = cancellationToken,
        };
        if (!line.IsDryRun && (targets.All(target => target.Facts.Answers) || WritesRecord(options)))
            request = Answering(request);
        else if (!line.IsDryRun && options.Progress == ProgressViews.Json)
            request = Telling(request);
        if (targets.Any(target => target.Facts.Fleet))
            request = WithFleet(
                request,
                targets.Any(target => target.Facts is { Fleet: true, Regions: true }),
                problems
            );
        if (isDrill)
            request = RehearsalReader.Rehearse(request, line, problems);
        if (targets.Any(target => target.Facts.NeedsVersion))
            CheckVersion(request, line, targets, problems);
        RefuseTwoAnswers(options, targets, problems);
        if (ProgressViews.ProblemOf(request) is { } unfit)
            problems.Add(unfit);
        request = RecordFiles.Check(request, targets, problems);
        if (problems.Count == 0)
            GuessedSecrets.SpareNamesOf(request);
        return problems.Count == 0 ? request : throw new UsageException(problems);
    }

    // A job of CI is the deployment itself. Who tells nobody is not stopped by variables that say whom to tell.
    private static bool SpeaksToGitLab(IReadOnlyCollection<Target> targets, ReleaseOptions options) =>
        targets.All(target => target.Name != TargetNames.Drill)
        && (
            targets.Any(target => target.Name == TargetNames.FinishPatch)
            || (options.CiJob is null && targets.Any(target => ArgumentTakers.Takes(target, "notify")))
        );

    // A release that is prepared here would end with it.
    private static void LearnWebhooks(RunEnvironment environment, IEnumerable<Target> targets, List<string> problems)
    {
        if (
            WebhookOptions.Learn(environment.Variable) is { } problem
            && targets.Any(ArgumentTakers.Chain)
            && !problems.Contains(problem)
        )
            problems.Add(problem);
    }

    private static void RefuseTwoAnswers(ReleaseOptions options, IEnumerable<Target> targets, List<string> problems)
    {
        if (
            options.Progress == ProgressViews.Json
            && WritesRecord(options)
            && !targets.All(target => target.Facts.Answers)
        )
            problems.Add(
                "--progress=json: --output=json has standard output to itself; leave one out, --record=FILE keeps the record"
            );
    }

    private static RunEnvironment InWorkingFolder(CommandLine line, RunEnvironment environment, List<string> problems)
    {
        if (WorkingArgument.ProblemOf(line, environment.WorkingFolder) is not { } problem)
            return environment with { WorkingFolder = WorkingArgument.Of(line, environment.WorkingFolder) };
        problems.Add(problem);
        return environment;
    }

    // Of a run that changes something, the record is the answer.
    private static bool WritesRecord(ReleaseOptions options) => options.Output == OutputFormats.Json;

    // A picture of lanes would be painted where the record goes.
    private static ReleaseRequest Answering(ReleaseRequest request) =>
        request with
        {
            Answer = request.Environment.Output,
            Environment = request.Environment with
            {
                Output = request.Environment.Errors,
                Screen = WritesRecord(request.Options) ? null : request.Environment.Screen,
            },
        };

    // Programs read the events from standard output, and people the screen from the error stream.
    private static ReleaseRequest Telling(ReleaseRequest request) =>
        request with
        {
            Events = request.Environment.Output,
            Environment = request.Environment with { Output = request.Environment.Errors, Screen = null },
        };

    private static ReleaseRequest WithFleet(ReleaseRequest request, bool needsRegions, List<string> problems)
    {
        // A file of a path that is wrong is not there either.
        if (problems.Exists(problem => problem.StartsWith("--fleet: ", StringComparison.Ordinal)))
            return request;
        try
        {
            var fleet = FleetFile.Read(request.Options.FleetFile, request.Environment.Home);
            return request with
            {
                Fleet = fleet,
                Waves = needsRegions ? RegionSelection.Select(fleet, request.Options.Regions) : [],
            };
        }
        catch (UsageException exception)
        {
            problems.AddRange(exception.Problems);
            return request;
        }
    }

    private static void CheckVersion(
        ReleaseRequest request,
        CommandLine line,
        IReadOnlyCollection<Target> targets,
        List<string> problems
    )
    {
        var given = new OptionReader(line, request.Environment.Variable).Find("version");
        var back = targets.FirstOrDefault(target => target.Facts.Version == VersionNeed.Earlier);
        if (request.Options is { Version: null, Bump: null })
        {
            // A wrong or misspelt argument is among the problems already.
            if (given is null && !line.Has("version") && !line.HasMisspelt("version"))
                problems.Add(
                    back is null
                        ? "no version: give --version=X.Y.Z or --bump=patch|minor|major"
                        : $"{back.Name} needs the version to go back to: --version=X.Y.Z"
                );
            return;
        }
        var production = request
            .Waves.SelectMany(wave => wave.Regions)
            .Where(region => region.Tier == Tier.Production)
            .ToArray();
        if (request.Options.Version is { Version: null } tag && (request.Fleet is null || production.Length > 0))
            problems.Add($"{given?.Source ?? "--version"}: '{tag}' is not a version X.Y.Z{Why(production)}");
    }

    private static string Why(Region[] production) =>
        production.Length == 0 ? "" : $", and {production[0].Name} is of tier production; other tags are for staging";
}
