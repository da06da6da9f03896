using k8s.Models;

namespace Clusters.Access;

/// <summary>
/// Whether a rule of a cluster grants a permission on all objects of a collection (Kubernetes, "Using RBAC
/// Authorization", "Referring to resources"; <c>pkg/apis/rbac/v1/evaluation_helpers.go</c>).
/// </summary>
internal static class GrantingRule
{
    private const string All = "*";

    /// <summary>Whether it does. A rule about objects of some names does not.</summary>
    public static bool Grants(V1ResourceRule rule, RequiredAccess permission) =>
        Has(rule.Verbs, permission.Verb)
        && Has(rule.ApiGroups, permission.Group)
        && (rule.Resources?.Any(resource => Covers(resource, permission)) ?? false)
        && rule.ResourceNames is not { Count: > 0 };

    private static bool Has(IList<string>? values, string wanted) =>
        values?.Any(value => value == All || value == wanted) ?? false;

    private static bool Covers(string resource, RequiredAccess permission) =>
        resource == All
        || (
            permission.Subresource is { } subresource
                ? resource == $"{permission.Resource}/{subresource}" || resource == $"{All}/{subresource}"
                : resource == permission.Resource
        );
}
