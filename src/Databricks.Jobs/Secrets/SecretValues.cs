using System.Text;
using System.Text.Encodings.Web;

namespace Databricks.Jobs.Secrets;

/// <summary>
/// Values that the program must not let out, such as a password that is handed to a run as a parameter. They are sent
/// where they belong, and are <c>***</c> in every trace, in every error, and in what is read of runs. For the whole
/// process, and until it ends.
/// </summary>
public static class SecretValues
{
    private static readonly object s_lock = new();
    private static readonly Dictionary<string, string> s_standIns = new(StringComparer.Ordinal);
    private static volatile KnownSecrets s_known = KnownSecrets.None;

    internal static KnownSecrets Known => s_known;

    /// <summary>
    /// Hides a value from now on. One of less than four letters is hidden where it stands alone, and not within words.
    /// </summary>
    /// <param name="value">The value; an empty one hides nothing.</param>
    /// <returns>
    /// A stand-in, which can be put into a request in the value's place: the service gets the value, and the objects of
    /// the program never hold it.
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

    /// <summary>The JSON of a request with the values in the place of their stand-ins.</summary>
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
