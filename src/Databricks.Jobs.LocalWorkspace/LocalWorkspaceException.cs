namespace Databricks.Jobs.LocalWorkspace;

/// <summary>The exception that is thrown when the local workspace cannot start.</summary>
public sealed class LocalWorkspaceException : Exception
{
    /// <summary>Initializes an exception without a message.</summary>
    public LocalWorkspaceException()
    {
    }

    /// <summary>Initializes an exception with a message.</summary>
    /// <param name="message">What went wrong and what to do.</param>
    public LocalWorkspaceException(string message)
        : base(message)
    {
    }

    /// <summary>Initializes an exception with a message and its cause.</summary>
    /// <param name="message">What went wrong and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public LocalWorkspaceException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
