namespace Databricks.Jobs.Http;

/// <summary>
/// Classifies an error response: by the exceptions to the rule, then by error code, then by status.
/// </summary>
internal static class ErrorKinds
{
    private static readonly string[][] s_noSuchJob = [["Job ", " does not exist"]];

    private static readonly string[][] s_noSuchRun =
        [["Run ", " does not exist"], ["Run: ", " in job: ", " doesn't exist"]];

    // Only where the ID is that of the request: the settings of a job refer to other jobs too.
    private static readonly (string Path, string[][] Sentences)[] s_reallyNotFound =
    [
        ("/jobs/get", s_noSuchJob),
        ("/jobs/run-now", s_noSuchJob),
        ("/jobs/runs/get", s_noSuchRun),
        ("/jobs/runs/get-output", s_noSuchRun),
        ("/jobs/runs/export", s_noSuchRun),
        ("/jobs/runs/cancel", s_noSuchRun),
        ("/jobs/runs/delete", s_noSuchRun),
        ("/jobs/runs/repair", s_noSuchRun),
    ];

    private static readonly Dictionary<string, ServiceErrorKind> s_byCode = new(StringComparer.Ordinal)
    {
        ["INVALID_PARAMETER_VALUE"] = ServiceErrorKind.InvalidRequest,
        ["MALFORMED_REQUEST"] = ServiceErrorKind.InvalidRequest,
        ["BAD_REQUEST"] = ServiceErrorKind.InvalidRequest,
        ["INVALID_STATE"] = ServiceErrorKind.InvalidState,
        ["UNAUTHENTICATED"] = ServiceErrorKind.Unauthenticated,
        ["PERMISSION_DENIED"] = ServiceErrorKind.PermissionDenied,
        ["RESOURCE_DOES_NOT_EXIST"] = ServiceErrorKind.NotFound,
        ["ENDPOINT_NOT_FOUND"] = ServiceErrorKind.NotFound,
        ["NOT_FOUND"] = ServiceErrorKind.NotFound,
        ["ABORTED"] = ServiceErrorKind.Conflict,
        ["RESOURCE_CONFLICT"] = ServiceErrorKind.Conflict,
        ["ALREADY_EXISTS"] = ServiceErrorKind.AlreadyExists,
        ["RESOURCE_ALREADY_EXISTS"] = ServiceErrorKind.AlreadyExists,
        ["RESOURCE_EXHAUSTED"] = ServiceErrorKind.TooManyRequests,
        ["REQUEST_LIMIT_EXCEEDED"] = ServiceErrorKind.TooManyRequests,
        ["QUOTA_EXCEEDED"] = ServiceErrorKind.TooManyRequests,
        ["CANCELLED"] = ServiceErrorKind.Canceled,
        ["UNKNOWN"] = ServiceErrorKind.Unknown,
        ["INTERNAL_ERROR"] = ServiceErrorKind.Internal,
        ["NOT_IMPLEMENTED"] = ServiceErrorKind.NotImplemented,
        ["TEMPORARILY_UNAVAILABLE"] = ServiceErrorKind.Unavailable,
        ["DEADLINE_EXCEEDED"] = ServiceErrorKind.Unavailable,
        ["DATA_LOSS"] = ServiceErrorKind.DataLoss,
    };

    // The service rejects tokens with the status of a missing permission.
    private static readonly string[] s_rejectedToken = ["Invalid access token", "Token is expiring"];

    public static ServiceErrorKind Of(string path, int status, ErrorPayload payload)
    {
        if (status == 403 && Array.Exists(s_rejectedToken, payload.Message.ContainsIgnoreCase))
            return ServiceErrorKind.Unauthenticated;
        if (IsReallyNotFound(path, status, payload)) return ServiceErrorKind.NotFound;
        return payload.Code is { } code && s_byCode.TryGetValue(code, out ServiceErrorKind kind)
            ? kind
            : OfStatus(status);
    }

    private static ServiceErrorKind OfStatus(int status) => status switch
    {
        401 => ServiceErrorKind.Unauthenticated,
        403 => ServiceErrorKind.PermissionDenied,
        404 => ServiceErrorKind.NotFound,
        409 => ServiceErrorKind.Conflict,
        429 => ServiceErrorKind.TooManyRequests,
        499 => ServiceErrorKind.Canceled,
        501 => ServiceErrorKind.NotImplemented,
        502 or 503 or 504 => ServiceErrorKind.Unavailable,
        >= 500 => ServiceErrorKind.Internal,
        >= 400 => ServiceErrorKind.InvalidRequest,
        _ => ServiceErrorKind.Unknown,
    };

    private static bool IsReallyNotFound(string path, int status, ErrorPayload payload)
    {
        if (status != 400 || payload.Code != "INVALID_PARAMETER_VALUE") return false;
        int query = path.IndexOf('?');
        string bare = query < 0 ? path : path.Substring(0, query);
        foreach ((string end, string[][] sentences) in s_reallyNotFound)
        {
            if (bare.EndsWith(end, StringComparison.Ordinal))
                return Array.Exists(sentences, payload.Message.ContainsInOrder);
        }

        return false;
    }
}
