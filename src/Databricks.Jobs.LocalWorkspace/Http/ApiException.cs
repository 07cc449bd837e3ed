namespace Databricks.Jobs.LocalWorkspace.Http;

/// <summary>An error that the service returns.</summary>
internal sealed class ApiException(int status, string code, string message) : Exception(message)
{
    public int Status { get; } = status;

    public string Code { get; } = code;

    public static ApiException InvalidParameter(string message) => new(400, "INVALID_PARAMETER_VALUE", message);

    public static ApiException InvalidState(string message) => new(400, "INVALID_STATE", message);

    public static ApiException Malformed(string message) => new(400, "MALFORMED_REQUEST", message);

    public static ApiException NotFound(string message) => new(404, "RESOURCE_DOES_NOT_EXIST", message);

    public static ApiException Denied(string message) => new(403, "PERMISSION_DENIED", message);

    public static ApiException Conflict(string message) => new(409, "ABORTED", message);
}
