namespace Releases.Notifying;

/// <summary>What a webhook wants to be sent.</summary>
public enum WebhookKind
{
    /// <summary>The facts as JSON, for programs.</summary>
    Json,

    /// <summary>A text as Slack takes it; Mattermost and Rocket.Chat do, too.</summary>
    Slack,

    /// <summary>An adaptive card in a message, as Teams' workflows take it.</summary>
    Teams,
}
