using System.Text.Json.Nodes;

namespace Drill.Images;

/// <summary>A refusal with a code of the OCI distribution specification ("Error Codes").</summary>
internal sealed class RegistryFailure : Exception
{
    private readonly string _code;

    private RegistryFailure(int status, string code, string message)
        : base(message)
    {
        _code = code;
        Status = status;
    }

    public int Status { get; }

    public JsonObject ToErrors() =>
        new() { ["errors"] = new JsonArray(new JsonObject { ["code"] = _code, ["message"] = Message }) };

    public static RegistryFailure Unauthorized() => new(401, "UNAUTHORIZED", "authentication required");

    public static RegistryFailure Denied(string why) => new(403, "DENIED", why);

    public static RegistryFailure NameInvalid(string name) =>
        new(400, "NAME_INVALID", $"invalid repository name: {name}");

    public static RegistryFailure TagInvalid(string tag) =>
        new(400, "MANIFEST_INVALID", $"manifest tag did not match its form: {tag}");

    public static RegistryFailure DigestInvalid(string? digest) =>
        new(400, "DIGEST_INVALID", $"provided digest is no sha256 or does not match the content: {digest}");

    public static RegistryFailure BlobUnknown(string repository, string digest) =>
        new(404, "BLOB_UNKNOWN", $"blob unknown to registry: {repository}@{digest}");

    public static RegistryFailure UploadUnknown(string id) =>
        new(404, "BLOB_UPLOAD_UNKNOWN", $"blob upload unknown to registry: {id}");

    public static RegistryFailure RangeInvalid(string range, long expected) =>
        new(416, "BLOB_UPLOAD_INVALID", $"chunk {range} is out of order: the next byte is {expected}");

    public static RegistryFailure ManifestUnknown(string repository, string reference) =>
        new(404, "MANIFEST_UNKNOWN", $"manifest unknown: {repository}, {reference}");

    public static RegistryFailure ManifestInvalid(string why) => new(400, "MANIFEST_INVALID", why);

    public static RegistryFailure ManifestBlobUnknown(string digest) =>
        new(404, "MANIFEST_BLOB_UNKNOWN", $"manifest references an unknown manifest or blob: {digest}");

    public static RegistryFailure Unsupported() => new(405, "UNSUPPORTED", "the operation is unsupported");
}
