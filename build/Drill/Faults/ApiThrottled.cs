using Microsoft.AspNetCore.Http;

namespace Drill.Faults;

internal sealed class ApiThrottled : Fault
{
    private int requests;

    public override Func<HttpContext, Task>? Intercept(HttpContext context) =>
        int.IsEvenInteger(Interlocked.Increment(ref requests)) ? null : Refuse;

    /// <summary>As k8s.io/apiserver's priority and fairness filter answers: plain text, no Status.</summary>
    private static Task Refuse(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        context.Response.Headers.RetryAfter = "1";
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync("Too many requests, please try again later.\n", context.RequestAborted);
    }
}
