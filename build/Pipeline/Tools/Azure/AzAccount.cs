namespace Pipeline.Tools.Azure;

/// <summary>Who is logged in to Azure, and to which subscription.</summary>
/// <param name="User">A person's address, or an application's id.</param>
/// <param name="Subscription">The subscription's name.</param>
/// <param name="SubscriptionId">The subscription's id.</param>
public sealed record AzAccount(string User, string Subscription, string SubscriptionId);
