using System.Collections;
using System.Globalization;
using Databricks.Jobs.Models;
using Databricks.Jobs.Models.Clusters;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.Definitions;

/// <summary>One value that differs between two definitions of a job.</summary>
public sealed class JobDifference
{
    internal JobDifference(string? jobName, string path, object? left, object? right)
    {
        JobName = jobName;
        Path = path;
        Left = left;
        Right = right;
    }

    /// <summary>The name of the job; null if neither definition has a name.</summary>
    public string? JobName { get; }

    /// <summary>Where the value is, with the API's names and the keys of list items, such as
    /// <c>tasks[ingest].max_retries</c>.</summary>
    public string Path { get; }

    /// <summary>Whether the value was added, removed or changed.</summary>
    public JobDifferenceKind Kind => Left is null
        ? JobDifferenceKind.Added
        : Right is null ? JobDifferenceKind.Removed : JobDifferenceKind.Changed;

    /// <summary>The value in the first definition: a string, number, boolean, list of strings or model; null if there
    /// is none. Secrets are <c>***</c>.</summary>
    public object? Left { get; }

    /// <summary>The value in the second definition, as in <see cref="Left"/>.</summary>
    public object? Right { get; }

    /// <summary>Returns a line that is safe to show, such as <c>~ tasks[ingest].max_retries: 1 -> 3</c>.</summary>
    public override string ToString() => ScreenText.Line(Kind switch
    {
        JobDifferenceKind.Added => "+ " + Phrase.Join(": ", Path, Describe(Right)),
        JobDifferenceKind.Removed => "- " + Phrase.Join(": ", Path, Describe(Left)),
        _ => $"~ {Path}: {Describe(Left)} -> {Describe(Right)}",
    });

    /// <summary>A value in one line, truncated if it is long; null for null and for an object without values.</summary>
    internal static string? Describe(object? value) => value switch
    {
        null => null,
        "" => "''",
        string text => ModelText.OneLine(text),
        bool flag => flag ? "true" : "false",
        Library { Pypi.Package: { } package } => package,
        Library { Maven.Coordinates: { } coordinates } => coordinates,
        JobsModel model => DescribeModel(model),
        IEnumerable items => $"[{ModelText.OneLine(string.Join(", ", items.Cast<object?>()))}]",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    // The path already says what the value is.
    private static string? DescribeModel(JobsModel model)
    {
        string text = model.ToString();
        string? known = new[] { model.Shape.Name, ListIdentity.KeyOf(model) }
            .FirstOrDefault(name => text.StartsWith(name + ": ", StringComparison.Ordinal));
        return known is not null ? text.Substring(known.Length + 2) : text == model.Shape.Name ? null : text;
    }
}
