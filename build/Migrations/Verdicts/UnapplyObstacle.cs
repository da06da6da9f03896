using System.Text.Json.Serialization;

namespace Migrations.Verdicts;

/// <summary>What prevents un-applying.</summary>
/// <param name="App">The label of the app.</param>
/// <param name="Migration">The migration.</param>
/// <param name="Operation">The operation; empty when the whole migration is the obstacle.</param>
/// <param name="Reason">The reason, in one sentence.</param>
public sealed record UnapplyObstacle(string App, string Migration, string Operation, string Reason)
{
    /// <summary>The migration's name with the app's label before it.</summary>
    [JsonIgnore]
    public string FullName => $"{App}.{Migration}";
}
