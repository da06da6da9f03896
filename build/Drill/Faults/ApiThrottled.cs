using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Drill.Faults;

internal sealed class ApiThrottled : Fault
{
    private int _requests;

    public override Func<HttpContext, Task>? Intercept(HttpContext context) =>
        int.IsEvenInteger(Interlocked.Increment(ref _requests)) ? null : Refuse;

    /// <summary>
    /// As k8s.io/apiserver's priority and fairness filter answers: plain text, no Status. It asks for one second; one of the
    /// cluster's, which in whole seconds may be none.
    /// </summary>
    private Task Refuse(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        context.Response.Headers.RetryAfter = Plane.Options.Pace.ClusterSecond.TotalSeconds.ToString(
            "0",
            CultureInfo.InvariantCulture
        );
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync("Too many requests, please try again later.\n", context.RequestAborted);
    }
}
