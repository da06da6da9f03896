using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Foundation.Http;

/// <summary>
/// The hosts that are reached without a proxy, as Go reads <c>NO_PROXY</c>, and kubectl with it
/// (golang.org/x/net/http/httpproxy). .NET knows single names and a leading dot alone: a release would take a proxy to
/// a cluster that kubectl reaches without one.
/// </summary>
public sealed class ProxyExceptions
{
    private readonly IReadOnlyList<IRule> _rules;

    private ProxyExceptions(IReadOnlyList<IRule> rules) => _rules = rules;

    /// <summary>Reads the variable: addresses, networks, names and a star, separated by commas.</summary>
    /// <param name="list">Its value; what no rule is made of is passed over.</param>
    public static ProxyExceptions Of(string? list) =>
        new([
            .. (list ?? "")
                .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(item => Rule(item.ToLowerInvariant()))
                .OfType<IRule>(),
        ]);

    /// <summary>Whether a destination is one of them. This machine always is.</summary>
    public bool Has(Uri destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        var host = destination.IdnHost.ToLowerInvariant();
        var place = new Place(host, AddressIn(host), destination.Port.ToString(CultureInfo.InvariantCulture));
        return destination.IsLoopback || _rules.Any(rule => rule.Matches(place));
    }

    private static IRule? Rule(string item)
    {
        if (item == "*")
            return new Everything();
        if (Network.In(item) is { } network)
            return network;
        var (host, port) = Parts(item);
        if (AddressIn(host) is { } address)
            return new Address(address, port);
        var name = host.StartsWith("*.", StringComparison.Ordinal) ? host[1..] : host;
        return name.Length == 0 ? null
            : name[0] == '.' ? new Domain(name, IsItself: false, port)
            : new Domain($".{name}", IsItself: true, port);
    }

    // An address of IPv6 has colons of its own: before a port it stands in brackets.
    private static (string Host, string? Port) Parts(string item)
    {
        var colon = item.LastIndexOf(':');
        var hasPort = colon >= 0 && (item.IndexOf(':') == colon || item[..colon].EndsWith(']'));
        var host = hasPort ? item[..colon] : item;
        return (host.Trim('[', ']'), hasPort && colon + 1 < item.Length ? item[(colon + 1)..] : null);
    }

    // The platform takes "10" for an address, too.
    private static IPAddress? AddressIn(string text) =>
        (text.Contains(':') || text.Count(letter => letter == '.') == 3) && IPAddress.TryParse(text, out var address)
            ? address.IsIPv4MappedToIPv6
                ? address.MapToIPv4()
                : address
            : null;

    private interface IRule
    {
        bool Matches(Place place);
    }

    private sealed record Place(string Host, IPAddress? Address, string Port);

    private sealed record Everything : IRule
    {
        public bool Matches(Place place) => true;
    }

    private sealed record Address(IPAddress Value, string? Port) : IRule
    {
        public bool Matches(Place place) => Value.Equals(place.Address) && (Port ?? place.Port) == place.Port;
    }

    private sealed record Domain(string Suffix, bool IsItself, string? Port) : IRule
    {
        public bool Matches(Place place) =>
            (place.Host.EndsWith(Suffix, StringComparison.Ordinal) || (IsItself && place.Host == Suffix[1..]))
            && (Port ?? place.Port) == place.Port;
    }

    private sealed record Network(IPAddress Start, int Bits) : IRule
    {
        public static Network? In(string item)
        {
            var slash = item.IndexOf('/', StringComparison.Ordinal);
            return
                slash > 0
                && AddressIn(item[..slash]) is { } start
                && int.TryParse(item[(slash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var bits)
                && bits <= (start.AddressFamily == AddressFamily.InterNetwork ? 32 : 128)
                ? new(start, bits)
                : null;
        }

        public bool Matches(Place place)
        {
            if (place.Address is not { } address || address.AddressFamily != Start.AddressFamily)
                return false;
            var (known, asked) = (Start.GetAddressBytes(), address.GetAddressBytes());
            var whole = Bits / 8;
            var rest = 0xFF << (8 - (Bits % 8));
            return known.AsSpan(0, whole).SequenceEqual(asked.AsSpan(0, whole))
                && (Bits % 8 == 0 || ((known[whole] ^ asked[whole]) & rest & 0xFF) == 0);
        }
    }
}
