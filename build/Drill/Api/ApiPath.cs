namespace Drill.Api;

/// <summary>The parts of a resource's path: <c>/apis/GROUP/VERSION/namespaces/NS/PLURAL/NAME/SUBRESOURCE</c>.</summary>
internal sealed record ApiPath(
    string Group,
    string Version,
    string Namespace,
    string Plural,
    string Name,
    string Subresource
)
{
    /// <returns>The parts, or null when the path names no resource.</returns>
    public static ApiPath? Parse(string[] segments)
    {
        var (group, version, rest) = segments switch
        {
            ["api", var core, .. var tail] => ("", core, tail),
            ["apis", var named, var served, .. var tail] => (named, served, tail),
            _ => ("", "", []),
        };
        return rest switch
        {
            ["namespaces", var ns, var plural, .. var tail] when plural is not ("status" or "finalize") => New(
                ns,
                plural,
                tail
            ),
            [var plural, .. var tail] => New("", plural, tail),
            _ => null,
        };

        ApiPath? New(string ns, string plural, string[] tail) =>
            tail.Length > 2 ? null : new ApiPath(group, version, ns, plural, At(tail, 0), At(tail, 1));
    }

    private static string At(string[] segments, int index) => index < segments.Length ? segments[index] : "";
}
