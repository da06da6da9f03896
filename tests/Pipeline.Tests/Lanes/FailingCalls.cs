using Drill;
using Loopback;

namespace Pipeline.Tests.Lanes;

/// <summary>
/// A way to a cluster on which the first calls of a kind are answered with an error of the server. None of them
/// arrives.
/// </summary>
internal sealed class FailingCalls : ForwardedCalls
{
    private readonly Func<Exchange, bool> _fails;
    private readonly int _times;
    private readonly (int Status, string Words) _error;
    private int _failed;

    /// <param name="cluster">Where all other calls go.</param>
    /// <param name="fails">Which calls are answered with the error.</param>
    /// <param name="times">How many of them.</param>
    /// <param name="error">The error's status and words.</param>
    public FailingCalls(
        EmbeddedCluster cluster,
        Func<Exchange, bool> fails,
        int times,
        (int Status, string Words) error
    )
        : base(cluster)
    {
        _fails = fails;
        _times = times;
        _error = error;
    }

    /// <summary>How many calls of the kind have come.</summary>
    public int Count => _failed;

    protected override async Task<bool> TakeAsync(Exchange exchange)
    {
        if (!_fails(exchange) || Interlocked.Increment(ref _failed) > _times)
            return false;
        await exchange.JsonAsync(
            $$"""{ "kind": "Status", "apiVersion": "v1", "message": "{{_error.Words}}" }""",
            _error.Status
        );
        return true;
    }
}
