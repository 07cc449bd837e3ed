using Databricks.Jobs.Models;

namespace Databricks.Jobs.LocalWorkspace.Domain;

/// <summary>The parameters for each kind of task, which are older than job parameters.</summary>
internal static class LegacyRunParameters
{
    /// <summary>The parameters of a request or a run-job task; null if there are none.</summary>
    public static RunParameters? Of(JobsModel source)
    {
        RunParameters parameters = ModelCloner.Clone<RunParameters>(source);
        parameters.GetAdditionalProperties().Clear();
        return parameters.Shape.Fields.Select((_, index) => parameters.GetField(index)).Any(value => value is not null)
            ? parameters
            : null;
    }
}
