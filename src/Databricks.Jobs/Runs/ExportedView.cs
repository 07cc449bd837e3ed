using Databricks.Jobs.Models;

namespace Databricks.Jobs.Runs;

/// <summary>A notebook or dashboard of a run as an HTML page.</summary>
public sealed class ExportedView
{
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
            return SafeFileName.Of(
                string.Join("-", new[] { TaskKey ?? $"run-{RunId}", name }.Where(part => part.Length > 0)));
        }
    }

    /// <summary>Returns the task and the view.</summary>
    public override string ToString() => $"{TaskKey ?? $"run {RunId}"}: {Name}";
}
