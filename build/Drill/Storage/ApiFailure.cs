using System.Text.Json.Nodes;

namespace Drill.Storage;

/// <summary>A refusal in the words of the real API server (k8s.io/apimachinery, pkg/api/errors).</summary>
internal sealed class ApiFailure : Exception
{
    private readonly JsonObject? _details;

    private ApiFailure(int code, string reason, string message, JsonObject? details = null)
        : base(message)
    {
        Code = code;
        Reason = reason;
        _details = details;
    }

    public int Code { get; }

    public string Reason { get; }

    public JsonObject ToStatus()
    {
        var status = new JsonObject
        {
            ["kind"] = "Status",
            ["apiVersion"] = "v1",
            ["metadata"] = new JsonObject(),
            ["status"] = "Failure",
            ["message"] = Message,
            ["reason"] = Reason,
        };
        if (_details is not null)
            status["details"] = _details.DeepClone();

        status["code"] = Code;
        return status;
    }

    /// <summary>An unexpected error of the server itself. The message names the call that failed.</summary>
    public static ApiFailure Internal(Exception exception) =>
        new(500, "InternalError", $"Internal error occurred: {exception}");

    public static ApiFailure BadRequest(string message) => new(400, "BadRequest", message);

    public static ApiFailure Unauthorized() => new(401, "Unauthorized", "Unauthorized");

    public static ApiFailure Forbidden(ResourceKind kind, string name, string why) =>
        new(
            403,
            "Forbidden",
            name.Length == 0
                ? $"{kind.QualifiedPlural} is forbidden: {why}"
                : $"{kind.QualifiedPlural} \"{name}\" is forbidden: {why}",
            Details(kind, name)
        );

    public static ApiFailure NotFound(ResourceKind kind, string name) =>
        new(404, "NotFound", $"{kind.QualifiedPlural} \"{name}\" not found", Details(kind, name));

    public static ApiFailure NoSuchResource() =>
        new(404, "NotFound", "the server could not find the requested resource", []);

    public static ApiFailure MethodNotAllowed() =>
        new(405, "MethodNotAllowed", "the server does not allow this method on the requested resource", []);

    public static ApiFailure AlreadyExists(ResourceKind kind, string name, bool isBeingDeleted) =>
        new(
            409,
            "AlreadyExists",
            $"{(isBeingDeleted ? "object is being deleted: " : "")}{kind.QualifiedPlural} \"{name}\" already exists",
            Details(kind, name)
        );

    public static ApiFailure Conflict(ResourceKind kind, string name, string why) =>
        new(
            409,
            "Conflict",
            $"Operation cannot be fulfilled on {kind.QualifiedPlural} \"{name}\": {why}",
            Details(kind, name)
        );

    public static ApiFailure Modified(ResourceKind kind, string name) =>
        Conflict(
            kind,
            name,
            "the object has been modified; please apply your changes to the latest version and try again"
        );

    /// <summary>An update of another object than the one that is there, whose UID is empty where none is.</summary>
    public static ApiFailure OtherUid(ResourceKind kind, string name, string wanted, string present) =>
        Conflict(kind, name, $"Precondition failed: UID in precondition: {wanted}, UID in object meta: {present}");

    public static ApiFailure ApplyConflict(string message, IEnumerable<JsonObject> causes) =>
        new(409, "Conflict", message, new JsonObject { ["causes"] = new JsonArray([.. causes]) });

    public static ApiFailure Expired(string message) => new(410, "Expired", message);

    public static ApiFailure TooLarge(int limit) =>
        new(413, "RequestEntityTooLarge", $"Request entity too large: limit is {limit}");

    public static ApiFailure UnsupportedMediaType(string accepted) =>
        new(
            415,
            "UnsupportedMediaType",
            $"the body of the request was in an unknown format - accepted media types include: {accepted}",
            []
        );

    /// <summary>An eviction that a PodDisruptionBudget does not allow now.</summary>
    public static ApiFailure BudgetSpent(string budget, int desired, int healthy) =>
        new(
            429,
            "TooManyRequests",
            "Cannot evict pod as it would violate the pod's disruption budget.",
            new JsonObject
            {
                ["causes"] = new JsonArray(
                    new JsonObject
                    {
                        ["reason"] = "DisruptionBudget",
                        ["message"] =
                            $"The disruption budget {budget} needs {desired} healthy pods and has {healthy} currently",
                    }
                ),
            }
        );

    /// <summary>An eviction of a pod that several budgets cover.</summary>
    public static ApiFailure ManyBudgets() =>
        new(
            500,
            "",
            "This pod has more than one PodDisruptionBudget, which the eviction subresource does not support."
        );

    /// <summary>A request that an admission webhook should have judged. The webhook did not answer.</summary>
    public static ApiFailure WebhookFailed(string webhook, string why)
    {
        var message = $"failed calling webhook \"{webhook}\": failed to call webhook: {why}";
        return new(
            500,
            "InternalError",
            $"Internal error occurred: {message}",
            new JsonObject { ["causes"] = new JsonArray(new JsonObject { ["message"] = message }) }
        );
    }

    /// <summary>A patch that does not fit its object. The real server does not name the reason.</summary>
    public static ApiFailure PatchDoesNotFit() =>
        new(422, "Invalid", "the server rejected our request due to an error in our request", []);

    /// <summary>
    /// A deletion whose precondition names another object. The message names the kind in place of the resource.
    /// </summary>
    public static ApiFailure PreconditionFailed(Stored present, string why) =>
        new(
            409,
            "Conflict",
            $"Operation cannot be fulfilled on {present.Kind.QualifiedName} \"{present.Name}\": {why}",
            Details(present.Kind, present.Name, named: false)
        );

    /// <summary>An update without a resource version, for a kind that requires one.</summary>
    public static ApiFailure VersionRequired(ResourceKind kind, string name)
    {
        var error = FieldError.Invalid("metadata.resourceVersion", "0x0", "must be specified for an update");
        var what = Details(kind, name);
        what["causes"] = new JsonArray(error.ToCause());
        return new ApiFailure(
            422,
            "Invalid",
            $"{kind.QualifiedPlural} \"{name}\" is invalid: {error.Field}: {error.Message}",
            what
        );
    }

    /// <summary>The options of a request are wrong.</summary>
    public static ApiFailure InvalidOptions(string options, params IReadOnlyList<FieldError> errors) =>
        new(
            422,
            "Invalid",
            $"{options}.meta.k8s.io \"\" is invalid: {ListOf(errors)}",
            new JsonObject
            {
                ["group"] = "meta.k8s.io",
                ["kind"] = options,
                ["causes"] = new JsonArray([.. errors.Select(error => error.ToCause())]),
            }
        );

    public static ApiFailure Invalid(ResourceKind kind, string name, IReadOnlyList<FieldError> errors)
    {
        var what = Details(kind, name, named: false);
        what["causes"] = new JsonArray([.. errors.Select(error => error.ToCause())]);
        return new ApiFailure(422, "Invalid", $"{kind.QualifiedName} \"{name}\" is invalid: {ListOf(errors)}", what);
    }

    private static string ListOf(IReadOnlyList<FieldError> errors)
    {
        var list = string.Join(", ", errors.Select(error => $"{error.Field}: {error.Message}"));
        return errors.Count == 1 ? list : $"[{list}]";
    }

    private static JsonObject Details(ResourceKind kind, string name, bool named = true)
    {
        var what = new JsonObject();
        if (name.Length > 0)
            what["name"] = name;

        if (kind.Group.Length > 0)
            what["group"] = kind.Group;

        what["kind"] = named ? kind.Plural : kind.Name;
        return what;
    }
}
