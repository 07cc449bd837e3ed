namespace Databricks.Jobs.Secrets;

/// <summary>The cause of an error in a form that may be kept and shown.</summary>
internal static class ExceptionRedactor
{
    /// <summary>The exception itself, or, if it tells a secret (as of a proxy's address), its words without it.</summary>
    public static Exception Redact(Exception exception)
    {
        bool isSafe = true;
        var messages = new List<string>();
        for (Exception? one = exception; one is not null; one = one.InnerException)
        {
            string clean = RedactMessage(one.Message);
            isSafe &= clean == one.Message;
            messages.Add(clean);
        }

        return isSafe ? exception : new IOException(string.Join(" ", messages.Distinct()));
    }

    public static string RedactMessage(string message) =>
        SecretPatterns.RedactShapes(SecretValues.Known.Redact(message));
}
