using System.Net;

namespace Foundation.Http;

/// <summary>A proxy that some destinations are reached without.</summary>
/// <param name="proxy">The proxy, with exceptions of its own.</param>
/// <param name="isExcepted">Whether a destination is one of them.</param>
public sealed class ExceptingProxy(IWebProxy proxy, Func<Uri, bool> isExcepted) : IWebProxy
{
    /// <inheritdoc/>
    public ICredentials? Credentials
    {
        get => proxy.Credentials;
        set => proxy.Credentials = value;
    }

    /// <inheritdoc/>
    public Uri? GetProxy(Uri destination) => IsBypassed(destination) ? null : proxy.GetProxy(destination);

    /// <inheritdoc/>
    public bool IsBypassed(Uri host) => isExcepted(host) || proxy.IsBypassed(host);
}
