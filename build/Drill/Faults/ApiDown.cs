using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace Drill.Faults;

internal sealed class ApiDown : Fault
{
    /// <summary>Requests under way, watches above all, break too.</summary>
    public override bool BreaksStreams => true;

    public override Func<HttpContext, Task>? Intercept(HttpContext context) => Break;

    /// <summary>The whole connection goes, not just one of the streams that HTTP/2 carries on it.</summary>
    private static Task Break(HttpContext context)
    {
        if (context.Features.Get<IConnectionLifetimeFeature>() is { } connection)
            connection.Abort();
        else
            context.Abort();

        return Task.CompletedTask;
    }
}
