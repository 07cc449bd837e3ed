namespace Databricks.Jobs.Runs;

/// <summary>Which outputs of a run to get.</summary>
public sealed class RunOutputOptions
{
    /// <summary>Whether to include the outputs of all iterations of for-each tasks, after their task.</summary>
    public bool IncludeIterations { get; set; }

    /// <summary>Selects tasks, from what is known before their outputs are requested; null for all.</summary>
    public Func<TaskOutput, bool>? Filter { get; set; }

    /// <summary>The maximum number of concurrent requests. The default is 8.</summary>
    public int MaxParallel { get; set; } = 8;
}
