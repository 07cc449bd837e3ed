using System.Globalization;
using System.Text;
using Databricks.Jobs.Http;
using Databricks.Jobs.Tests.Servers;

namespace Databricks.Jobs.Faults;

/// <summary>Everything that can go wrong with a response.</summary>
internal static class FaultList
{
    private static readonly string s_half = Operations.ResponseBody[..40];
    private static readonly string s_whole = $"{Wire.Head}Content-Length: {Operations.ResponseBody.Length}\r\n\r\n";

    public static IReadOnlyList<Fault> All { get; } =
    [
        Rejection("429", 429, RequestSafety.Once, ServiceErrorKind.TooManyRequests),
        Rejection("429, seconds", 429, RequestSafety.Once, ServiceErrorKind.TooManyRequests, "7"),
        Rejection("429, date", 429, RequestSafety.Once, ServiceErrorKind.TooManyRequests, "date"),
        Rejection("429, nonsense", 429, RequestSafety.Once, ServiceErrorKind.TooManyRequests, "when it suits"),
        Rejection("429, negative infinity", 429, RequestSafety.Once, ServiceErrorKind.TooManyRequests, "-Infinity"),
        Rejection("429, no number", 429, RequestSafety.Once, ServiceErrorKind.TooManyRequests, "NaN"),
        Rejection("500", 500, RequestSafety.Read, ServiceErrorKind.Internal),
        Rejection("502", 502, RequestSafety.Repeatable, ServiceErrorKind.Unavailable),
        Rejection("503", 503, RequestSafety.Once, ServiceErrorKind.Unavailable),
        Rejection("503, seconds", 503, RequestSafety.Once, ServiceErrorKind.Unavailable, "3"),
        Rejection("504", 504, RequestSafety.Repeatable, ServiceErrorKind.Unavailable),
        Rejection("400", 400, null, ServiceErrorKind.InvalidRequest),
        new("rejected token",
            _ => StubResponse.Json("""{"error_code":403,"message":"Invalid access token."}""", 403),
            typeof(UnauthenticatedException), "Authentication failed: Invalid access token.")
        {
            Kind = ServiceErrorKind.Unauthenticated,
        },
        new("message in error", _ => StubResponse.Json("""{"error":"what the service said"}""", 400),
            typeof(InvalidRequestException), "what the service said"),
        new("token as the request ID",
            _ => StubResponse.Error(400, "A_WORD", "what the service said").With("x-request-id", ClientFixture.Token),
            typeof(InvalidRequestException), "request ID ***"),
        new("token in a redirect",
            _ => StubResponse.Text(302, "").With("Location", $"https://x.example/{ClientFixture.Token}"),
            typeof(UnexpectedResponseException), "redirect to https://x.example/***"),
        new("502, page", _ => StubResponse.Text(502, "<html><title>502 Bad Gateway</title></html>", "text/html"),
            typeof(ServiceUnavailableException), "502 Bad Gateway")
        {
            RepeatedUpTo = RequestSafety.Repeatable,
            Kind = ServiceErrorKind.Unavailable,
        },

        Lost("reset before the response", _ => StubResponse.Broken(), typeof(WorkspaceUnreachableException), "failed"),
        Lost("reset in the head", fixture => Wire.ResetAfter(fixture, "HTTP/1.1 200 OK\r\nContent-Ty", 0),
            typeof(WorkspaceUnreachableException), "failed"),
        Lost("reset in the body", fixture => Wire.ResetAfter(fixture, s_whole + s_half, 2),
            typeof(UnexpectedResponseException), "incomplete"),
        Lost("closed before the response", _ => Wire.Text(""), typeof(WorkspaceUnreachableException), "failed"),
        Lost("cut body", _ => Operations.Ok with { CutAfterBytes = 40 },
            typeof(UnexpectedResponseException), "incomplete"),
        Lost("length too long", _ => Wire.Text($"{Wire.Head}Content-Length: 4000\r\n\r\n{Operations.ResponseBody}"),
            typeof(UnexpectedResponseException), "incomplete"),
        Lost("longest length",
            _ => Wire.Text($"{Wire.Head}Content-Length: 9223372036854775807\r\n\r\n{Operations.ResponseBody}"),
            typeof(UnexpectedResponseException), "incomplete"),
        Lost("longest length without a body", _ => Wire.Text($"{Wire.Head}Content-Length: 9223372036854775807\r\n\r\n"),
            typeof(UnexpectedResponseException), "incomplete"),
        Lost("cut chunk", _ => Wire.Text($"{Wire.Head}Transfer-Encoding: chunked\r\n\r\n50\r\n{s_half}"),
            typeof(UnexpectedResponseException), "incomplete"),
        Lost("stall before the response", fixture => Wire.StallAfter(fixture, "", 0),
            typeof(WorkspaceUnreachableException), "nothing for 60 s"),
        Lost("stall in the body", fixture => Wire.StallAfter(fixture, s_whole + s_half, 2),
            typeof(WorkspaceUnreachableException), "nothing for 60 s"),
        Lost("damaged gzip", _ => Wire.Packed("gzip", new byte[40]), typeof(UnexpectedResponseException), "incomplete"),
        Lost("damaged brotli", _ => Wire.Packed("br", Encoding.ASCII.GetBytes(new string('z', 40))),
            typeof(UnexpectedResponseException), "incomplete"),

        InBody("cut body without a length", _ => Wire.Text($"{Wire.Head}\r\n{s_half}"), RequestSafety.Repeatable, ""),
        InBody("length too short", _ => Wire.Text($"{Wire.Head}Content-Length: 50\r\n\r\n{Operations.ResponseBody}"),
            RequestSafety.Repeatable, ""),
        InBody("cut gzip", _ => CutPack("gzip"), RequestSafety.Repeatable, ""),
        InBody("invalid UTF-8", _ => new StubResponse(200, [.. "{\"x\":\""u8, 0xC3, 0x28, .. "\"}"u8]), null,
            "not valid Unicode"),
        InBody("deep nesting", _ => StubResponse.Json(Nested(10_000)), null, "not valid JSON"),
        InBody("wrong type of an id",
            _ => StubResponse.Json("""{"job_id":{},"run_id":{},"repair_id":{},"jobs":[{"job_id":{}}]}"""),
            null, "expected a whole number"),
        InBody("no object", _ => StubResponse.Json("[]"), null, "expected an object"),
        InBody("plain words", _ => StubResponse.Text(200, "All systems nominal."), null, "not valid JSON"),

        Unexpected("login page",
            _ => StubResponse.Text(200, "<html><title>Login</title></html>", "text/html; charset=utf-8"),
            typeof(UnexpectedResponseException), "login page"),
        Unexpected("login page with the content type of the API",
            _ => StubResponse.Json("\n <!DOCTYPE html><html></html>"),
            typeof(UnexpectedResponseException), "login page"),
        Unexpected("login page without a content type", _ => new StubResponse(200, "<html></html>"u8.ToArray()),
            typeof(UnexpectedResponseException), "login page"),
        Unexpected("redirect", _ => StubResponse.Text(302, "").With("Location", "https://login.example.com/?secret=1"),
            typeof(UnexpectedResponseException), "https://login.example.com/"),
        Unexpected("redirect to nowhere", _ => StubResponse.Text(307, ""),
            typeof(UnexpectedResponseException), "redirect"),
        Unexpected("private link", _ => StubResponse.Text(303, "").With(
                "Location", "https://adb-1.azuredatabricks.net/login.html?error=private-link-validation-error:1"),
            typeof(PermissionDeniedException), "private connections") with { Kind = ServiceErrorKind.PermissionDenied },
    ];

