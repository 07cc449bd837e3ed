namespace Databricks.Jobs;

/// <summary>An answer came that is none of the Jobs API's: a login page, a redirect, no JSON, or half of it.</summary>
public sealed class UnexpectedResponseException : JobsRequestException
{
    internal UnexpectedResponseException(
        string problem,
        string action,
        int statusCode,
        RequestFacts facts,
        Exception? innerException = null)
        : base(problem, action, facts, innerException) => StatusCode = statusCode;

    /// <summary>The HTTP status of the answer.</summary>
    public int StatusCode { get; }
}
