using Foundation.Failures;
using Pipeline.Clouds;

namespace Pipeline.Sources;

/// <summary>Who else may be asked when a login, or a cloud after it, fails.</summary>
internal static class LoginFailures
{
    /// <summary>
    /// A failure of a command line that says what to do ends the question. Another one may come from this question
    /// alone, such as from an old az that answers in another form: the command line is asked for each region then.
    /// </summary>
    /// <exception cref="ReleaseException">It says what to do.</exception>
    /// <exception cref="UnexpectedAnswerException">It does not.</exception>
    public static async Task<T> ExpectedAsync<T>(Func<Task<T>> fetch)
    {
        try
        {
            return await fetch();
        }
        catch (ReleaseException exception) when (exception.NextStep is null)
        {
            throw new UnexpectedAnswerException(exception.Message, exception);
        }
    }

    /// <summary>
    /// The failure of an account that the environment names. Whoever az and gcloud have logged in is somebody else, and
    /// is not asked instead.
    /// </summary>
    /// <param name="account">The account.</param>
    /// <param name="exception">What the cloud answered.</param>
    public static ReleaseException NobodyElse(string account, UnexpectedAnswerException exception) =>
        new(
            $"{exception.Message.TrimEnd('.')}; nobody but {account} is asked.",
            exception.NextStep ?? "try again, or log in by az and gcloud: --cloud-access=api",
            exception
        );
}
