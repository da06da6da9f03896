using System.Text.Json;
using Foundation.Failures;
using Foundation.Limits;

namespace Clusters.Calls;

/// <summary>A server has answered, but with something that no Kubernetes API says, or with too much of it.</summary>
public sealed class UnreadableAnswerException : ReleaseException
{
    /// <summary>Creates the failure.</summary>
    /// <param name="region">The region.</param>
    /// <param name="doing">What was being done, such as "reading api/v1/namespaces/shop/pods".</param>
    /// <param name="what">What is wrong with the answer.</param>
    /// <param name="inner">What found that, or <see langword="null"/>.</param>
    public UnreadableAnswerException(string region, string doing, string what, Exception? inner = null)
        : base(
            $"{region}: {doing}: {what}",
            "see that the server in the region's kubeconfig is its Kubernetes API, and not a proxy or another service",
            inner
        ) { }

    /// <summary>The answer is larger than a limit.</summary>
    internal static UnreadableAnswerException TooLarge(string region, string doing, string what, int limit) =>
        new(region, doing, $"{what} is {TooLargeException.Words(limit)}");

    // What the reader says of its place in the answer helps nobody.
    internal static UnreadableAnswerException NotJson(string region, string doing, JsonException exception) =>
        new(
            region,
            doing,
            $"the answer is no JSON of a Kubernetes API ({exception.Message.Split(" Path: ")[0].TrimEnd('.')})",
            exception
        );
}
