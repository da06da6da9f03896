namespace Releases.Records;

/// <summary>An object that a manifest was applied to.</summary>
/// <param name="Kind">Its Kubernetes kind.</param>
/// <param name="Name">Its name.</param>
/// <param name="Change">
/// <c>created</c>, <c>configured</c> or <c>unchanged</c>; <c>unknown</c> when the server's answer did not come.
/// </param>
public sealed record ObjectRecord(string Kind, string Name, string Change);
