namespace Databricks.Jobs.Runs;

/// <summary>Which outputs of a run to read.</summary>
public sealed class RunOutputOptions
{
    /// <summary>Whether to read those of every iteration of for-each tasks as well, each after its task.</summary>
    public bool IncludeIterations { get; set; }

    /// <summary>Which tasks' outputs to read, told by what is known before they are read; null for all.</summary>
    public Func<TaskOutput, bool>? Filter { get; set; }

    /// <summary>How many outputs to ask for at the same time; 8.</summary>
    public int MaxParallel { get; set; } = 8;
}
