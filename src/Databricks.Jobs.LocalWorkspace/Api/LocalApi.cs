using System.Text.Json;
using Databricks.Jobs.LocalWorkspace.Http;

namespace Databricks.Jobs.LocalWorkspace.Api;

/// <summary>
/// The endpoints with which another process controls the workspace, with the same token as for the API:
/// <c>POST|DELETE /local/scripts</c>, <c>GET|POST|DELETE /local/faults</c>, <c>POST|DELETE /local/violations</c>,
/// <c>GET|DELETE /local/requests</c>, <c>GET|POST /local/clock</c>.
/// </summary>
internal static class LocalApi
{
    public static void AddTo(Router<LocalWorkspaceServer> router)
    {
        router.Add("POST", "/local/scripts", AddScript);
        router.Add("DELETE", "/local/scripts", (server, _) => Done(server.ClearScripts));
        router.Add("GET", "/local/faults", ShowFaults);
        router.Add("POST", "/local/faults", AddFault);
        router.Add("DELETE", "/local/faults", (server, _) => Done(server.ClearFaults));
        router.Add("POST", "/local/violations", AddViolation);
        router.Add("DELETE", "/local/violations", (server, _) => Done(server.ClearViolations));
        router.Add("GET", "/local/requests", ShowRequests);
        router.Add("DELETE", "/local/requests", (server, _) => Done(server.ClearRequests));
        router.Add("GET", "/local/clock", (server, _) => ShowClock(server));
        router.Add("POST", "/local/clock", SetClock);
    }

    private static ApiResponse AddScript(LocalWorkspaceServer server, ApiRequest request)
    {
        var fields = new ControlFields(request.ReadObject());
        var script = new TaskScript
        {
            Result = fields.GetText("result"),
            Duration = fields.GetSeconds("duration_seconds"),
            Setup = fields.GetSeconds("setup_seconds"),
            Cleanup = fields.GetSeconds("cleanup_seconds"),
            Output = fields.GetText("output"),
            Logs = fields.GetText("logs"),
            Error = fields.GetText("error"),
            ErrorTrace = fields.GetText("error_trace"),
            TerminationCode = fields.GetText("termination_code"),
            FailTimes = fields.GetNumber("fail_times") ?? 0,
            Values = fields.GetMap("values"),
        };
        string taskKey = fields.GetText("task_key") ?? "*";
        string? jobName = fields.GetText("job_name");
        fields.RejectUnknown();
        return Done(() => server.Script(taskKey, script, jobName));
    }

    private static ApiResponse AddFault(LocalWorkspaceServer server, ApiRequest request)
    {
        var fields = new ControlFields(request.ReadObject());
        var fault = new Fault
        {
            Kind = fields.GetEnum<FaultKind>("kind") ?? FaultKind.Status,
            Method = fields.GetText("method"),
            PathPattern = fields.GetText("path"),
            Skip = fields.GetNumber("skip") ?? 0,
            Times = fields.GetNumber("times") ?? 1,
            Chance = fields.GetDouble("chance"),
            Seed = fields.GetNumber("seed") ?? 0,
            Status = fields.GetNumber("status"),
            ErrorCode = fields.GetText("error_code"),
            Message = fields.GetText("message"),
            RetryAfter = fields.GetText("retry_after"),
            Delay = fields.GetSeconds("delay_seconds"),
            Body = fields.GetText("body"),
            ContentType = fields.GetText("content_type"),
        };
        fields.RejectUnknown();
        return Done(() => server.AddFault(fault));
    }

    private static ApiResponse AddViolation(LocalWorkspaceServer server, ApiRequest request)
    {
        var fields = new ControlFields(request.ReadObject());
        var violation = new PolicyViolation
        {
            PolicyId = fields.GetText("policy_id") ?? "",
            JobName = fields.GetText("job_name"),
            Field = fields.GetText("field") ?? "",
            Message = fields.GetText("message") ?? "",
            RequiredValue = fields.GetText("required_value"),
        };
        fields.RejectUnknown();
        try
        {
            return Done(() => server.AddViolation(violation));
        }
        catch (ArgumentException problem)
        {
            throw ApiException.InvalidParameter(problem.Message);
        }
    }

    private static ApiResponse SetClock(LocalWorkspaceServer server, ApiRequest request)
    {
        var fields = new ControlFields(request.ReadObject());
        double? speed = fields.GetDouble("speed");
        TimeSpan? advance = fields.GetSeconds("advance_seconds");
        fields.RejectUnknown();
        try
        {
            if (speed is { } factor) server.Speed = factor;
            if (advance is { } span) server.AdvanceTime(span);
        }
        catch (ArgumentOutOfRangeException exception)
        {
            throw ApiException.InvalidParameter(exception.Message);
        }

        return ShowClock(server);
    }

    private static ApiResponse ShowClock(LocalWorkspaceServer server) => ApiResponse.Json(writer =>
    {
        writer.WriteNumber("now", server.Now.ToUnixTimeMilliseconds());
        writer.WriteNumber("speed", server.Speed);
    });

    private static ApiResponse ShowFaults(LocalWorkspaceServer server, ApiRequest request) => ApiResponse.Json(writer =>
    {
        writer.WriteStartArray("faults");
        foreach (Fault fault in server.Faults)
        {
            writer.WriteStartObject();
            writer.WriteString("kind", fault.Kind.ToString());
            writer.WriteString("method", fault.Method);
            writer.WriteString("path", fault.PathPattern);
            writer.WriteNumber("times", fault.Times);
            writer.WriteNumber("hits", fault.Hits);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });

    private static ApiResponse ShowRequests(
        LocalWorkspaceServer server,
        ApiRequest request) => ApiResponse.Json(writer =>
    {
        writer.WriteStartArray("requests");
        foreach (RecordedRequest recorded in server.Requests) Write(writer, recorded);
        writer.WriteEndArray();
    });

    private static void Write(Utf8JsonWriter writer, RecordedRequest request)
    {
        writer.WriteStartObject();
        writer.WriteString("method", request.Method);
        writer.WriteString("path", request.Path);
        writer.WriteString("query", request.Query);
        writer.WriteNumber("status", request.Status);
        writer.WriteNumber("time", request.Time.ToUnixTimeMilliseconds());
        writer.WriteNumber("body_size", request.BodySize);
        writer.WriteString("body", request.Body);
        writer.WriteString("user_agent", request.UserAgent);
        writer.WriteEndObject();
    }

    private static ApiResponse Done(Action action)
    {
        action();
        return ApiResponse.Empty;
    }
}
