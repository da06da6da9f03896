using Foundation.Secrets;
using Foundation.Text;
using Pipeline.Options;

namespace Pipeline.Rehearsals;

/// <summary>
/// The tool as it stands in a repository that has adopted it, in the checkout of a drill that is served:
/// <c>./build.sh</c> does there what it does in every document.
/// </summary>
public static class ServedDoor
{
    // Who else is told of a run, and what a job of CI is asked to do, is about real releases.
    private static readonly string[] Elsewhere =
    [
        "GITLAB_TOKEN",
        "GITLAB_PROJECT",
        "GITLAB_URL",
        "GITLAB_CI",
        "GITLAB_USER_EMAIL",
        "CI_COMMIT_REF_NAME",
        "CI_JOB_URL",
        "CI_PROJECT_ID",
        "CI_SERVER_URL",
    ];

    /// <summary>The variables that would lead a run on the drill to the real world, or hurry it.</summary>
    public static IReadOnlyList<string> Removed { get; } =
    [.. KnownArguments.Release.SelectMany(argument => argument.Variables).Concat(Elsewhere).Distinct()];

    /// <summary>The variables that lead it to the drill.</summary>
    /// <param name="kubeconfig">The kubeconfig of the clusters.</param>
    /// <param name="password">The registry's password.</param>
    public static IReadOnlyDictionary<string, string> Variables(string kubeconfig, Secret password) =>
        new Dictionary<string, string>
        {
            ["KUBECONFIG"] = kubeconfig,
            ["DOCKER_REGISTRY_USER"] = RehearsedImages.User,
            ["DOCKER_REGISTRY_PASSWORD"] = password.Reveal(),
        };

    /// <summary>Puts it into a checkout, where git does not see it.</summary>
    /// <param name="checkout">The checkout.</param>
    /// <param name="root">The repository of the tool.</param>
    /// <param name="variables">What leads it to the drill.</param>
    public static void Write(string checkout, string root, IReadOnlyDictionary<string, string> variables)
    {
        string[] shell =
        [
            "#!/bin/sh",
            "# The release tool on the drill that this checkout belongs to.",
            $"unset {string.Join(' ', Removed)}",
            .. variables.Select(variable => $"export {variable.Key}={ShellWord.Of(variable.Value)}"),
            $"exec {ShellWord.Of(Path.Combine(root, "build.sh"))} \"$@\"",
        ];
        string[] power =
        [
            .. Removed.Select(name => $"Remove-Item Env:{name} -ErrorAction Ignore"),
            .. variables.Select(variable => $"$env:{variable.Key} = {Quoted(variable.Value)}"),
            $"& {Quoted(Path.Combine(root, "build.ps1"))} @args",
            "exit $LASTEXITCODE",
        ];
        Write(Path.Combine(checkout, "build.sh"), shell);
        Write(Path.Combine(checkout, "build.ps1"), power);
        File.AppendAllText(Path.Combine(checkout, ".git", "info", "exclude"), "/build.sh\n/build.ps1\n/artifacts/\n");
    }

    // It holds a password, as its folder's other files do.
    private static void Write(string file, IEnumerable<string> lines)
    {
        File.WriteAllText(file, string.Join('\n', lines) + "\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
