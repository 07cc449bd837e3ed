using System.Globalization;

namespace Databricks.Jobs.Secrets;

/// <summary>The encodings of a whole secret. <see cref="EscapedSearch"/> decodes those of characters.</summary>
internal static class SecretEncodings
{
    // Shorter ones would also match unrelated text.
    private const int MinLength = 8;

    public static IEnumerable<string> Of(byte[] utf8) =>
        Encode(utf8).Distinct(StringComparer.Ordinal).Where(static form => form.Length >= MinLength);

    private static IEnumerable<string> Encode(byte[] utf8)
    {
        foreach (string base64 in Base64(utf8))
        {
            yield return base64;
            yield return base64.Replace('+', '-').Replace('/', '_');
        }

        string hex = string.Concat(utf8.Select(static one => one.ToString("X2", CultureInfo.InvariantCulture)));
        yield return hex;
        yield return hex.ToLowerInvariant();
        // The bytes as characters, each of which may be escaped.
        if (Array.Exists(utf8, static one => one > 0x7F))
            yield return new string(Array.ConvertAll(utf8, static one => (char)one));
    }

    // Within longer text, a secret starts at any of the three bytes of a group. Characters that also depend on the
    // bytes before and after it are left out.
    private static IEnumerable<string> Base64(byte[] utf8)
    {
        yield return Convert.ToBase64String(utf8);
        for (int before = 0; before < 3; before++)
        {
            string text = Convert.ToBase64String([.. new byte[before], .. utf8]);
            int start = ((8 * before) + 5) / 6;
            int end = 8 * (before + utf8.Length) / 6;
            yield return text.Substring(start, end - start);
        }
    }
}
