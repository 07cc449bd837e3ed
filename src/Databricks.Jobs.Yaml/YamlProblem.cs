using Databricks.Jobs.Definitions;
using YamlDotNet.Core;

namespace Databricks.Jobs.Yaml;

/// <summary>Describes the errors of YamlDotNet for people who write YAML.</summary>
internal static class YamlProblem
{
    public static JobDefinitionException Describe(YamlException exception, string text, string? file)
    {
        string[] lines = text.Split('\n');
        int first = Math.Min((int)exception.Start.Line, lines.Length);
        int last = Math.Min((int)exception.End.Line + 1, lines.Length);
        // The parser reports a tab as the end of what precedes it, or the start of the object that it is in.
        last = exception.Message.IndexOf(" tab ", StringComparison.Ordinal) < 0 ? last : lines.Length;
        for (int line = first; line <= last; line++)
        {
            if (TabOf(lines[line - 1]) is >= 0 and int tab)
            {
                return new JobDefinitionException(
                    new SourceLocation(file, line, tab + 1),
                    "the line is indented with a tab; YAML allows only spaces there.",
                    innerException: exception);
            }
        }

        // The end of the text is in the last line that it has.
        bool isAtEnd = exception.Start.Line > lines.Length || (first == lines.Length && lines[first - 1].Length == 0);
        return new JobDefinitionException(
            isAtEnd ? End(lines, file) : new SourceLocation(file, first, (int)exception.Start.Column),
            $"not valid YAML: {Plain(exception)}",
            innerException: exception);
    }

    private static int TabOf(string line) =>
        line.Substring(0, line.Length - line.TrimStart().Length).TrimEnd('\r').IndexOf('\t');

    private static SourceLocation End(string[] lines, string? file)
    {
        int last = lines.Length;
        while (last > 1 && lines[last - 1].Trim().Length == 0)
        {
            last--;
        }

        return new SourceLocation(file, last, lines[last - 1].TrimEnd().Length + 1);
    }

    private static string Plain(YamlException exception)
    {
        string message = exception.Message.TrimEnd('.');
        return (message.Length == 0 ? "the text cannot be parsed" : message) + ".";
    }
}
