using Foundation.Failures;

namespace Clusters.Credentials;

/// <summary>
/// A call has no credential: none can be had, or the server has refused (401) the one that there is and no other can be
/// had. Either way the server has done nothing.
/// </summary>
/// <param name="told">Why.</param>
internal sealed class CredentialException(ReleaseException told) : ReleaseException(told.Message, told.NextStep, told)
{
    /// <inheritdoc/>
    public override string Reason => told.Reason;
}
