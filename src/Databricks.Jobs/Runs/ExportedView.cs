using Databricks.Jobs.Models;

namespace Databricks.Jobs.Runs;

/// <summary>A notebook or dashboard of a run as an HTML page.</summary>
public sealed class ExportedView
{
    // File systems allow 255. The rest is for suffixes that distinguish equal names.
    private const int MaxBytes = 180;

    // Of all systems, because a file that is written on one can be read on another.
    private static readonly char[] s_invalidCharacters = ['<', '>', ':', '"', '/', '\\', '|', '?', '*'];

    internal ExportedView(ViewItem view, string? taskKey, long runId)
    {
        Name = view.Name ?? "";
        Type = view.Type;
        Content = view.Content ?? "";
        TaskKey = taskKey;
        RunId = runId;
    }

    /// <summary>The name of the notebook or dashboard.</summary>
    public string Name { get; }

    /// <summary>NOTEBOOK or DASHBOARD.</summary>
    public string? Type { get; }

    /// <summary>The HTML page.</summary>
    public string Content { get; }

    /// <summary>The key of the task; null if it is not known.</summary>
    public string? TaskKey { get; }

    /// <summary>The ID of the task's run.</summary>
    public long RunId { get; }

    /// <summary>
    /// A file name that is valid in all file systems: the key of the task and the name of the view, without
    /// <c>.html</c>.
    /// </summary>
    public string FileName
    {
        get
        {
            string name = Name.Trim('/').Split('/').Last();
            string whole = string.Join("-", new[] { TaskKey ?? $"run-{RunId}", name }.Where(part => part.Length > 0));
            string safe = ScreenText.ReplaceUnsafe(whole, '_');
            return string.Concat(safe.Select(letter => s_invalidCharacters.Contains(letter) ? '_' : letter))
                .TruncateUtf8(MaxBytes)
                .TrimEnd(' ', '.');
        }
    }

    /// <summary>Returns the task and the view.</summary>
    public override string ToString() => $"{TaskKey ?? $"run {RunId}"}: {Name}";
}
