namespace Cake.Frosting;

/// <summary>The build program is set up wrongly, for example with a dependency that is no task.</summary>
public sealed class FrostingException : Exception
{
    /// <summary>Describes the mistake.</summary>
    /// <param name="message">What is wrong.</param>
    public FrostingException(string message)
        : base(message) { }

    /// <summary>Describes the mistake.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="innerException">What caused it.</param>
    public FrostingException(string message, Exception innerException)
        : base(message, innerException) { }
}
