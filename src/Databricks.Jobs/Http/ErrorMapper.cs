namespace Databricks.Jobs.Http;

/// <summary>Turns an error response into an exception: its class, what was wrong, what to do.</summary>
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
            IsTokenRejected = status == 401 || kind == ServiceErrorKind.Unauthenticated,
            RetryAfter = retryAfter ?? payload.RetryDelay,
            RequestId = id ?? payload.RequestId,
        };
    }

    private static JobsServiceException ToException(ServiceError error, RequestFacts facts)
    {
        string id = facts.RequestId is null ? "" : $", request ID {facts.RequestId}";
        string times = facts.Attempts > 1 ? $" at attempt {facts.Attempts}" : "";
        // Some error codes only repeat the status.
        bool hasCode = error.ErrorCode is not null && error.ErrorCode != $"{error.StatusCode}";
        string code = hasCode ? " " + error.ErrorCode : "";
        string problem = $"{Describe(error)} ({facts.Operation} returned {error.StatusCode}{code}{times}{id}.)";
        // With one of these, the request was not carried out.
        bool isUndone = error.StatusCode is > 0 and < 500 || error.Kind == ServiceErrorKind.NotImplemented;
        string action = isUndone ? Action(error, facts) : facts.WithResumeHint(Action(error, facts));
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
        if (error.Message.Length == 0) return $"The service returned status {error.StatusCode} without a message.";
        string end = error.Message[error.Message.Length - 1] is '.' or '!' or '?' ? "" : ".";
        string start = error.Kind == ServiceErrorKind.Unauthenticated ? "Authentication failed: " : "";
        return start + error.Message + end;
    }

    private static string Action(ServiceError error, RequestFacts facts) => error.Kind switch
    {
        _ when error.Message.ContainsIgnoreCase("output of runs with multiple tasks") =>
            "Get the output of each task, by the run ID of the task.",
        _ when error.StatusCode == 407 =>
            "Check the proxy settings (HTTP_PROXY, NO_PROXY), and the user and password of the proxy.",
        _ when error.Message.ContainsIgnoreCase("exactly one owner") =>
            "Give IS_OWNER to exactly one user or service principal.",
        ServiceErrorKind.InvalidRequest => "Correct the request as described in the message.",
        ServiceErrorKind.InvalidState => "Check the state of the job or run, and retry when it allows the request.",
        ServiceErrorKind.Unauthenticated =>
            "Connect again with a valid token or other credentials for this workspace.",
        ServiceErrorKind.PermissionDenied =>
            "Check the ID (a deleted job or run returns the same error), or ask the owner of the job for permission.",
        ServiceErrorKind.NotFound when facts.Operation.Contains("/jobs/runs/") =>
            "Check the ID and the workspace. Runs are kept for 60 days.",
        ServiceErrorKind.NotFound => "Check the ID and the workspace.",
        ServiceErrorKind.Conflict => "Another change was made at the same time. Check the current state, then retry.",
        ServiceErrorKind.AlreadyExists => "Use the existing object, or choose another name.",
        ServiceErrorKind.TooManyRequests => "Wait a while, and send fewer requests at the same time.",
        ServiceErrorKind.Canceled => "Retry the request.",
        ServiceErrorKind.NotImplemented => "This workspace does not support the operation. Check its API version.",
        ServiceErrorKind.Unavailable =>
            "Retry in a few minutes. If the error persists, check the status page of the cloud.",
        _ => "Retry later. If the error persists, send the request ID to support.",
    };
}
