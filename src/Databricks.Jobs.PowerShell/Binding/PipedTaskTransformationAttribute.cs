using System.Management.Automation;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.PowerShell.Binding;

/// <summary>Accepts only typed tasks from the pipeline. Other input, including hashtables, is left to other parameters.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PipedTaskTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        inputData.Unwrap() switch
        {
            Models.Task task => task,
            SubmitTask task => ModelInputReader.Read(typeof(Models.Task), task, nameof(Models.Task)),
            _ => new NoTask(),
        };

    // An object that PowerShell cannot convert to a task.
    private sealed class NoTask
    {
        public override string ToString() => "not a task";
    }
}
