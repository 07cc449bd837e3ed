namespace Databricks.Jobs.Secrets;

/// <summary>The cause of an error in a form that may be kept and shown.</summary>
internal static class SafeCause
{
    /// <summary>The exception itself, or, if it tells a secret (as of a proxy's address), its words without it.</summary>
    public static Exception Of(Exception exception)
    {
        bool isSafe = true;
        var words = new List<string>();
        for (Exception? one = exception; one is not null; one = one.InnerException)
        {
            string clean = Clean(one.Message);
            isSafe &= clean == one.Message;
            words.Add(clean);
        }

        return isSafe ? exception : new IOException(string.Join(" ", words.Distinct()));
    }

    public static string Clean(string message) => SecretPatterns.MaskShapes(SecretValues.Texts.Mask(message));
}
