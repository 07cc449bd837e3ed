using Databricks.Jobs.Secrets;

namespace Databricks.Jobs;

/// <summary>
/// Values that the program must not let out, such as a password that is handed to a run as a parameter. They are sent
/// where they belong, and are <c>***</c> in every trace, in every error, and in what is read of runs. For the whole
/// process, and until it ends.
/// </summary>
public static class SecretValues
{
    private static readonly object s_lock = new();
    private static volatile SecretTexts s_texts = SecretTexts.None;

    internal static SecretTexts Texts => s_texts;

    /// <summary>
    /// Hides a value from now on. One of less than four letters is hidden where it stands alone, and not within words.
    /// </summary>
    /// <param name="value">The value; an empty one hides nothing.</param>
    public static void Hide(string value)
    {
        ArgumentChecks.NotNull(value, nameof(value));
        lock (s_lock) s_texts = s_texts.With(value);
    }
}
