using Pipeline.Tools;

namespace Pipeline.Testing;

/// <summary>How the scripts of <c>tests/cluster</c> are run.</summary>
public sealed class StackSettings : ExternalToolSettings;
