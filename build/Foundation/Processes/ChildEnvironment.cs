using System.Collections;

namespace Foundation.Processes;

/// <summary>
/// Takes out of a child's environment what it must not get: the secrets that it has no use for, and the variables by
/// which git is pointed at another repository than the one it is started in.
/// </summary>
public static class ChildEnvironment
{
    /// <summary>The secrets that are this program's own. No child needs one.</summary>
    public static IReadOnlyList<string> OwnSecrets { get; } =
    ["GITLAB_TOKEN", "DOCKER_REGISTRY_PASSWORD", "RELEASE_NOTIFY"];

    // A shorter value, such as "true", is a setting.
    private const int ShortestSecret = 8;

    // The beginnings of the names of secrets that a program reads by itself.
    private static readonly Dictionary<string, string[]> Needs = new(StringComparer.Ordinal)
    {
        // GitLab's runner can leave the job's token to a credential helper that reads the variable.
        ["git"] = ["GIT_", "GCM_", "SSH_", "CI_JOB_TOKEN"],
        ["docker"] = ["DOCKER_", "BUILDKIT_", "BUILDX_"],
        ["az"] = ["AZURE_", "ARM_", "AAD_", "IDENTITY_", "MSI_"],
        ["kubelogin"] = ["AZURE_", "ARM_", "AAD_", "IDENTITY_", "MSI_"],
        ["gcloud"] = ["CLOUDSDK_", "GOOGLE_", "GCLOUD_"],
        ["gke-gcloud-auth-plugin"] = ["CLOUDSDK_", "GOOGLE_", "GCLOUD_"],
        ["dotnet"] = ["NUGET_", "VSS_", "DOTNET_"],
    };

    // Who commits, how a remote is reached and what of it is wanted, where the user's configuration lies. All else that
    // begins with GIT_ speaks of a repository (git rev-parse --local-env-vars), or of the command that git itself is in
    // the middle of.
    private static readonly string[] GitKept =
    [
        "GIT_ALLOW_PROTOCOL",
        "GIT_ASKPASS",
        "GIT_AUTHOR_EMAIL",
        "GIT_AUTHOR_NAME",
        "GIT_COMMITTER_EMAIL",
        "GIT_COMMITTER_NAME",
        "GIT_CONFIG_GLOBAL",
        "GIT_CONFIG_NOSYSTEM",
        "GIT_CONFIG_SYSTEM",
        "GIT_CURL_VERBOSE",
        "GIT_EXEC_PATH",
        "GIT_HTTP_USER_AGENT",
        "GIT_LFS_SKIP_SMUDGE",
        "GIT_PROTOCOL",
        "GIT_PROXY_COMMAND",
        "GIT_SSH",
        "GIT_SSH_COMMAND",
        "GIT_SSH_VARIANT",
        "GIT_SSL_CAINFO",
        "GIT_SSL_CAPATH",
        "GIT_SSL_CERT",
        "GIT_SSL_KEY",
        "GIT_TERMINAL_PROMPT",
        "GIT_TRACE",
        "GIT_TRACE_CURL",
    ];

    /// <summary>Whether a variable of that name holds a secret, by what such variables are usually called.</summary>
    public static bool LooksSecret(string variable)
    {
        ArgumentNullException.ThrowIfNull(variable);
        return SecretWords.Any(word => $"_{variable}_".Contains($"_{word}_", StringComparison.OrdinalIgnoreCase))
            || variable.EndsWith("PASSWORD", StringComparison.OrdinalIgnoreCase)
            || variable.Contains("CONNECTION_STRING", StringComparison.OrdinalIgnoreCase)
            || SecretAddresses.Contains(variable, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>
    /// What may be the secrets of an environment, by the variable: all that <see cref="LooksSecret"/>, but for paths of
    /// files.
    /// </summary>
    public static IReadOnlyDictionary<string, string> SecretsIn(IDictionary environment) =>
        environment
            .Cast<DictionaryEntry>()
            .Where(variable => LooksSecret((string)variable.Key))
            .Select(variable => KeyValuePair.Create((string)variable.Key, ((string?)variable.Value ?? "").Trim()))
            .Where(variable => variable.Value.Length >= ShortestSecret && !Path.IsPathFullyQualified(variable.Value))
            .ToDictionary(StringComparer.Ordinal);

    /// <summary>Removes them.</summary>
    /// <param name="variables">The environment that the child would inherit.</param>
    /// <param name="program">The file of the program.</param>
    public static void Clean(IDictionary<string, string?> variables, string program)
    {
        var name = Path.GetFileNameWithoutExtension(program);
        var own = OwnSecrets.Select(secret => Value(variables, secret)).Where(value => value.Length > 0).ToHashSet();
        foreach (var (variable, value) in variables.ToArray())
        {
            // A line end behind a secret makes it no other one.
            if (!IsFor(name, variable, (value ?? "").Trim(), own))
                variables.Remove(variable);
        }
    }

    private static bool IsFor(string program, string variable, string value, HashSet<string> own)
    {
        if (OwnSecrets.Contains(variable))
            return false;
        if (variable.StartsWith("GIT_", StringComparison.Ordinal))
            return GitKept.Contains(variable) && (program == "git" || !LooksSecret(variable));
        if (!LooksSecret(variable) && !own.Contains(value))
            return true;

        return Needs.TryGetValue(program, out var needed)
            ? needed.Any(beginning => variable.StartsWith(beginning, StringComparison.Ordinal))
            // Which variables a plugin reads is not known; it has no use for the secrets of GitLab.
            : !own.Contains(value)
                && !OfGitLab.Any(beginning => variable.StartsWith(beginning, StringComparison.Ordinal));
    }

    private static string Value(IDictionary<string, string?> variables, string name) =>
        variables.TryGetValue(name, out var value) ? (value ?? "").Trim() : "";

    // Words of names such as AZURE_CLIENT_SECRET, NPM_TOKEN, CI_REGISTRY_PASSWORD.
    private static readonly string[] SecretWords =
    [
        .. (string[])["TOKEN", "TOKENS", "PASSWORD", "PASSWD", "PASSPHRASE", "PASS", "SECRET", "SECRETS"],
        .. (string[])["CREDENTIAL", "CREDENTIALS", "KEY", "PAT", "JWT", "AUTH_CONFIG", "DSN"],
    ];

    // GitLab writes the job's token into CI_REPOSITORY_URL.
    private static readonly string[] SecretAddresses = ["CI_REPOSITORY_URL", "DATABASE_URL"];

    private static readonly string[] OfGitLab = ["CI_", "GITLAB_", "RELEASE_"];
}
