namespace Pipeline.Tools.Azure;

/// <summary>A cluster of Azure Kubernetes Service.</summary>
/// <param name="Name">The cluster's name.</param>
/// <param name="ResourceGroup">The resource group that it is in.</param>
public sealed record AksCluster(string Name, string ResourceGroup);
