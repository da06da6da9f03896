using Clusters.Calls;
using Foundation.Limits;
using k8s.Models;

namespace Clusters.Logs;

/// <summary>The last lines of a container's log, read once.</summary>
public static class ContainerTail
{
    /// <summary>Reads them; very long ones are cut, and say so.</summary>
    /// <param name="connection">The cluster.</param>
    /// <param name="namespace">The pod's namespace.</param>
    /// <param name="pod">The pod's name.</param>
    /// <param name="container">The container's name.</param>
    /// <param name="previous">Whether the run before the present one is meant.</param>
    /// <param name="lines">How many at most.</param>
    /// <param name="cancellationToken">Ends the reading; nothing else limits its time.</param>
    /// <exception cref="ApiRefusalException">The server refuses.</exception>
    /// <exception cref="ClusterUnreachableException">It does not answer.</exception>
    /// <exception cref="IOException">The connection broke.</exception>
    public static async Task<IReadOnlyList<string>> ReadAsync(
        ClusterConnection connection,
        string @namespace,
        string pod,
        string container,
        bool previous,
        int lines,
        CancellationToken cancellationToken
    )
    {
        var path =
            $"{ResourceAddress.Of<V1Pod>(@namespace).Path}/{Uri.EscapeDataString(pod)}/log"
            + $"?container={Uri.EscapeDataString(container)}&tailLines={lines}{(previous ? "&previous=true" : "")}";
        using var response = await connection.OpenStreamAsync(path, cancellationToken);
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var reader = new BoundedLineReader(body, InputLimits.LogLine);
        // A server may send more than it was asked for.
        var tail = new LogTail(lines);
        while (await reader.ReadAsync(cancellationToken) is { } line)
            tail.Add(line.Shown);
        return tail.Lines;
    }
}
