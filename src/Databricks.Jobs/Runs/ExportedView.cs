using System.Text;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.Runs;

/// <summary>A notebook or dashboard of a run as an HTML page.</summary>
public sealed class ExportedView
{
    // File systems take 255; the rest is for what tells equal names apart.
    private const int MaxBytes = 180;

    // Those of all systems: a file that is written here may be read elsewhere.
    private static readonly char[] NotInNames = ['<', '>', ':', '"', '/', '\\', '|', '?', '*'];

    internal ExportedView(ViewItem view, string? taskKey, long runId)
    {
        Name = view.Name ?? "";
        Type = view.Type;
        Content = view.Content ?? "";
        TaskKey = taskKey;
        RunId = runId;
    }

    /// <summary>The notebook's or dashboard's name.</summary>
    public string Name { get; }

    /// <summary>NOTEBOOK or DASHBOARD.</summary>
    public string? Type { get; }

    /// <summary>The page.</summary>
    public string Content { get; }

    /// <summary>The task; null where it is not known.</summary>
    public string? TaskKey { get; }

    /// <summary>The id of the task's run.</summary>
    public long RunId { get; }

    /// <summary>A name for a file that every file system takes: the task's key and the view's name, without the
    /// <c>.html</c>.</summary>
    public string FileName
    {
        get
        {
            string name = Name.Trim('/').Split('/').Last();
            string whole = string.Join("-", new[] { TaskKey ?? $"run-{RunId}", name }.Where(part => part.Length > 0));
            string safe = string.Concat(whole.Select(letter =>
                char.IsControl(letter) || NotInNames.Contains(letter) ? '_' : letter));
            int length = safe.Length;
            while (Encoding.UTF8.GetByteCount(safe.ToCharArray(), 0, length) > MaxBytes || IsWithinLetter(safe, length))
            {
                length--;
            }

            return safe.Substring(0, length).TrimEnd(' ', '.');
        }
    }

    /// <summary>The task and the view.</summary>
    public override string ToString() => $"{TaskKey ?? $"run {RunId}"}: {Name}";

    private static bool IsWithinLetter(string text, int length) =>
        length < text.Length && char.IsLowSurrogate(text[length]);
}
