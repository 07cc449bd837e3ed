namespace Databricks.Jobs.Secrets;

/// <summary>Redacts exceptions of the framework, so that they can be kept as inner exceptions.</summary>
internal static class ExceptionRedactor
{
    /// <returns>
    /// The exception itself, or, if a message contains a secret (such as the address of a proxy), another one with the
    /// redacted messages.
    /// </returns>
    public static Exception Redact(Exception exception, KnownSecrets known)
    {
        bool isSafe = true;
        var messages = new List<string>();
        for (Exception? one = exception; one is not null; one = one.InnerException)
        {
            string clean = RedactMessage(one.Message, known);
            isSafe &= clean == one.Message;
            messages.Add(clean);
        }

        return isSafe ? exception : new IOException(string.Join(" ", messages.Distinct()));
    }

    public static string RedactMessage(string message, KnownSecrets known) =>
        SecretPatterns.RedactShapes(known.Redact(message));
}
