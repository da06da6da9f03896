using System.Security.Authentication;

namespace Clusters.Calls;

/// <summary>Why a server's certificate was refused; carries the reason out of the TLS handshake.</summary>
internal sealed class UntrustedServerException(string reason) : AuthenticationException(reason)
{
    /// <summary>The reason within whatever the transport wrapped around it.</summary>
    public static UntrustedServerException? Within(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            if (exception is UntrustedServerException untrusted)
                return untrusted;
        }
        return null;
    }
}
