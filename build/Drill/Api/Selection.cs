using Drill.Json;
using Drill.Storage;

namespace Drill.Api;

/// <summary>The objects of a kind that a request asks for.</summary>
internal sealed record Selection(string Namespace, string Name, LabelSelector Labels, FieldSelector Fields)
{
    /// <exception cref="ApiFailure">A selector cannot be read.</exception>
    public static Selection Of(ApiCall call)
    {
        try
        {
            return new Selection(
                call.Namespace,
                call.Name,
                LabelSelector.Parse(call.Query("labelSelector")),
                FieldSelector.Parse(call.Query("fieldSelector"), call.Kind)
            );
        }
        catch (FormatException problem)
        {
            throw ApiFailure.BadRequest(problem.Message);
        }
    }

    public bool Matches(Stored found) =>
        (Namespace.Length == 0 || found.Namespace == Namespace)
        && (Name.Length == 0 || found.Name == Name)
        && Labels.Matches(found.Json.At("metadata.labels"))
        && Fields.Matches(found.Json);
}
