using Drill.Storage;

namespace Drill.Api;

/// <summary>What the region's user may do. Everything is allowed that is not denied.</summary>
public sealed class AccessRules
{
    /// <summary>The user of every region's token.</summary>
    internal const string User = "drill";

    private volatile IReadOnlyList<(string Verb, string Resource)> _denied = [];

    /// <summary>Denies a verb on a resource. Access reviews say so, and requests are refused with 403.</summary>
    /// <param name="verb">
    /// The verb, such as <c>get</c>, <c>list</c>, <c>create</c>, <c>patch</c> or <c>delete</c>; <c>*</c> for all.
    /// </param>
    /// <param name="resource">
    /// The resource, such as <c>deployments.apps</c> or <c>pods/log</c>; <c>*</c> for all.
    /// </param>
    public void Deny(string verb, string resource) => _denied = [.. _denied, (verb, resource)];

    /// <summary>Allows everything again.</summary>
    public void AllowAll() => _denied = [];

    /// <summary>Whether anything is denied.</summary>
    internal bool IsLimited => _denied.Count > 0;

    internal bool Allows(string verb, string resource) =>
        !_denied.Any(rule =>
            (rule.Verb == "*" || rule.Verb == verb) && (rule.Resource == "*" || rule.Resource == resource)
        );

    /// <exception cref="ApiFailure">The verb is denied.</exception>
    internal void Require(string verb, ResourceKind kind, string subresource, string ns, string name)
    {
        var resource = subresource.Length > 0 ? $"{kind.QualifiedPlural}/{subresource}" : kind.QualifiedPlural;
        if (Allows(verb, resource))
            return;

        var what = subresource.Length > 0 ? $"{kind.Plural}/{subresource}" : kind.Plural;
        var where = ns.Length > 0 ? $" in the namespace \"{ns}\"" : " at the cluster scope";
        throw ApiFailure.Forbidden(
            kind,
            name,
            $"User \"{User}\" cannot {verb} resource \"{what}\" in API group \"{kind.Group}\"{where}"
        );
    }
}
