namespace Migrations.Python;

/// <summary>A part of a text that was not understood.</summary>
/// <param name="Line">Its line, counted from 1.</param>
/// <param name="What">A description in a few words.</param>
internal sealed record Trouble(int Line, string What);