    public static Fault Find(string name) => All.Single(fault => fault.Name == name);

    public static string Nested(int levels) =>
        $"{{\"x\":{new string('[', levels)}{new string(']', levels)}}}";

    private static Fault Rejection(
        string name,
        int status,
        RequestSafety? repeatedUpTo,
        ServiceErrorKind kind,
        string? retryAfter = null) =>
        new(name, fixture => Reject(fixture, status, retryAfter), kind switch
        {
            ServiceErrorKind.TooManyRequests => typeof(TooManyRequestsException),
            ServiceErrorKind.Unavailable => typeof(ServiceUnavailableException),
            ServiceErrorKind.InvalidRequest => typeof(InvalidRequestException),
            _ => typeof(JobsServiceException),
        }, "what the service said")
        {
            RepeatedUpTo = repeatedUpTo,
            Kind = kind,
        };

    private static StubResponse Reject(ClientFixture fixture, int status, string? retryAfter)
    {
        StubResponse reply = StubResponse.Error(status, "A_WORD", "what the service said");
        string? wait = retryAfter == "date"
            ? fixture.Clock.GetUtcNow().AddSeconds(12).ToString("R", CultureInfo.InvariantCulture)
            : retryAfter;
        return wait is null ? reply : reply.With("Retry-After", wait);
    }

    private static Fault Lost(string name, Func<ClientFixture, StubResponse> reply, Type error, string message) =>
        new(name, reply, error, message) { RepeatedUpTo = RequestSafety.Repeatable, LeavesDoubt = true };

    private static Fault InBody(
        string name,
        Func<ClientFixture, StubResponse> reply,
        RequestSafety? repeatedUpTo,
        string message) =>
        new(name, reply, typeof(UnexpectedResponseException), message)
        {
            RepeatedUpTo = repeatedUpTo,
            IsInBody = true,
            LeavesDoubt = true,
        };

    private static Fault Unexpected(string name, Func<ClientFixture, StubResponse> reply, Type error, string message) =>
        new(name, reply, error, message);

    private static StubResponse CutPack(string encoding)
    {
        string text = $$"""{"job_id":7,"x":"{{string.Join(' ', Enumerable.Range(0, 3000))}}"}""";
        byte[] packed = Wire.Pack(encoding, Encoding.ASCII.GetBytes(text));
        return Wire.Packed(encoding, packed[..(packed.Length / 2)]);
    }
}
