using System.Text.RegularExpressions;
using Databricks.Jobs.Secrets;

namespace Databricks.Jobs.Runs.Failures;

/// <summary>Finds the line of an error that says what went wrong: in tracebacks of Python and IPython, in stack traces
/// of Java and Spark, in messages of SQL, and in the log of dbt.</summary>
internal static class CauseLine
{
    private const int MaxLength = 500;
    private const string TracebackHeader = "Traceback (most recent call last):";
    private const string CausedBy = "Caused by: ";
    private const string DirectCause = "The above exception was the direct cause of the following exception:";
    private const string Handling = "During handling of the above exception, another exception occurred:";

    // "Lost task 0.3 in stage 1.0 (TID 7) (10.0.0.1 executor 0): " comes before the error of the executor.
    private static readonly Regex s_lostTask = new(
        @"most recent failure: Lost task [^:]{0,500}\((?:[^()]{0,200} )?executor [^():]{1,100}\): (?<error>.+)$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);

    private static readonly Regex s_dbtError = new(
        @"^(?<time>[0-9:.]{8,15})?\s*(?<error>[A-Z][a-z]+ Error( in .+)?)$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);

    private static readonly Regex s_dbtTime = new(@"^[0-9:.]{8,15}\s+", RegexOptions.CultureInvariant);

    /// <summary>Finds the cause in what the service returned of a failed task.</summary>
    /// <param name="error">The error; null if there is none.</param>
    /// <param name="trace">The stack trace; null if there is none.</param>
    /// <returns>The cause in one line without escape sequences; empty if there is none.</returns>
    public static string Find(string? error, string? trace)
    {
        string[] lines = Split(error);
        return InStackTrace(Split(trace)) ?? InStackTrace(lines) ?? OneLine(First(lines, 0));
    }

    /// <summary>Finds the cause in the log of a task whose error does not tell it.</summary>
    /// <param name="log">The log; null if there is none.</param>
    /// <returns>The cause in one line without escape sequences; null if it was not found.</returns>
    public static string? FindInLog(string? log)
    {
        string[] lines = Split(log);
        return InDbtLog(lines) ?? InStackTrace(lines);
    }

    /// <summary>One line without escape sequences and secrets; a long one is truncated.</summary>
    private static string OneLine(string line)
    {
        // What is far behind is not worth the search for secrets.
        string start = line.Truncate(4 * MaxLength);
        string plain = string.Join(" ", start.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries));
        return SecretPatterns.Redact(plain).Truncate(MaxLength, "...");
    }

    private static string[] Split(string? text) =>
        string.IsNullOrWhiteSpace(text) ? [] : TerminalCodes.Remove(text!).Split(["\r\n", "\n", "\r"], default);

    /// <summary>The first line that is not blank, with the next one if it ends in a colon.</summary>
    private static string First(string[] lines, int start)
    {
        int index = NextLine(lines, start);
        if (index < 0)
        {
            return "";
        }

        string line = lines[index].Trim();
        return line.EndsWith(":", StringComparison.Ordinal) && NextLine(lines, index + 1) is >= 0 and int next
            ? $"{line} {lines[next].Trim()}"
            : line;
    }

    private static int NextLine(string[] lines, int start) =>
        Array.FindIndex(lines, start, static line => !string.IsNullOrWhiteSpace(line));

    private static string? InStackTrace(string[] lines)
    {
        if (lines.Length == 0)
        {
            return null;
        }

        string[] root = RootException(lines);
        int cause = Array.FindLastIndex(root, static line => line.StartsWith(CausedBy, StringComparison.Ordinal));
        string? found = cause >= 0
            ? OfMessage(root, cause, root[cause].Substring(CausedBy.Length))
            : InTraceback(root) ?? BeforeJavaFrames(root);
        return found is null ? null : OneLine(found);
    }

    /// <summary>Of a chain of tracebacks, the one that the last one was raised from.</summary>
    private static string[] RootException(string[] lines)
    {
        int end = lines.Length;
        bool isRaisedFrom = true;
        while (isRaisedFrom)
        {
            int mark = Array.FindLastIndex(lines, Math.Max(0, end - 1), end, static line =>
                line.Trim() is DirectCause or Handling);
            if (mark < 0)
            {
                return lines.Take(end).ToArray();
            }

            isRaisedFrom = lines[mark].Trim() == DirectCause;
            if (!isRaisedFrom)
            {
                return lines.Skip(mark + 1).Take(end - mark - 1).ToArray();
            }

            end = mark;
        }

        return lines;
    }

    /// <summary>The message of a Java exception, or the traceback that it contains.</summary>
    private static string? OfMessage(string[] lines, int index, string message)
    {
        Match lost = s_lostTask.Match(message);
        string error = lost.Success ? lost.Groups["error"].Value : message;
        return error.EndsWith(TracebackHeader, StringComparison.Ordinal) ? OfPython(lines, index, indent: 0) : error;
    }

    private static string? InTraceback(string[] lines)
    {
        int header = Array.FindLastIndex(lines, static line =>
            line.TrimEnd().EndsWith(TracebackHeader, StringComparison.Ordinal));
        if (header < 0)
        {
            return null;
        }

        string line = lines[header].TrimEnd();
        string before = line.Substring(0, line.Length - TracebackHeader.Length);
        string name = before.Trim();
        if (name.Length == 0 || name.EndsWith(":", StringComparison.Ordinal))
        {
            return OfPython(lines, header, name.Length == 0 ? before.Length : 0);
        }

        // IPython shows the name of the exception at the start, and the name and the message at the end.
        int end = Array.FindLastIndex(lines, one =>
            one == name || one.StartsWith(name + ":", StringComparison.Ordinal));
        return end > header ? Message(lines, end) : null;
    }

    /// <summary>The first line after the frames, which are indented.</summary>
    private static string? OfPython(string[] lines, int header, int indent)
    {
        int end = Array.FindIndex(lines, header + 1, line =>
            !string.IsNullOrWhiteSpace(line) && line.Length - line.TrimStart().Length <= indent);
        return end < 0 ? null : Message(lines, end);
    }

    private static string? Message(string[] lines, int index) => InPy4J(lines, index) ?? First(lines, index);

    // Py4J shows the Java exception in a line of its own, after a colon.
    private static string? InPy4J(string[] lines, int index) =>
        index + 1 < lines.Length && lines[index + 1].StartsWith(": ", StringComparison.Ordinal)
            ? OfMessage(lines, index + 1, lines[index + 1].Substring(2))
            : null;

    private static string? BeforeJavaFrames(string[] lines)
    {
        int frame = Array.FindIndex(lines, static line =>
            line.Length > 0 && char.IsWhiteSpace(line[0])
            && line.TrimStart().StartsWith("at ", StringComparison.Ordinal));
        if (frame <= 0)
        {
            return null;
        }

        int index = NextLine(lines, 0);
        return index >= frame
            ? null
            : InPy4J(lines, index) ?? OfMessage(lines, index, WithoutThread(lines[index].Trim()));
    }

    private static string WithoutThread(string line) =>
        line.StartsWith("Exception in thread \"", StringComparison.Ordinal)
            && line.IndexOf("\" ", 21, StringComparison.Ordinal) is > 0 and int end ? line.Substring(end + 2) : line;

    /// <summary>The first error of dbt, with the line after it, which has the message.</summary>
    private static string? InDbtLog(string[] lines)
    {
        int index = Array.FindIndex(lines, static line =>
            line.Length < MaxLength && line.Contains(" Error") && s_dbtError.IsMatch(line));
        if (index < 0)
        {
            return null;
        }

        string message = s_dbtTime.Replace(First(lines, index + 1), "");
        string error = s_dbtError.Match(lines[index]).Groups["error"].Value;
        return OneLine(message.Length == 0 ? error : $"{error}: {message}");
    }
}
