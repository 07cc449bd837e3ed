using System.Text.RegularExpressions;

namespace Databricks.Jobs.Definitions.Bundles;

/// <summary>Finds the files that an entry of <c>include</c> means. As in the Databricks CLI, <c>*</c> and <c>**</c> do
/// not match a separator.</summary>
internal static class IncludePattern
{
    private static readonly char[] s_separators = ['/', '\\'];
    private static readonly char[] s_wildcards = ['*', '?', '['];

    // Of an escaped name; a bracket without its partner is part of the name.
    private static readonly Regex s_class = new(
        @"\\\[([^\]]+)\]", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    public static bool HasWildcards(string pattern) => pattern.IndexOfAny(s_wildcards) >= 0;

    /// <summary>The full paths, in the order of their names.</summary>
    public static IEnumerable<string> Expand(string folder, string pattern)
    {
        IEnumerable<string> found = [folder];
        string[] parts = pattern.Split(s_separators, StringSplitOptions.RemoveEmptyEntries);
        for (int i = 0; i < parts.Length; i++)
        {
            string part = parts[i];
            bool isLast = i == parts.Length - 1;
            found = part == "."
                ? found
                : found.SelectMany(parent => Step(parent, part, isLast));
        }

        return found.OrderBy(static path => path, StringComparer.Ordinal);
    }

    private static IEnumerable<string> Step(string parent, string part, bool isLast)
    {
        if (!HasWildcards(part))
        {
            string path = Path.Combine(parent, part);
            return (isLast ? File.Exists(path) : Directory.Exists(path)) ? [path] : [];
        }

        Regex name = ToRegex(part);
        IEnumerable<string> entries = isLast
            ? Directory.EnumerateFiles(parent)
            : Directory.EnumerateDirectories(parent);
        return entries.Where(path => name.IsMatch(Path.GetFileName(path)));
    }

    private static Regex ToRegex(string part)
    {
        string pattern = s_class
            .Replace(Regex.Escape(part), "[$1]")
            .Replace(@"\*", ".*")
            .Replace(@"\?", ".")
            .Replace("[!", "[^");
        try
        {
            return new Regex($"^{pattern}$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        }
        catch (ArgumentException)
        {
            // A range such as [z-a] has no characters, so the text is meant.
            return new Regex($"^{Regex.Escape(part)}$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        }
    }
}
