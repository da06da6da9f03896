using Foundation.Failures;
using Foundation.Text;

namespace Pipeline.Tools.Azure;

/// <summary>What az and kubelogin say, and what to do about it.</summary>
internal static class AzFailures
{
    private const string LogIn = "az login";
    private const string AskTenant = "Ask who runs the tenant which machines and networks may log in";
    private const string AskRegistry = "Ask who runs the registry to let this machine's network in";
    private const string CheckWay = "Check the network and the proxy settings, and from where the registry is reached";
    private const string CheckNetwork = "Check the network and the proxy settings.";
    private const string TrustProxy = "Name a file with your proxy's authority to az: REQUESTS_CA_BUNDLE=FILE";
    private const string ListSubscriptions = "az account list --output table; az account set --subscription NAME";

    /// <summary>
    /// Whether a failure is about who is logged in, or about the network: no other question of az has another answer.
    /// </summary>
    public static bool IsOfEveryQuestion(ReleaseException failure) =>
        failure.NextStep is AskTenant or AskRegistry or CheckWay or CheckNetwork or TrustProxy
        || failure.NextStep?.StartsWith(LogIn, StringComparison.Ordinal) == true;

    /// <summary>Failures of every command.</summary>
    public static IReadOnlyList<FailureHint> Account { get; } =
    [
        // urllib3, which az is built on, names its retries before any reason why no connection came about.
        new("CERTIFICATE_VERIFY_FAILED", "the certificate that Azure shows is not trusted here.", TrustProxy),
        new("Max retries exceeded", "Azure cannot be reached.", CheckNetwork),
        new("Failed to establish a new connection", "Azure cannot be reached.", CheckNetwork),
        // Beside each of these az asks to run az login, which would end in the same way. With the colon: one code can
        // be the beginning of another.
        SecondFactor(50076),
        SecondFactor(50079),
        new("AADSTS53003:", "Conditional Access of the tenant refuses the log-in (AADSTS53003).", AskTenant),
        new("AADSTS", "the log-in to Azure is no longer accepted.", LogIn),
        new(LogIn, "nobody is logged in to Azure, or the log-in has expired.", LogIn),
        new("To sign in, use a web browser", "it waits for somebody to log in to Azure.", LogIn),
        // az account set, and every command with --subscription (azure-cli, core/_profile.py).
        new("The subscription of", "the subscription is not one of this log-in.", ListSubscriptions),
        new("Check the spelling and casing", "the subscription is not one of this log-in.", ListSubscriptions),
        new(
            "AuthorizationFailed",
            "this log-in may not do that.",
            "Ask for the role, or check who is logged in: az account show"
        ),
    ];

    /// <summary>
    /// Failures to reach a registry. az and the registry itself have their own words for a firewall (azure-cli,
    /// acr/_docker_utils.py).
    /// </summary>
    public static IReadOnlyList<FailureHint> RegistryNetwork(string name) =>
        [
            new(
                "configured firewall rules",
                $"the firewall of registry {name} does not let this machine in.",
                AskRegistry
            ),
            new("client with IP", $"the firewall of registry {name} does not let this machine in.", AskRegistry),
            new(
                "Could not connect to the registry login server",
                $"registry {name} cannot be reached from here.",
                CheckWay
            ),
        ];

    /// <summary>Failures that are about a registry.</summary>
    public static IReadOnlyList<FailureHint> Registry(string name) =>
        [
            // Of such a registry az says next that its server cannot be reached.
            new(
                "could not be found in subscription",
                $"there is no registry {name} in this subscription.",
                "az account show; az account set --subscription NAME"
            ),
            .. RegistryNetwork(name),
            // az asks to log in again beside it, which would end in the same way.
            new(
                "was denied. Response code",
                $"registry {name} refuses this log-in.",
                $"Ask for role AcrPush on registry {name}"
            ),
            .. Account,
            new(
                "--admin-enabled true",
                $"registry {name} has no admin user, and the log-in gave no token.",
                $"az acr update -n {name} --admin-enabled true, or ask for role AcrPush"
            ),
        ];

    /// <summary>Failures that are about a database.</summary>
    public static IReadOnlyList<FailureHint> Database(PostgresServer server) =>
        [
            GroupNotFound(server.ResourceGroup),
            new(
                "ResourceNotFound",
                $"there is no server {server.Name} in resource group {server.ResourceGroup}.",
                $"az postgres flexible-server list --resource-group {ShellWord.Of(server.ResourceGroup)} --output table"
            ),
            .. Account,
        ];

    /// <summary>Failures that are about a cluster.</summary>
    public static IReadOnlyList<FailureHint> Cluster(string name, string resourceGroup) =>
        [
            GroupNotFound(resourceGroup),
            new(
                "ResourceNotFound",
                $"there is no cluster {name} in resource group {resourceGroup}.",
                ShellWord.Line("az", "aks", "list", "-g", resourceGroup, "-o", "table")
            ),
            .. Account,
        ];

    private static FailureHint SecondFactor(int code) =>
        new($"AADSTS{code}:", $"this tenant wants a second factor (AADSTS{code}).", $"{LogIn} --tenant TENANT");

    private static FailureHint GroupNotFound(string name) =>
        new(
            "ResourceGroupNotFound",
            $"there is no resource group {name} in this subscription.",
            "az account show; az account set --subscription NAME"
        );
}
