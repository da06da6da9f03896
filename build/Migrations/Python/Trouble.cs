namespace Migrations.Python;

/// <summary>Something that could not be understood.</summary>
/// <param name="Line">Its line, counted from 1.</param>
/// <param name="What">What it is, in a few words.</param>
internal sealed record Trouble(int Line, string What);
