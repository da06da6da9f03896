namespace Cake.Frosting;

/// <summary>The build program is set up wrongly.</summary>
public sealed class FrostingException : Exception
{
    /// <summary>Creates the failure.</summary>
    /// <param name="message">What is wrong.</param>
    public FrostingException(string message)
        : base(message) { }

    /// <summary>Creates the failure.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="innerException">What caused it.</param>
    public FrostingException(string message, Exception innerException)
        : base(message, innerException) { }
}
