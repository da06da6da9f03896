using Pipeline.Options;
using Pipeline.Running;
using Pipeline.Targets;

namespace Pipeline.Requests;

/// <summary>
/// Tells which repository is meant when the command is called from inside another one: a person in the checkout of
/// another application may think that this one is released.
/// </summary>
public static class OtherRepository
{
    /// <summary>The lines that tell which fleet and which repository; none where nobody can be mistaken.</summary>
    public static IEnumerable<string> Notices(CommandLine line, ReleaseRequest request)
    {
        var (environment, options) = (request.Environment, request.Options);
        if (request.IsDryRun)
            yield break;
        var hasFoundFleet =
            request.Fleet is not null && !line.Has("fleet") && options.FleetFile != FleetOf(environment);
        var isAboutCheckout = request.Rehearsal is null && IsAboutCheckout(request) && !line.Has("app");
        var hasFoundApp = isAboutCheckout && options.App != environment.Root;
        var isOne = hasFoundApp && options.FleetFile == Path.Combine(options.App, FoundFleet.Place);
        if (hasFoundFleet && !isOne)
            yield return $"fleet: {options.FleetFile}; --fleet=FILE names another";
        if (hasFoundApp)
            yield return $"repository: {options.App}{(hasFoundFleet && isOne ? " and its fleet file" : "")}; --app=DIR names another";
        else if (isAboutCheckout && Notice(request) is { } notice)
            yield return notice;
    }

    /// <summary>The arguments that name what was found, for a command that is repeated from elsewhere.</summary>
    public static IEnumerable<string> Found(CommandLine line, RunEnvironment environment, ReleaseOptions options)
    {
        if (!line.Has("fleet") && options.FleetFile != FleetOf(environment))
            yield return $"--fleet={options.FleetFile}";
        if (!line.Has("app") && options.App != environment.Root)
            yield return $"--app={options.App}";
    }

    private static string FleetOf(RunEnvironment environment) => Path.Combine(environment.Root, FoundFleet.Place);

    private static bool IsAboutCheckout(ReleaseRequest request) =>
        request.Targets.Any(name =>
            TargetCatalog.Find(name) is { Facts: { NeedsVersion: true } or { Touches: Touch.Repository } }
        );

    private static string? Notice(ReleaseRequest request)
    {
        var meant = request.Options.App;
        var here = RepositoryFolder.TopOf(request.Environment.WorkingFolder);
        return here is null || here == (RepositoryFolder.TopOf(meant) ?? meant)
            ? null
            : $"repository: {meant}, not {here}, which this was called from; --app=DIR names another";
    }
}
