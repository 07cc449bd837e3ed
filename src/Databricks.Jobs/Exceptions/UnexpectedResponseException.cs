namespace Databricks.Jobs;

/// <summary>The response is not from the Jobs API: a login page, a redirect, or invalid or incomplete JSON.</summary>
public sealed class UnexpectedResponseException : JobsRequestException
{
    internal UnexpectedResponseException(
        string problem,
        string action,
        int statusCode,
        RequestFacts facts,
        Exception? innerException = null)
        : base(problem, action, facts, innerException) => StatusCode = statusCode;

    /// <summary>The HTTP status of the response.</summary>
    public int StatusCode { get; }
}
