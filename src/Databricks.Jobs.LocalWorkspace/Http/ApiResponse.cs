using System.Globalization;
using System.Text;
using System.Text.Json;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.LocalWorkspace.Http;

/// <summary>A complete response.</summary>
internal sealed class ApiResponse(int status, byte[] body, string contentType = "application/json")
{
    public static readonly ApiResponse Empty = new(200, "{}"u8.ToArray());

    public int Status { get; } = status;

    public byte[] Body { get; } = body;

    public string ContentType { get; } = contentType;

    public string? RetryAfter { get; init; }

    /// <summary>Further headers, each a line.</summary>
    public IReadOnlyList<string> Headers { get; init; } = [];

    public static ApiResponse Of(JobsModel model) => new(200, model.ToUtf8Json());

    public static ApiResponse Text(int status, string text, string contentType = "text/plain; charset=utf-8") =>
        new(status, Encoding.UTF8.GetBytes(text), contentType);

    /// <summary>A page for a browser.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="html">The page.</param>
    /// <param name="policy">What the page can load and run.</param>
    public static ApiResponse Page(int status, string html, string policy) =>
        new(status, Encoding.UTF8.GetBytes(html), "text/html; charset=utf-8")
        {
            Headers =
            [
                $"Content-Security-Policy: {policy}; frame-ancestors 'none'",
                "X-Frame-Options: DENY",
                "X-Content-Type-Options: nosniff",
                "Referrer-Policy: no-referrer",
                "Cross-Origin-Opener-Policy: same-origin",
                "Cross-Origin-Resource-Policy: same-origin",
                "Cache-Control: no-store",
            ],
        };

    /// <summary>Another page of this server.</summary>
    public static ApiResponse Redirect(string target) => new(302, [], "text/html; charset=utf-8")
    {
        Headers = [$"Location: {target}", "Referrer-Policy: no-referrer", "Cache-Control: no-store"],
    };

    public static ApiResponse Json(Action<Utf8JsonWriter> members, int status = 200)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            members(writer);
            writer.WriteEndObject();
        }

        return new ApiResponse(status, buffer.ToArray());
    }

    public static ApiResponse Error(ApiException exception) =>
        Error(exception.Status, exception.Code, exception.Message);

    public static ApiResponse Error(int status, string code, string message, string? retryAfter = null)
    {
        ApiResponse response = Json(
            writer =>
            {
                // The service's gateway uses the status as a number where the API uses a code, and has no details.
                if (int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out int number))
                {
                    writer.WriteNumber("error_code", number);
                    writer.WriteString("message", message);
                    return;
                }

                writer.WriteString("error_code", code);
                writer.WriteString("message", message);
                writer.WriteStartArray("details");
                writer.WriteStartObject();
                writer.WriteString("@type", "type.googleapis.com/google.rpc.RequestInfo");
                writer.WriteString("request_id", Guid.NewGuid().ToString());
                writer.WriteEndObject();
                writer.WriteEndArray();
            },
            status);
        return new ApiResponse(response.Status, response.Body) { RetryAfter = retryAfter };
    }

    public static string DefaultErrorCode(int status) => status switch
    {
        400 => "INVALID_PARAMETER_VALUE",
        401 => "UNAUTHENTICATED",
        403 => "PERMISSION_DENIED",
        404 => "RESOURCE_DOES_NOT_EXIST",
        409 => "RESOURCE_CONFLICT",
        429 => "REQUEST_LIMIT_EXCEEDED",
        501 => "NOT_IMPLEMENTED",
        503 => "TEMPORARILY_UNAVAILABLE",
        504 => "DEADLINE_EXCEEDED",
        _ => "INTERNAL_ERROR",
    };
}
