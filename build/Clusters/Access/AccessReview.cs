using Clusters.Calls;
using Foundation.Failures;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace Clusters.Access;

/// <summary>Asks a cluster what this user may do, with SelfSubjectAccessReview.</summary>
public static class AccessReview
{
    /// <summary>Those of the permissions that are missing, in their order.</summary>
    /// <exception cref="ReleaseException">The cluster refuses to answer or does not answer.</exception>
    public static async Task<IReadOnlyList<RequiredAccess>> FindMissingAsync(
        RegionCluster cluster,
        IEnumerable<RequiredAccess> permissions,
        CancellationToken cancellationToken
    )
    {
        var answers = await Task.WhenAll(
            permissions.Select(async permission =>
                (permission, allowed: await IsAllowedAsync(cluster, permission, cancellationToken))
            )
        );
        return [.. answers.Where(answer => !answer.allowed).Select(answer => answer.permission)];
    }

    private static async Task<bool> IsAllowedAsync(
        RegionCluster cluster,
        RequiredAccess permission,
        CancellationToken cancellationToken
    )
    {
        var review = new V1SelfSubjectAccessReview
        {
            ApiVersion = "authorization.k8s.io/v1",
            Kind = "SelfSubjectAccessReview",
            Spec = new V1SelfSubjectAccessReviewSpec
            {
                ResourceAttributes = new V1ResourceAttributes
                {
                    NamespaceProperty = cluster.Namespace,
                    Verb = permission.Verb,
                    Group = permission.Group,
                    Resource = permission.Resource,
                    Subresource = permission.Subresource,
                },
            },
        };
        try
        {
            var answer = await cluster.Connection.Client.AuthorizationV1.CreateSelfSubjectAccessReviewAsync(
                review,
                cancellationToken: cancellationToken
            );
            return answer.Status?.Allowed == true;
        }
        catch (HttpOperationException exception)
        {
            throw ApiRefusal.From(cluster.Connection, $"asking whether {permission} is allowed", exception);
        }
    }
}
