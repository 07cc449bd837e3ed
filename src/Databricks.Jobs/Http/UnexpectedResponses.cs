using Databricks.Jobs.Secrets;

namespace Databricks.Jobs.Http;

/// <summary>Creates the errors of responses that are not from the Jobs API.</summary>
internal static class UnexpectedResponses
{

    private const string CheckHost =
        "Check the host: it must be the address of the workspace itself. A proxy must not intercept its API.";

    private const string RetryRequest = "Retry the request.";

    private const string CheckFirst =
        "The change was most likely made anyway. Check before you send it again.";

    /// <returns>What is wrong with a successful response; null if it looks like one of the API.</returns>
    public static AttemptFailure? Find(
        ApiRequest request,
        HttpResponseMessage response,
        PooledResponseBody body,
        string? requestId)
    {
        int status = (int)response.StatusCode;
        bool isPage =
            body.First == '<' || response.Content?.Headers.ContentType?.MediaType?.ContainsIgnoreCase("html") == true;
        if (isPage)
        {
            return Unexpected(
                status,
                requestId,
                "The response is a web page, probably a login page, and not from the Jobs API.");
        }

        if (body.IsTruncated)
        {
            const int Megabytes = PooledResponseBody.MaxLength / 1024 / 1024;
            return Unexpected(
                status,
                requestId,
                $"The response is longer than {Megabytes} MB, which responses of the Jobs API never are.");
        }

        // Without a length, the end of a broken connection looks like the end of the response.
        bool isTruncated = body.First == '{' && body.Last != '}' && request.Safety != RequestSafety.Once;
        return isTruncated ? Truncated(status, requestId) : null;
    }

    public static AttemptFailure Redirect(HttpResponseMessage response, string? requestId, KnownSecrets known)
    {
        int status = (int)response.StatusCode;
        string target = response.Headers.Location?.OriginalString ?? "";
        if (target.ContainsIgnoreCase("/login.html?")
            && target.ContainsIgnoreCase("error=private-link-validation-error"))
        {
            const string Code = "PRIVATE_LINK_VALIDATION_ERROR";
            var error = new ServiceError(403, Code, ServiceErrorKind.PermissionDenied, "", []);
            const string Problem = "The workspace accepts only private connections, which this machine cannot make.";
            const string Action = "Use the network of the workspace, or ask its administrator for access.";
            return Permanent(status, requestId, Problem, facts =>
                new PermissionDeniedException(error, Problem, Action, facts));
        }

        // Without the query, which could contain secrets.
        string place = Uri.TryCreate(known.Redact(target), UriKind.Absolute, out Uri? uri)
            ? MessageRedactor.Redact(uri.GetLeftPart(UriPartial.Path), known)
            : "another page";
        return Unexpected(
            status,
            requestId,
            $"The response is a redirect to {place}, which the Jobs API never returns.");
    }

    /// <summary>The error of a successful response that is not JSON of the API.</summary>
    public static UnexpectedResponseException Unreadable(
        Exception cause,
        PooledResponseBody body,
        RequestSafety safety)
    {
        RequestFacts facts = body.Facts;
        // The path of a value in it contains names of the response.
        cause = ExceptionRedactor.Redact(cause, body.Known);
        string problem = $"The response to {facts.Operation} is not valid JSON: {cause.Message}";
        return new UnexpectedResponseException(problem, ActionAfter(safety, facts), body.StatusCode, facts, cause);
    }

    /// <summary>The error of a response that does not belong to the request, or lacks something.</summary>
    /// <param name="problem">What is wrong, such as "has no ID".</param>
    /// <param name="body">The response.</param>
    /// <param name="safety">What repeating the request could change.</param>
    public static UnexpectedResponseException Wrong(string problem, PooledResponseBody body, RequestSafety safety)
    {
        RequestFacts facts = body.Facts;
        string sentence = $"The response to {facts.Operation} {problem}.";
        return new UnexpectedResponseException(sentence, ActionAfter(safety, facts), body.StatusCode, facts);
    }

    /// <summary>The error of a list that would end although the service has more.</summary>
    public static UnexpectedResponseException WithoutPageToken(string operation) => new(
        $"The list {operation} is incomplete: the service has more items, but returned no page token for them.",
        RetryRequest,
        200,
        new RequestFacts(operation, RequestId: null, IdempotencyToken: null, Attempts: 1));

    private static string ActionAfter(RequestSafety safety, RequestFacts facts) =>
        safety == RequestSafety.Once ? CheckFirst : facts.WithResumeHint(CheckHost);

    private static AttemptFailure Truncated(int status, string? requestId)
    {
        const string Problem = "The response is incomplete.";
        return new AttemptFailure(FailureKind.Lost, Problem, facts =>
            new UnexpectedResponseException(Problem, facts.WithResumeHint(RetryRequest), status, facts))
        {
            RequestId = requestId,
        };
    }

    private static AttemptFailure Unexpected(int status, string? requestId, string problem) =>
        Permanent(status, requestId, problem, facts =>
            new UnexpectedResponseException(problem, facts.WithResumeHint(CheckHost), status, facts));

    private static AttemptFailure Permanent(
        int status,
        string? requestId,
        string problem,
        Func<RequestFacts, JobsRequestException> toException) =>
        new(FailureKind.Permanent, problem, toException) { StatusCode = status, RequestId = requestId };
}
