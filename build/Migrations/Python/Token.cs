using System.Runtime.InteropServices;

namespace Migrations.Python;

/// <summary>A piece of a Python file.</summary>
/// <param name="Kind">The kind of the token.</param>
/// <param name="Start">Where it starts in the text.</param>
/// <param name="Length">How many characters it has.</param>
/// <param name="Line">Its first line, counted from 1.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Token(TokenKind Kind, int Start, int Length, int Line);
