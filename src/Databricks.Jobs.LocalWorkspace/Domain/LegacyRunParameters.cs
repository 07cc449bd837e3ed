using Databricks.Jobs.Models;

namespace Databricks.Jobs.LocalWorkspace.Domain;

/// <summary>The parameters by task kind, from before there were job parameters.</summary>
internal static class LegacyRunParameters
{
    /// <summary>Those of a request or a run-job task; null when there are none.</summary>
    public static RunParameters? Of(JobsModel source)
    {
        var parameters = ModelCloner.Clone<RunParameters>(source);
        parameters.GetAdditionalProperties().Clear();
        return parameters.Shape.Fields.Select((_, index) => parameters.GetField(index)).Any(value => value is not null)
            ? parameters
            : null;
    }
}
