using System.Text.RegularExpressions;

namespace Databricks.Jobs.LocalWorkspace.Scripting;

/// <summary>Patterns with <c>*</c> and <c>?</c> that ignore case.</summary>
internal static class Wildcard
{
    public static bool Matches(string? pattern, string value) =>
        pattern is null or "*"
        || Regex.IsMatch(
            value,
            "^" + Regex.Escape(pattern).Replace("\\*", ".*").Replace("\\?", ".") + "$",
            RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline,
            TimeSpan.FromSeconds(1));
}
