using System.Text.Json.Nodes;

namespace Drill.Tests;

/// <summary>An answer that comes line by line.</summary>
internal sealed class LineStream(HttpResponseMessage response) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private StreamReader? _reader;

    public int Status => (int)response.StatusCode;

    /// <summary>The next line, or null at the end.</summary>
    public async Task<string?> NextAsync()
    {
        _reader ??= new StreamReader(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        return await _reader.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience);
    }

    public async Task<JsonNode> NextEventAsync() =>
        JsonNode.Parse(await NextAsync() ?? throw new EndOfStreamException())!;

    /// <summary>All lines until the stream ends or breaks.</summary>
    public async Task<(IReadOnlyList<string> Lines, bool Broken)> RestAsync()
    {
        var lines = new List<string>();
        try
        {
            while (await NextAsync() is { } line)
                lines.Add(line);

            return (lines, false);
        }
        catch (Exception problem) when (problem is IOException or HttpRequestException)
        {
            return (lines, true);
        }
    }

    public void Dispose() => response.Dispose();
}
