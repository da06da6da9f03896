using Cake.Core;
using Cake.Core.Annotations;

namespace Pipeline.Tools.TestStack;

/// <summary>The test stack, as Cake aliases.</summary>
[CakeAliasCategory("TestStack")]
public static class TestStackAliases
{
    /// <inheritdoc cref="TestStackTool.UpAsync"/>
    [CakeMethodAlias]
    public static Task<bool> TestStackUpAsync(
        this ICakeContext context,
        TestStackSettings settings,
        CancellationToken cancellationToken
    ) => new TestStackTool(ToolHost.Of(context)).UpAsync(settings, cancellationToken);

    /// <inheritdoc cref="TestStackTool.DownAsync"/>
    [CakeMethodAlias]
    public static Task TestStackDownAsync(
        this ICakeContext context,
        TestStackSettings settings,
        CancellationToken cancellationToken
    ) => new TestStackTool(ToolHost.Of(context)).DownAsync(settings, cancellationToken);
}
