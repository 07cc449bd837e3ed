using System.Text;

namespace Databricks.Jobs.Secrets;

/// <summary>Decides from the name of a header, property or parameter whether its value is a secret.</summary>
internal static class SecretNames
{
    private static readonly string[] s_parts =
    [
        "token", "secret", "password", "passwd", "passphrase", "assertion", "authorization", "cookie", "credential",
        "apikey", "accesskey", "accountkey", "privatekey", "sharedkey", "connectionstring", "jwt",
    ];

    // What users need in order to continue, and what only names the kind of a token.
    private static readonly HashSet<string> s_harmless = new(StringComparer.Ordinal)
    {
        "pagetoken", "nextpagetoken", "prevpagetoken", "idempotencytoken",
        "tokentype", "subjecttokentype", "requestedtokentype", "issuedtokentype", "actortokentype",
        "clientassertiontype", "tokenendpoint", "tokenendpointauthmethodssupported", "gitcredentialid",
    };

    /// <summary>The parts as an alternation in a regular expression, also with separators within a part.</summary>
    public static string Pattern { get; } = string.Join("|", s_parts.Select(Spread)) + "|sig";

    public static bool IsSecret(string name)
    {
        string bare = Bare(name);
        return bare == "sig" || (!s_harmless.Contains(bare) && s_parts.Any(part => bare.Contains(part)));
    }

    private static string Bare(string name)
    {
        var bare = new StringBuilder(name.Length);
        foreach (char letter in name)
        {
            if (char.IsLetterOrDigit(letter)) bare.Append(char.ToLowerInvariant(letter));
        }

        return bare.ToString();
    }

    private static string Spread(string part) =>
        part.EndsWith("key", StringComparison.Ordinal) ? part.Substring(0, part.Length - 3) + "[._-]?key"
        : part == "connectionstring" ? "connection[._-]?string"
        : part;
}
