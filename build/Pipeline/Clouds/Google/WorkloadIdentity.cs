using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Clusters.Credentials;
using Foundation.Json;
using Foundation.Secrets;
using Pipeline.Tools;

namespace Pipeline.Clouds.Google;

/// <summary>
/// An account that trusts the token of somebody else, such as GitLab: the token is exchanged (RFC 8693), and a service
/// account taken on with what comes of it (Google documentation, "Workload Identity Federation").
/// </summary>
internal sealed class WorkloadIdentity : GoogleIdentity
{
    private readonly NamedFile _token;
    private readonly string? _field;
    private readonly string _audience;
    private readonly string _tokenType;
    private readonly Uri _exchange;
    private readonly Uri? _impersonation;

    private WorkloadIdentity(JsonElement json, JsonElement source, string tokenFile, NamedFile file)
    {
        _token = new NamedFile(
            $"{file.NamedBy} ({file.Path})",
            tokenFile,
            "have the job write its token there first: docs/gitlab.md"
        );
        var format = source.Find("format");
        _field = format?.Text("type") == "json" ? Required(format.Value, "subject_token_field_name", file) : null;
        _audience = Required(json, "audience", file);
        _tokenType = Required(json, "subject_token_type", file);
        _exchange = Address(json, "token_url", file);
        _impersonation = json.Find("service_account_impersonation_url") is { ValueKind: not JsonValueKind.Null }
            ? Address(json, "service_account_impersonation_url", file)
            : null;
        Account = _impersonation is null
            ? $"workload identity {_audience[(_audience.LastIndexOf('/') + 1)..]}"
            : Uri.UnescapeDataString(_impersonation.Segments[^1]).Split(':')[0];
    }

    public override string Account { get; }

    /// <summary>The account of a file; <see langword="null"/> when its token is in no file.</summary>
    public static WorkloadIdentity? Of(JsonElement json, NamedFile file) =>
        json.Find("credential_source") is { } source && source.Text("file") is { Length: > 0 } path
            ? new(json, source, path, file)
            : null;

    public override async Task<AccountToken> TokenAsync(TokenEndpoint endpoint, CancellationToken cancellationToken)
    {
        var form = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["grant_type"] = "urn:ietf:params:oauth:grant-type:token-exchange",
            ["audience"] = _audience,
            // What is exchanged takes on the account, or is itself what calls.
            ["scope"] = _impersonation is null ? string.Join(' ', Scopes) : Scopes[0],
            ["requested_token_type"] = "urn:ietf:params:oauth:token-type:access_token",
            ["subject_token"] = (await SubjectAsync(cancellationToken)).Reveal(),
            ["subject_token_type"] = _tokenType,
        };
        var refusals = new CloudRefusals("Google", ExchangeFailures());
        var token = await endpoint.AskAsync(_exchange, form, refusals, cancellationToken);
        return _impersonation is null
            ? token
            : await ImpersonateAsync(_impersonation, token.Value, endpoint, cancellationToken);
    }

    private Task<AccountToken> ImpersonateAsync(
        Uri address,
        Secret token,
        TokenEndpoint endpoint,
        CancellationToken cancellationToken
    )
    {
        var asked = new JsonObject
        {
            ["scope"] = new JsonArray([.. Scopes.Select(scope => (JsonNode)scope)]),
            ["lifetime"] = "3600s",
        };
        return endpoint.SendAsync(
            address,
            new StringContent(asked.ToJsonString(), Encoding.UTF8, "application/json"),
            token,
            new CloudRefusals(
                "Google",
                [
                    new(
                        "PERMISSION_DENIED",
                        $"the token's owner may not act as {Account}.",
                        $"grant it roles/iam.workloadIdentityUser on {Account}"
                    ),
                    new("NOT_FOUND", $"there is no account {Account}.", "gcloud iam service-accounts list"),
                ]
            ),
            answer => TokenEndpoint.Token(answer.Text("accessToken"), Moment(answer.Text("expireTime"))),
            cancellationToken
        );
    }

    private async Task<Secret> SubjectAsync(CancellationToken cancellationToken)
    {
        var text = await _token.ReadAsync(cancellationToken);
        if (_field is null)
            return new Secret(text);
        return LooseJson.TryParse(text)?.Text(_field) is { Length: > 0 } token
            ? new Secret(token)
            : throw _token.Unfit($"has no {_field}");
    }

    private FailureHint[] ExchangeFailures() =>
        [
            new(
                "is expired",
                $"the token in {_token.Path} has expired.",
                "start the job anew: it then gets a new token"
            ),
            new(
                "invalid_grant",
                $"the token in {_token.Path} is none that the workload identity provider trusts.",
                "compare the provider with the token: docs/gitlab.md"
            ),
            new(
                "unauthorized_client",
                $"the provider's attribute condition refuses the token in {_token.Path}.",
                "compare the provider with the token: docs/gitlab.md"
            ),
            new(
                "invalid_target",
                $"there is no workload identity provider {_audience}, or it is off.",
                "gcloud iam workload-identity-pools providers list --location global --workload-identity-pool POOL"
            ),
        ];

    private static DateTimeOffset? Moment(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? moment
            : null;
}
