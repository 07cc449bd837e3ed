namespace Databricks.Jobs.Http;

/// <summary>Makes the errors of answers that are not the Jobs API's.</summary>
internal static class OddAnswers
{
    private const string PrivateLink = "/login.html?error=private-link-validation-error";

    private const string CheckHost =
        "Check the host: it must be the address of the workspace itself, and a proxy must let the API through.";

    public static AttemptFailure Redirect(HttpResponseMessage response, string? requestId)
    {
        int status = (int)response.StatusCode;
        string target = response.Headers.Location?.OriginalString ?? "";
        if (target.Has(PrivateLink))
        {
            var error = new ServiceError(403, "PRIVATE_LINK", ServiceErrorKind.PermissionDenied, "", []);
            const string problem = "The workspace is reached through private link, and this machine is outside of it.";
            const string action = "Run this inside the workspace's network, or ask its administrator for access.";
            return Hopeless(status, requestId, problem, facts =>
                new PermissionDeniedException(error, problem, action, facts));
        }

        // Only where to: a query could carry what was meant for another.
        string place = Uri.TryCreate(target, UriKind.Absolute, out Uri? uri)
            ? Secrets.SecretPatterns.MaskShapes(uri.GetLeftPart(UriPartial.Path))
            : "another page";
        return Odd(status, requestId, $"The answer was a redirect to {place}, which the API never gives.");
    }

    public static AttemptFailure Page(int status, string? requestId) =>
        Odd(status, requestId, "The answer was a web page, most likely a login page, and not the API's.");

    public static UnexpectedAnswerException Unreadable(Exception cause, RequestFacts facts, int status)
    {
        string problem = $"The answer to {facts.Operation} is no JSON that can be read: {cause.Message}";
        return new UnexpectedAnswerException(problem, facts.WithWayBack(CheckHost), status, facts, cause);
    }

    private static AttemptFailure Odd(int status, string? requestId, string problem) =>
        Hopeless(status, requestId, problem, facts =>
            new UnexpectedAnswerException(problem, facts.WithWayBack(CheckHost), status, facts));

    private static AttemptFailure Hopeless(
        int status,
        string? requestId,
        string problem,
        Func<RequestFacts, JobsRequestException> toException) =>
        new(FailureKind.Hopeless, problem, toException) { StatusCode = status, RequestId = requestId };
}
