namespace Databricks.Jobs.Http;

/// <summary>The table of failures that are retried, by kind of request.</summary>
internal static class RetryRules
{
    private static readonly RetryRule[] s_table =
    [
        // The request was not received, or the service reports that it did nothing.
        new(RequestSafety.Once, Failure: FailureKind.NotSent),
        new(RequestSafety.Once, Status: 429),
        new(RequestSafety.Once, Status: 503),
        // As a 429, but with status 400, which some operations return.
        new(RequestSafety.Once, Code: "REQUEST_LIMIT_EXCEEDED"),

        // The request may have been carried out, and its response lost.
        new(RequestSafety.Repeatable, Failure: FailureKind.Lost),
        new(RequestSafety.Repeatable, Status: 502),
        new(RequestSafety.Repeatable, Status: 504),
        new(RequestSafety.Read, Status: 500),

        // Temporary states of the service, which come with various statuses.
        new(RequestSafety.Repeatable, MessagePart: "UnknownWorkerEnvironmentException"),
        new(RequestSafety.Repeatable, MessagePart: "does not have any associated worker environments"),
        new(RequestSafety.Repeatable, MessagePart: "There is no worker environment with id"),
        new(RequestSafety.Repeatable, MessagePart: "Unknown worker environment"),
        new(RequestSafety.Repeatable, MessagePart: "ClusterNotReadyException"),
        new(RequestSafety.Repeatable, MessagePart: "Unexpected error"),
        new(RequestSafety.Repeatable, MessagePart: "Please try again later or try a faster operation."),
        new(RequestSafety.Repeatable, MessagePart: "RPC token bucket limit has been exceeded"),
        new(RequestSafety.Repeatable, MessagePart: "Timed out after "),
        new(RequestSafety.Repeatable, MessagePart: "deadline exceeded"),
        new(RequestSafety.Repeatable, MessagePart: "worker env ", MessageEnd: " not found"),
    ];

    public static bool AllowAnother(AttemptFailure failure, RequestSafety safety)
    {
        foreach (RetryRule rule in s_table)
        {
            if (safety <= rule.UpTo && rule.Matches(failure)) return true;
        }

        return false;
    }

    /// <param name="UpTo">The least safe requests that the rule applies to.</param>
    /// <param name="Status">The status that it applies to.</param>
    /// <param name="Failure">The failure without a response that it applies to.</param>
    /// <param name="Code">The error code that it applies to.</param>
    /// <param name="MessagePart">Part of the error messages that it applies to.</param>
    /// <param name="MessageEnd">Another part of them, which follows it.</param>
    private sealed record RetryRule(
        RequestSafety UpTo,
        int? Status = null,
        FailureKind? Failure = null,
        string? Code = null,
        string? MessagePart = null,
        string MessageEnd = "")
    {
        public bool Matches(AttemptFailure failure) => failure.Kind == FailureKind.Rejected
            ? Status == failure.StatusCode
                || (Code is not null && failure.ServiceMessage.StartsWith(Code + " ", StringComparison.Ordinal))
                || (MessagePart is not null && IsIn(failure.ServiceMessage, MessagePart))
            : Failure == failure.Kind;

        private bool IsIn(string message, string part) =>
            message.IndexOf(part, StringComparison.OrdinalIgnoreCase) is >= 0 and int start
            && message.IndexOf(MessageEnd, start + part.Length, StringComparison.OrdinalIgnoreCase) >= 0;
    }
}
