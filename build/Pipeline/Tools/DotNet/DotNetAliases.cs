using Cake.Core;
using Cake.Core.Annotations;

namespace Pipeline.Tools.DotNet;

/// <summary>dotnet, as Cake aliases.</summary>
[CakeAliasCategory("DotNet")]
public static class DotNetAliases
{
    /// <inheritdoc cref="DotNetTool.BuildAsync"/>
    [CakeMethodAlias]
    public static Task DotNetBuildAsync(
        this ICakeContext context,
        string project,
        IReadOnlyList<string> arguments,
        DotNetSettings settings,
        CancellationToken cancellationToken
    ) => new DotNetTool(ToolHost.Of(context)).BuildAsync(project, arguments, settings, cancellationToken);

    /// <inheritdoc cref="DotNetTool.RunTestsAsync"/>
    [CakeMethodAlias]
    public static Task<ToolOutput> DotNetRunTestsAsync(
        this ICakeContext context,
        string assembly,
        IReadOnlyList<string> filter,
        string report,
        DotNetSettings settings,
        CancellationToken cancellationToken
    ) => new DotNetTool(ToolHost.Of(context)).RunTestsAsync(assembly, filter, report, settings, cancellationToken);

    /// <inheritdoc cref="DotNetTool.ExecuteAsync"/>
    [CakeMethodAlias]
    public static Task DotNetExecuteAsync(
        this ICakeContext context,
        string assembly,
        IReadOnlyList<string> arguments,
        DotNetSettings settings,
        CancellationToken cancellationToken
    ) => new DotNetTool(ToolHost.Of(context)).ExecuteAsync(assembly, arguments, settings, cancellationToken);
}
