using System.Net;
using System.Text;

namespace Drill.Tests.Images;

/// <summary>A body of which only the beginning is sent; then the connection breaks.</summary>
internal sealed class BreakingContent(string beginning, int length) : HttpContent
{
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes(beginning), TestContext.Current.CancellationToken);
        await stream.FlushAsync(TestContext.Current.CancellationToken);
        throw new IOException("the connection broke");
    }

    protected override bool TryComputeLength(out long computed)
    {
        computed = length;
        return true;
    }
}
