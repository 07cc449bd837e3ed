using System.Text;
using Databricks.Jobs.LocalWorkspace.Domain;
using Databricks.Jobs.LocalWorkspace.Scripting;

namespace Databricks.Jobs.LocalWorkspace.Http;

/// <summary>Takes a request from a connection to its response: reads, checks, records, injects faults, sends.</summary>
internal sealed class RequestPipeline(
    IRequestHandler handler,
    FaultRegistry faults,
    RequestLog log,
    TimeProvider time,
    CancellationToken stopping)
{
    private const int MaxRecordedBody = 64 * 1024;
    private const int MaxRecordedUserAgent = 512;

    /// <summary>Responds to one request and returns whether the connection stays open.</summary>
    public async Task<bool> RespondAsync(Connection connection)
    {
        RequestHead? head;
        try
        {
            head = await connection.Requests.ReadHeadAsync().ConfigureAwait(false);
            if (head is null) return false;
            RequestGuard.Check(head);
        }
        catch (ApiException exception)
        {
            await connection.SendAndCloseAsync(ApiResponse.Error(exception)).ConfigureAwait(false);
            return false;
        }

        (byte[] body, ApiResponse? rejection) = await ReadBodyAsync(connection, head).ConfigureAwait(false);
        RecordedRequest record = Record(head, body);
        Fault? fault = IsControl(head) ? null : faults.Take(head.Method, head.Path);
        if (fault is { Delay: { } delay, Kind: not FaultKind.SlowBody })
        {
            await time.DelayAsync(delay, stopping).ConfigureAwait(false);
        }

        if (fault?.Kind == FaultKind.Stall)
        {
            await connection.WaitForCloseAsync().ConfigureAwait(false);
            return false;
        }

        ApiResponse? response = fault?.Kind == FaultKind.Reset
            ? null
            : CreateFaultResponse(fault) ?? rejection ?? Handle(head, body);
        if (response is null || fault?.Kind == FaultKind.ResponseLost)
        {
            connection.Reset();
            return false;
        }

        record.Status = response.Status;
        if (rejection is not null && head.HasBody)
        {
            await connection.SendAndCloseAsync(response).ConfigureAwait(false);
            return false;
        }

        return await SendAsync(connection, head, response, fault).ConfigureAwait(false);
    }

    /// <summary>Reads the body of a request that is admitted; nothing of one that is rejected.</summary>
    private async Task<(byte[] Body, ApiResponse? Rejection)> ReadBodyAsync(Connection connection, RequestHead head)
    {
        try
        {
            int maxLength = handler.Admit(head);
            if (head.ExpectsContinue && !(head.ContentLength > maxLength))
            {
                await connection.ContinueAsync().ConfigureAwait(false);
            }

            return await connection.Requests.ReadBodyAsync(head, maxLength).ConfigureAwait(false) is { } body
                ? (body, null)
                : ([], ApiResponse.Error(
                    413, "MALFORMED_REQUEST", $"The request is larger than {maxLength / 1024} KB."));
        }
        catch (ApiException exception)
        {
            return ([], ApiResponse.Error(exception));
        }
    }

    private RecordedRequest Record(RequestHead head, byte[] body)
    {
        bool isShown = body.Length is > 0 and <= MaxRecordedBody
            && head.Path.StartsWith("/api/", StringComparison.Ordinal);
        string? userAgent = head.Header("User-Agent");
        var record = new RecordedRequest(head.Method, head.Path, head.Query)
        {
            Time = time.GetUtcNow(),
            UserAgent = userAgent?.Length > MaxRecordedUserAgent
                ? userAgent.Substring(0, MaxRecordedUserAgent)
                : userAgent,
            BodySize = head.ContentLength ?? body.Length,
            Body = isShown ? Encoding.UTF8.GetString(body) : null,
        };
        if (!IsControl(head)) log.Add(record);
        return record;
    }

    private ApiResponse Handle(RequestHead head, byte[] body)
    {
        try
        {
            return handler.Handle(new ApiRequest
            {
                Method = head.Method,
                Path = head.Path,
                Query = ApiRequest.ParseForm(head.Query),
                RawQuery = head.Query,
                Body = body,
                Authorization = head.Header("Authorization"),
            });
        }
        catch (ApiException exception)
        {
            return ApiResponse.Error(exception);
        }
        catch (RejectedException rejection)
        {
            return ApiResponse.Error(RejectionMapper.Map(rejection));
        }
#pragma warning disable CA1031 // As with every server, an unexpected error is a response with status 500.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return ApiResponse.Error(500, "INTERNAL_ERROR", $"The local workspace failed: {exception}");
        }
    }

    private async Task<bool> SendAsync(Connection connection, RequestHead head, ApiResponse response, Fault? fault)
    {
        if (fault?.Kind == FaultKind.SlowBody)
        {
            TimeSpan byteDelay = fault.Delay ?? TimeSpan.FromSeconds(1);
            await connection
                .SendSlowlyAsync(response, head.KeepAlive, () => time.DelayAsync(byteDelay, stopping))
                .ConfigureAwait(false);
            return head.KeepAlive;
        }

        bool truncate = fault?.Kind == FaultKind.TruncatedBody;
        bool keepAlive = head.KeepAlive && !truncate;
        await connection.SendAsync(response, keepAlive, withBody: head.Method != "HEAD", truncate)
            .ConfigureAwait(false);
        return keepAlive;
    }

    private static ApiResponse? CreateFaultResponse(Fault? fault) => fault?.Kind switch
    {
        FaultKind.Status => ApiResponse.Error(
            fault.Status ?? 500,
            fault.ErrorCode ?? ApiResponse.DefaultErrorCode(fault.Status ?? 500),
            fault.Message ?? "An injected fault.",
            fault.RetryAfter),
        FaultKind.RawBody => new ApiResponse(
            fault.Status ?? 200,
            Encoding.UTF8.GetBytes(fault.Body ?? ""),
            fault.ContentType ?? "text/html; charset=utf-8")
        {
            RetryAfter = fault.RetryAfter,
        },
        _ => null,
    };

    // A page that updates itself must not use up faults, and its key must not be in the list of requests.
    private static bool IsControl(RequestHead head) => head.Path.StartsWith("/local/", StringComparison.Ordinal)
        || PagePaths.Contain(head.Method, head.Path, head.Query);
}
