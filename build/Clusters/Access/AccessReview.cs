using Clusters.Calls;
using Foundation.Failures;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace Clusters.Access;

/// <summary>
/// Asks a cluster what this user may do: for all rules with one SelfSubjectRulesReview, then for each permission that
/// they do not grant with a SelfSubjectAccessReview. The rules alone are not enough: an authorizer that lists none,
/// such as Azure RBAC and Google IAM, grants permissions all the same.
/// </summary>
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
        var rules = await ReadRulesAsync(cluster, cancellationToken);
        var answers = await Task.WhenAll(
            permissions
                .Where(permission => !rules.Any(rule => GrantingRule.Grants(rule, permission)))
                .Select(async permission =>
                    (permission, allowed: await IsAllowedAsync(cluster, permission, cancellationToken))
                )
        );
        return [.. answers.Where(answer => !answer.allowed).Select(answer => answer.permission)];
    }

    private static async Task<IList<V1ResourceRule>> ReadRulesAsync(
        RegionCluster cluster,
        CancellationToken cancellationToken
    )
    {
        var review = new V1SelfSubjectRulesReview
        {
            ApiVersion = "authorization.k8s.io/v1",
            Kind = "SelfSubjectRulesReview",
            Spec = new V1SelfSubjectRulesReviewSpec { NamespaceProperty = cluster.Namespace },
        };
        try
        {
            var answer = await cluster.Connection.Client.AuthorizationV1.CreateSelfSubjectRulesReviewAsync(
                review,
                cancellationToken: cancellationToken
            );
            return answer.Status?.ResourceRules ?? [];
        }
        catch (HttpOperationException)
        {
            // The permissions are asked for one by one then. Their refusal is told.
            return [];
        }
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

/// <summary>Something that a release has to be allowed to do in a region's namespace.</summary>
/// <param name="Verb">Such as <c>patch</c>.</param>
/// <param name="Group">The API group; empty for the core group.</param>
/// <param name="Resource">The collection's name.</param>
/// <param name="Subresource">Such as <c>log</c>, or <see langword="null"/>.</param>
public sealed record RequiredAccess(string Verb, string Group, string Resource, string? Subresource = null)
{
    /// <inheritdoc/>
    public override string ToString() =>
        $"{Verb} {Resource}{(Group.Length == 0 ? "" : $".{Group}")}{(Subresource is null ? "" : $"/{Subresource}")}";
}
