using System.Text;
using System.Text.Encodings.Web;

namespace Databricks.Jobs.Secrets;

/// <summary>
/// Values that must never be shown, such as a password that is a parameter of a run. They are sent to the service, and
/// are <c>***</c> in every trace and error, and in what is read about runs: for the whole process, until it ends.
/// </summary>
public static class SecretValues
{
    private static readonly object s_lock = new();
    private static readonly Dictionary<string, string> s_standIns = new(StringComparer.Ordinal);
    private static volatile KnownSecrets s_known = KnownSecrets.None;

    internal static KnownSecrets Known => s_known;

    /// <summary>
    /// Redacts a value from now on. A value of fewer than four characters is redacted only if it is the whole text.
    /// </summary>
    /// <param name="value">The value; an empty one has no effect.</param>
    /// <returns>
    /// A placeholder to use in requests instead of the value: the service receives the value, and the objects of the
    /// program never contain it.
    /// </returns>
    public static string Hide(string value)
    {
        ArgumentChecks.NotNull(value, nameof(value));
        if (value.Length == 0) return "";
        lock (s_lock)
        {
            if (s_standIns.TryGetValue(value, out string? known)) return known;
            string standIn = $"{KnownSecrets.Placeholder}{Guid.NewGuid():N}";
            s_standIns.Add(value, standIn);
            s_known = s_known.With(value, standIn);
            return standIn;
        }
    }

    /// <summary>The JSON of a request with the values instead of their placeholders.</summary>
    internal static byte[] Reveal(byte[] json)
    {
        if (s_known.IsEmpty) return json;
        string text = Encoding.UTF8.GetString(json);
        if (text.IndexOf(KnownSecrets.Placeholder, StringComparison.Ordinal) < 0) return json;
        lock (s_lock)
        {
            foreach (KeyValuePair<string, string> one in s_standIns)
                text = text.Replace(one.Value, JavaScriptEncoder.Default.Encode(one.Key));
        }

        return Encoding.UTF8.GetBytes(text);
    }
}
