using Foundation.Failures;
using Pipeline.Clouds;

namespace Pipeline.Sources;

/// <summary>
/// The tenant that kubelogin has to be told. Without it, az gives a token of its usual tenant, and a cluster of another
/// one refuses that token.
/// </summary>
internal static class KubeloginTenant
{
    /// <summary>The tenant of a subscription, where it is not the usual one.</summary>
    /// <param name="subscription">The subscription; <see langword="null"/> for the usual one.</param>
    /// <param name="tenantOf">Asks for the tenant of a subscription, or of the usual one.</param>
    public static async Task<string?> OfAsync(string? subscription, Func<string?, Task<string?>> tenantOf)
    {
        if (subscription is null)
            return null;
        try
        {
            return await tenantOf(subscription) is { } own && await tenantOf(null) is { } usual && usual != own
                ? own
                : null;
        }
        catch (Exception exception) when (exception is ReleaseException or UnexpectedAnswerException)
        {
            // Who could be asked for the kubeconfig alone is asked by kubelogin as before.
            return null;
        }
    }
}
