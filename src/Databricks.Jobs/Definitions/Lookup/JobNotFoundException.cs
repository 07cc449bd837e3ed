namespace Databricks.Jobs.Definitions;

/// <summary>
/// No job has the name. The list of jobs that was searched succeeded, so <see cref="JobsServiceException.StatusCode"/>
/// is 200.
/// </summary>
public sealed class JobNotFoundException : NotFoundException
{
    private const int Ok = 200;

    /// <param name="wanted">What was searched for, as it follows "There is no job".</param>
    internal JobNotFoundException(string wanted)
        : base(
            new ServiceError(Ok, ErrorCode: null, ServiceErrorKind.NotFound, Message: "", Details: []),
            $"There is no job {wanted}.",
            "List the jobs to find its name, or use its ID.",
            new RequestFacts("GET /api/2.2/jobs/list", RequestId: null, IdempotencyToken: null, Attempts: 1))
    {
    }
}
