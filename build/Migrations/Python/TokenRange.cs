using System.Runtime.InteropServices;

namespace Migrations.Python;

/// <summary>A run of tokens.</summary>
/// <param name="Start">The index of the first token.</param>
/// <param name="End">The index after the last token.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TokenRange(int Start, int End);
