using System.Runtime.InteropServices;

namespace Migrations.Model;

/// <summary>A migration as another migration refers to it.</summary>
/// <param name="Label">The app's label.</param>
/// <param name="Name">Its name, <c>__first__</c> or <c>__latest__</c>.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct MigrationReference(string Label, string Name);
