using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Databricks.Jobs.PowerShell.Binding;

/// <summary>Keeps the placeholders for text in YAML, which the command reads: it can have several definitions, and the
/// pipeline can contain it line by line.</summary>
internal static class YamlInput
{
    private static readonly ConditionalWeakTable<object, object> s_placeholders = new();

    // A comment, the start of a document, a list item, or a key and a colon.
    private static readonly Regex s_start = new(
        """^\s*(#|%YAML|---|- |("[^"]*"|'[^']*'|[A-Za-z_$][^\s:{}\[\]"']*)\s*:(\s|$))""",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        TimeSpan.FromSeconds(1));

    /// <summary>Whether a text starts like YAML, and not like the name of a job or a path.</summary>
    public static bool IsYaml(string text) => s_start.IsMatch(text);

    /// <summary>Marks the value that stands for the text.</summary>
    public static object Mark(object placeholder)
    {
        s_placeholders.Add(placeholder, placeholder);
        return placeholder;
    }

    /// <summary>Whether a value stands for text in YAML.</summary>
    public static bool Is(object value) => s_placeholders.TryGetValue(value, out _);
}
