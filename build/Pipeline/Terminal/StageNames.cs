using Releases.Records;

namespace Pipeline.Terminal;

/// <summary>The stages as people read them.</summary>
public static class StageNames
{
    /// <summary>A stage's name above its column.</summary>
    public static string Title(Stage stage) => char.ToUpperInvariant(Of(stage)[0]) + Of(stage)[1..];

    /// <summary>A stage's name in a sentence.</summary>
    public static string Of(Stage stage) =>
        stage switch
        {
            Stage.Unapply => "un-apply",
            Stage.Migrate => "migrate",
            Stage.SetImage => "set image",
            Stage.Restore => "restore",
            Stage.Verify => "verify",
        };
}
