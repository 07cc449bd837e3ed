using System.Globalization;
using System.Net;
using System.Text;
using Databricks.Jobs.Authentication;
using Databricks.Jobs.Models;
using Databricks.Jobs.Tests.Servers;

namespace Databricks.Jobs.Tests.Http;

/// <summary>
/// A service that repeats the token of a request, in every part of a response and in every encoding: it is in no error,
/// no trace and no value.
/// </summary>
public sealed class EchoTests : IDisposable
{
    // Not in the form of a token, which is redacted for its form alone.
    private const string Token = "plain-looking-t0ken/+and=more~?";

    private readonly ClientFixture _fixture = new(static options =>
    {
        options.Credentials = WorkspaceCredentials.FromToken(options.Credentials!.Host.AbsoluteUri, Token);
        options.RetryTimeout = TimeSpan.Zero;
    });

    public void Dispose() => _fixture.Dispose();

    private static readonly Dictionary<string, Func<string, string>> s_encodings = new(StringComparer.Ordinal)
    {
        ["plain"] = static text => text,
        ["JSON"] = static text => Each(text, static one => $"\\u{one:x4}"),
        ["URL"] = Uri.EscapeDataString,
        ["full URL"] = static text => Each(text, static one => $"%{one:X2}"),
        ["full URL in lower case"] = static text => Each(text, static one => $"%{one:x2}"),
        ["every other character"] = static text =>
            string.Concat(text.Select(static (one, i) => i % 2 == 0 ? $"%{(int)one:x2}" : $"{one}")),
        ["HTML"] = WebUtility.HtmlEncode,
        ["full HTML"] = static text => Each(text, static one => $"&#{one};"),
        ["full HTML in hex"] = static text => Each(text, static one => $"&#x{one:x};"),
        ["Base64"] = static text => Convert.ToBase64String(Encoding.UTF8.GetBytes(text)),
        ["Base64 of a header"] = static text => Convert.ToBase64String(Encoding.UTF8.GetBytes($"Bearer {text}")),
        ["Base64 of a pair"] = static text => Convert.ToBase64String(Encoding.UTF8.GetBytes($"token:{text}.")),
        ["Base64 for URLs"] = static text =>
            Convert.ToBase64String(Encoding.UTF8.GetBytes(text)).TrimEnd('=').Replace('+', '-').Replace('/', '_'),
        ["hex"] = static text => Convert.ToHexString(Encoding.UTF8.GetBytes(text)),
        ["hex in lower case"] = static text => Convert.ToHexString(Encoding.UTF8.GetBytes(text)).ToLowerInvariant(),
    };

    private static readonly Dictionary<string, Func<string, string>> s_responses = new(StringComparer.Ordinal)
    {
        ["request ID"] = static echo => Response("400 Bad", $"x-request-id: {echo}", "{}"),
        ["request ID of a success"] = static echo => Response("200 OK", $"x-request-id: {echo}", "{}"),
        ["redirect"] = static echo => Response("302 Found", $"Location: https://x.example/{echo}/login", ""),
        ["invalid header"] = static echo => $"HTTP/1.1 200 OK\r\n{echo}\r\n\r\n{{}}",
        ["invalid status line"] = static echo => $"HTTP/{echo}\r\n\r\n",
        ["reason phrase"] = static echo => Response($"400 {echo}", "x: y", "{}"),
        ["header"] = static echo => Response("400 Bad", $"x-echo: {echo}", "{}"),
        ["content type"] = static echo => Response("400 Bad", $"Content-Type: text/x; p=\"{echo}\"", "a\0b"),
        ["name in details"] = static echo => Error($$"""{"{{echo}}":1}"""),
        ["value in details"] = static echo => Error($$"""{"a":["{{echo}}"]}"""),
        ["type of details"] = static echo => Error($$"""{"type":"{{echo}}","code":"{{echo}}"}"""),
        ["request ID in details"] = static echo =>
            Error($$"""{"@type":"type.googleapis.com/google.rpc.RequestInfo","request_id":"{{echo}}"}"""),
        ["message"] = static echo =>
            Response("400 Bad", "x: y", $$"""{"error_code":"A {{echo}}","message":"no {{echo}}"}"""),
        ["page"] = static echo => Response("400 Bad", "x: y", $"<html><pre>{echo}</pre></html>"),
        ["text"] = static echo => Response("400 Bad", "x: y", $"You sent {echo}, which is wrong"),
        ["name of an invalid value"] = static echo =>
            Response("200 OK", "x: y", $$"""{"tasks":[{"{{echo}}":{"x":[1,}]}"""),
        ["name of a value"] = static echo => Response("200 OK", "x: y", $$"""{"run_id":9,"{{echo}}":1}"""),
        ["value"] = static echo => Response("200 OK", "x: y", $$"""{"run_id":9,"run_name":"{{echo}}"}"""),
        ["nested value"] = static echo =>
            Response("200 OK", "x: y", $$$"""{"run_id":9,"new":{"a":["{{{echo}}}"],"{{{echo}}}":0}}"""),
    };

    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (string place in s_responses.Keys)
            {
                foreach (string encoding in s_encodings.Keys) cases.Add(place, encoding);
            }

