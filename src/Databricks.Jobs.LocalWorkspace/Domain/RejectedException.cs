namespace Databricks.Jobs.LocalWorkspace.Domain;

/// <summary>Why the workspace rejects an operation.</summary>
internal enum RejectionReason
{
    /// <summary>A value of the request is missing or not valid.</summary>
    InvalidParameter,

    /// <summary>The object is not in a state that allows the operation.</summary>
    InvalidState,

    /// <summary>The object does not exist.</summary>
    NotFound,

    /// <summary>The caller does not have the permission.</summary>
    PermissionDenied,
}

/// <summary>The workspace rejects an operation. The HTTP layer maps the reason to a status and an error code.</summary>
internal sealed class RejectedException(RejectionReason reason, string message) : Exception(message)
{
    public RejectionReason Reason { get; } = reason;

    public static RejectedException InvalidParameter(string message) => new(RejectionReason.InvalidParameter, message);

    public static RejectedException InvalidState(string message) => new(RejectionReason.InvalidState, message);

    public static RejectedException NotFound(string message) => new(RejectionReason.NotFound, message);

    public static RejectedException PermissionDenied(string message) => new(RejectionReason.PermissionDenied, message);
}
