using Databricks.Jobs.LocalWorkspace.Domain;

namespace Databricks.Jobs.LocalWorkspace.Http;

/// <summary>Maps what the workspace rejects to the error of the HTTP API.</summary>
internal static class RejectionMapper
{
    public static ApiException Map(RejectedException rejection) => rejection.Reason switch
    {
        RejectionReason.InvalidState => ApiException.InvalidState(rejection.Message),
        RejectionReason.NotFound => ApiException.NotFound(rejection.Message),
        RejectionReason.PermissionDenied => ApiException.Denied(rejection.Message),
        _ => ApiException.InvalidParameter(rejection.Message),
    };
}
