namespace Databricks.Jobs.LocalWorkspace;

/// <summary>The local workspace cannot start; the message says why in a plain sentence.</summary>
public sealed class LocalWorkspaceException : Exception
{
    /// <summary>An exception without a reason.</summary>
    public LocalWorkspaceException()
    {
    }

    /// <summary>An exception with its reason.</summary>
    /// <param name="message">What went wrong and what to do.</param>
    public LocalWorkspaceException(string message)
        : base(message)
    {
    }

    /// <summary>An exception with its reason and its cause.</summary>
    /// <param name="message">What went wrong and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public LocalWorkspaceException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
