namespace Databricks.Jobs.Http;

/// <summary>Makes the error of a service's refusal: its class, what was wrong, what to do.</summary>
internal static class ErrorMapper
{
    public static AttemptFailure Map(
        ApiRequest request,
        int status,
        ErrorPayload payload,
        TimeSpan? retryAfter,
        string? id)
    {
        ServiceErrorKind kind = ErrorKinds.Of(request.Path, status, payload);
        var error = new ServiceError(status, payload.Code, kind, payload.Message, payload.Details);
        return new AttemptFailure(FailureKind.Rejected, Describe(error), facts => ToException(error, facts))
        {
            StatusCode = status,
            ServiceMessage = payload.Code + " " + payload.Message,
            RetryAfter = retryAfter ?? payload.RetryDelay,
            RequestId = id ?? payload.RequestId,
        };
    }

    private static JobsServiceException ToException(ServiceError error, RequestFacts facts)
    {
        string id = facts.RequestId is null ? "" : $", request id {facts.RequestId}";
        string times = facts.Attempts > 1 ? $" at attempt {facts.Attempts}" : "";
        string code = error.ErrorCode is null ? "" : " " + error.ErrorCode;
        string problem = $"{Describe(error)} ({facts.Operation} answered {error.StatusCode}{code}{times}{id}.)";
        // Refused with one of these, it was not carried out.
        bool isUndone = error.StatusCode is > 0 and < 500 || error.Kind == ServiceErrorKind.NotImplemented;
        string action = isUndone ? Action(error) : facts.WithResumeHint(Action(error));
        return error.Kind switch
        {
            ServiceErrorKind.InvalidRequest or ServiceErrorKind.InvalidState =>
                new InvalidRequestException(error, problem, action, facts),
            ServiceErrorKind.Unauthenticated => new UnauthenticatedException(error, problem, action, facts),
            ServiceErrorKind.PermissionDenied => new PermissionDeniedException(error, problem, action, facts),
            ServiceErrorKind.NotFound => new NotFoundException(error, problem, action, facts),
            ServiceErrorKind.Conflict => new ConflictException(error, problem, action, facts),
            ServiceErrorKind.AlreadyExists => new AlreadyExistsException(error, problem, action, facts),
            ServiceErrorKind.TooManyRequests => new TooManyRequestsException(error, problem, action, facts),
            ServiceErrorKind.Unavailable => new ServiceUnavailableException(error, problem, action, facts),
            _ => new JobsServiceException(error, problem, action, facts),
        };
    }

    private static string Describe(ServiceError error)
    {
        if (error.Message.Length == 0) return $"The service answered {error.StatusCode} and said nothing more.";
        char last = error.Message[error.Message.Length - 1];
        return last is '.' or '!' or '?' ? error.Message : error.Message + ".";
    }

    private static string Action(ServiceError error) => error.Kind switch
    {
        _ when error.Message.ContainsIgnoreCase("output of runs with multiple tasks") =>
            "Ask for the outputs of the run's tasks, each by the run id of the task.",
        _ when error.StatusCode == 407 =>
            "Check the proxy settings (HTTP_PROXY, NO_PROXY), and the proxy's user and password.",
        _ when error.Message.ContainsIgnoreCase("exactly one owner") =>
            "Name one user or service principal as IS_OWNER, and no second one.",
        ServiceErrorKind.InvalidRequest => "Correct the request as the message says.",
        ServiceErrorKind.InvalidState => "Look at the state of the job or run, and repeat when it allows this.",
        ServiceErrorKind.Unauthenticated => "Connect again with a token that is valid for this workspace.",
        ServiceErrorKind.PermissionDenied =>
            "Check the id, for a deleted job or run answers so too, and ask the owner of the job for permission.",
        ServiceErrorKind.NotFound => "Check the id and the workspace; runs are kept for 60 days.",
        ServiceErrorKind.Conflict => "Another change was in the way: look at the present state, then repeat.",
        ServiceErrorKind.AlreadyExists => "Use what exists, or choose another name.",
        ServiceErrorKind.TooManyRequests => "Wait a while, and send fewer requests at a time.",
        ServiceErrorKind.Canceled => "Repeat the request.",
        ServiceErrorKind.NotImplemented => "This workspace does not offer the operation; check its API version.",
        ServiceErrorKind.Unavailable => "Repeat in a few minutes; look at the status page of the cloud if it lasts.",
        _ => "Repeat later, and give the request id to support if it lasts.",
    };
}
