namespace Databricks.Jobs.Http;

/// <summary>Makes the errors of answers that are not the Jobs API's.</summary>
internal static class OddAnswers
{
    private const string PrivateLink = "/login.html?error=private-link-validation-error";

    private const string CheckHost =
        "Check the host: it must be the address of the workspace itself, and a proxy must let the API through.";

    private const string LookFirst =
        "The change was most likely made all the same: look before you send it again.";

    /// <returns>What is odd about an answer of the 200 class; null if it looks like one of the API's.</returns>
    public static AttemptFailure? Find(
        ApiRequest request,
        HttpResponseMessage response,
        AnswerBody body,
        string? requestId)
    {
        int status = (int)response.StatusCode;
        bool isPage = body.First == '<' || response.Content?.Headers.ContentType?.MediaType?.Has("html") == true;
        if (isPage)
        {
            return Odd(
                status,
                requestId,
                "The answer was a web page, most likely a login page, and not the API's.");
        }

        if (body.IsCutShort)
        {
            const int megabytes = AnswerBody.Longest / 1024 / 1024;
            return Odd(status, requestId, $"The answer was longer than {megabytes} MB, which the API's never are.");
        }

        // Without a length, the end of a connection that broke looks like the end of the answer.
        bool isCut = body.First == '{' && body.Last != '}' && request.Safety != RequestSafety.Once;
        return isCut ? Cut(status, requestId) : null;
    }

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

    /// <summary>The error of an answer of the 200 class that is no JSON of the API's.</summary>
    public static UnexpectedAnswerException Unreadable(
        Exception cause,
        RequestFacts facts,
        RequestSafety safety,
        int status)
    {
        string problem = $"The answer to {facts.Operation} is no JSON that can be read: {cause.Message}";
        return new UnexpectedAnswerException(problem, ActionAfter(safety, facts), status, facts, cause);
    }

    /// <summary>The error of an answer that does not say what was made.</summary>
    public static UnexpectedAnswerException WithoutId(RequestFacts facts, RequestSafety safety, int status)
    {
        string problem = $"The answer to {facts.Operation} has no id.";
        return new UnexpectedAnswerException(problem, ActionAfter(safety, facts), status, facts);
    }

    private static string ActionAfter(RequestSafety safety, RequestFacts facts) =>
        safety == RequestSafety.Once ? LookFirst : facts.WithWayBack(CheckHost);

    private static AttemptFailure Cut(int status, string? requestId)
    {
        const string problem = "The answer ends in the middle.";
        return new AttemptFailure(FailureKind.Lost, problem, facts =>
            new UnexpectedAnswerException(problem, facts.WithWayBack("Repeat the request."), status, facts))
        {
            RequestId = requestId,
        };
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
