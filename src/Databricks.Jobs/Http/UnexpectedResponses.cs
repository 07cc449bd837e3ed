namespace Databricks.Jobs.Http;

/// <summary>Makes the errors of answers that are not the Jobs API's.</summary>
internal static class UnexpectedResponses
{
    private const string PrivateLink = "/login.html?error=private-link-validation-error";

    private const string CheckHost =
        "Check the host: it must be the address of the workspace itself, and a proxy must let the API through.";

    private const string CheckFirst =
        "The change was most likely made all the same: look before you send it again.";

    /// <returns>What is odd about an answer of the 200 class; null if it looks like one of the API's.</returns>
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
                "The answer was a web page, most likely a login page, and not the API's.");
        }

        if (body.IsTruncated)
        {
            const int megabytes = PooledResponseBody.MaxLength / 1024 / 1024;
            return Unexpected(
                status,
                requestId,
                $"The answer was longer than {megabytes} MB, which the API's never are.");
        }

        // Without a length, the end of a connection that broke looks like the end of the answer.
        bool isTruncated = body.First == '{' && body.Last != '}' && request.Safety != RequestSafety.Once;
        return isTruncated ? Truncated(status, requestId) : null;
    }

    public static AttemptFailure Redirect(HttpResponseMessage response, string? requestId)
    {
        int status = (int)response.StatusCode;
        string target = response.Headers.Location?.OriginalString ?? "";
        if (target.ContainsIgnoreCase(PrivateLink))
        {
            var error = new ServiceError(403, "PRIVATE_LINK", ServiceErrorKind.PermissionDenied, "", []);
            const string problem = "The workspace is reached through private link, and this machine is outside of it.";
            const string action = "Run this inside the workspace's network, or ask its administrator for access.";
            return Permanent(status, requestId, problem, facts =>
                new PermissionDeniedException(error, problem, action, facts));
        }

        // Only where to: a query could carry what was meant for another.
        string place = Uri.TryCreate(target, UriKind.Absolute, out Uri? uri)
            ? Secrets.SecretPatterns.RedactShapes(uri.GetLeftPart(UriPartial.Path))
            : "another page";
        return Unexpected(status, requestId, $"The answer was a redirect to {place}, which the API never gives.");
    }

    /// <summary>The error of an answer of the 200 class that is no JSON of the API's.</summary>
    public static UnexpectedResponseException Unreadable(
        Exception cause,
        RequestFacts facts,
        RequestSafety safety,
        int status)
    {
        string problem = $"The answer to {facts.Operation} is no JSON that can be read: {cause.Message}";
        return new UnexpectedResponseException(problem, ActionAfter(safety, facts), status, facts, cause);
    }

    /// <summary>The error of an answer that does not say what was made.</summary>
    public static UnexpectedResponseException WithoutId(RequestFacts facts, RequestSafety safety, int status)
    {
        string problem = $"The answer to {facts.Operation} has no id.";
        return new UnexpectedResponseException(problem, ActionAfter(safety, facts), status, facts);
    }

    private static string ActionAfter(RequestSafety safety, RequestFacts facts) =>
        safety == RequestSafety.Once ? CheckFirst : facts.WithResumeHint(CheckHost);

    private static AttemptFailure Truncated(int status, string? requestId)
    {
        const string problem = "The answer ends in the middle.";
        return new AttemptFailure(FailureKind.Lost, problem, facts =>
            new UnexpectedResponseException(problem, facts.WithResumeHint("Repeat the request."), status, facts))
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
