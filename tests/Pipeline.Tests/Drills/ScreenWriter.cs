namespace Pipeline.Tests.Drills;

/// <summary>Keeps what a command writes, and shows it line by line while it runs.</summary>
internal sealed class ScreenWriter(Action<string>? watch) : StringWriter
{
    public override void WriteLine(string? value)
    {
        base.WriteLine(value);
        watch?.Invoke(value ?? "");
    }
}
