using System.Text.Json.Nodes;

namespace Drill.Storage;

/// <summary>One error in an object (k8s.io/apimachinery, pkg/util/validation/field).</summary>
/// <param name="Field">The field's path, such as <c>spec.template.spec.containers[0].image</c>.</param>
/// <param name="Reason">The reason for programs, such as <c>FieldValueRequired</c>.</param>
/// <param name="Message">The message for people.</param>
internal sealed record FieldError(string Field, string Reason, string Message)
{
    public static FieldError Required(string field, string detail = "") =>
        new(field, "FieldValueRequired", detail.Length == 0 ? "Required value" : $"Required value: {detail}");

    public static FieldError Invalid(string field, string value, string detail) =>
        new(field, "FieldValueInvalid", $"Invalid value: {value}: {detail}");

    public static FieldError Forbidden(string field, string detail) =>
        new(field, "FieldValueForbidden", $"Forbidden: {detail}");

    public JsonObject ToCause() =>
        new()
        {
            ["reason"] = Reason,
            ["message"] = Message,
            ["field"] = Field,
        };
}
