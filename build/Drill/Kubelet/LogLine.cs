using Drill.Json;

namespace Drill.Kubelet;

/// <summary>One line and the moment it was written.</summary>
internal sealed record LogLine(DateTimeOffset Moment, string Text)
{
    public string Render(bool withTimestamp) => withTimestamp ? $"{Moment.ToNanoseconds()} {Text}\n" : $"{Text}\n";
}
