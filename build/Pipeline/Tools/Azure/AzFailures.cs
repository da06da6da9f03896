using Foundation.Text;

namespace Pipeline.Tools.Azure;

/// <summary>What az and kubelogin say, and what to do about it.</summary>
internal static class AzFailures
{
    /// <summary>Failures of every command.</summary>
    public static IReadOnlyList<FailureHint> Account { get; } =
    [
        new("az login", "nobody is logged in to Azure, or the log-in has expired.", "az login"),
        new("To sign in, use a web browser", "it waits for somebody to log in to Azure.", "az login"),
        new("AADSTS", "the log-in to Azure is no longer accepted.", "az login"),
        new(
            "The subscription of",
            "the subscription is not one of this log-in.",
            "az account list --output table; az account set --subscription NAME"
        ),
        new(
            "AuthorizationFailed",
            "this log-in may not do that.",
            "Ask for the role, or check who is logged in: az account show"
        ),
        new(
            "Failed to establish a new connection",
            "Azure cannot be reached.",
            "Check the network and the proxy settings."
        ),
    ];

    /// <summary>Failures that are about a registry.</summary>
    public static IReadOnlyList<FailureHint> Registry(string name) =>
        [
            new(
                "could not be found in subscription",
                $"there is no registry {name} in this subscription.",
                "az account show; az account set --subscription NAME"
            ),
            new(
                "--admin-enabled true",
                $"registry {name} has no admin user, and the log-in gave no token.",
                $"az acr update -n {name} --admin-enabled true, or ask for role AcrPush"
            ),
            .. Account,
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

    private static FailureHint GroupNotFound(string name) =>
        new(
            "ResourceGroupNotFound",
            $"there is no resource group {name} in this subscription.",
            "az account show; az account set --subscription NAME"
        );
}