            return cases;
        }
    }

    public static TheoryData<string> Encodings => [.. s_encodings.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_token_in_a_response_is_not_shown(string place, string encoding)
    {
        Respond(s_responses[place](s_encodings[encoding](Token)));
        var seen = new List<string>();

        try
        {
            Run run = await _fixture.Client.GetRunAsync(9);
            seen.Add(run.ToJson());
            seen.Add($"{run}");
        }
        catch (JobsRequestException exception)
        {
            seen.AddRange([$"{exception}", exception.Problem, exception.RecommendedAction, $"{exception.RequestId}"]);
            if (exception is JobsServiceException error)
            {
                seen.AddRange([error.ServiceMessage, $"{error.ErrorCode}"]);
                seen.AddRange(error.Details.Select(static detail => $"{detail}"));
            }
        }

        seen.AddRange(_fixture.Traces.Select(static trace => $"{trace}\n{trace.RequestId}\n{trace.Details}"));
        AssertHidden(string.Join("\n", seen));
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public async Task A_token_as_the_name_of_the_user_is_not_shown(string encoding)
    {
        Respond(Response("200 OK", "x: y", $$"""{"userName":"{{s_encodings[encoding](Token)}}"}"""));

        string? name = await _fixture.Client.GetCurrentUserNameAsync();

        AssertHidden($"{name}\n{_fixture.Traces.Single().Details}");
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public void The_search_finds_the_token(string encoding) =>
        Assert.ThrowsAny<Exception>(() => AssertHidden($"a *** {s_encodings[encoding](Token)} b"));

    [Fact]
    public async Task Settings_of_a_job_are_read_unchanged()
    {
        // Otherwise, they would be written back with *** in them.
        Respond(Response("200 OK", "x: y", $$$"""{"job_id":7,"settings":{"name":"{{{Token}}}"}}"""));

        Assert.Equal(Token, (await _fixture.Client.GetAsync(7)).Settings!.Name);
    }

    private static string Each(string text, Func<int, string> encode) =>
        string.Concat(text.Select(one => encode(one)));

    private static string Response(string status, string header, string body) => string.Create(
        CultureInfo.InvariantCulture,
        $"HTTP/1.1 {status}\r\n{header}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");

    private static string Error(string detail) =>
        Response("400 Bad", "x: y", $$"""{"error_code":"A","message":"m","details":[{{detail}}]}""");

    private static void AssertHidden(string seen)
    {
        Assert.Contains("***", seen, StringComparison.Ordinal);
        // Whatever is long enough to be of use, in the middle of the token: the edges depend on the encoding.
        string middle = Token[4..^4];
        foreach ((string name, Func<string, string> encode) in s_encodings)
        {
            string form = encode(name.StartsWith("Base64", StringComparison.Ordinal) ? Token : middle);
            if (name.StartsWith("Base64", StringComparison.Ordinal)) form = form[6..^6];
            Assert.False(seen.Contains(form, StringComparison.OrdinalIgnoreCase), $"{name}: {seen}");
        }

        string decoded = WebUtility.HtmlDecode(Uri.UnescapeDataString(seen));
        Assert.DoesNotContain(middle, decoded, StringComparison.Ordinal);
    }

    private void Respond(string response) => _fixture.Server.Then(StubResponse.Written(
        async (_, stream) => await stream.WriteAsync(Encoding.Latin1.GetBytes(response))));
}
