using System.Management.Automation;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.PowerShell.Binding;

/// <summary>Lets a parameter take typed tasks from the pipeline and leave everything else to the other parameters,
/// hashtables too: they are settings.</summary>
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

    // Something that PowerShell cannot make a task of.
    private sealed class NoTask
    {
        public override string ToString() => "no task";
    }
}
