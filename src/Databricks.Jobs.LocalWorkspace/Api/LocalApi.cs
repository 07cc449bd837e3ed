using System.Text.Json;
using Databricks.Jobs.LocalWorkspace.Http;

namespace Databricks.Jobs.LocalWorkspace.Api;

/// <summary>
/// What a test sets up from another process, with the same token as for everything else:
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

    private static Answer AddScript(LocalWorkspaceServer server, Call call)
    {
        var fields = new Fields(call.ReadObject());
        var script = new TaskScript
        {
            Result = fields.Text("result"),
            Duration = fields.Seconds("duration_seconds"),
            Setup = fields.Seconds("setup_seconds"),
            Cleanup = fields.Seconds("cleanup_seconds"),
            Output = fields.Text("output"),
            Logs = fields.Text("logs"),
            Error = fields.Text("error"),
            ErrorTrace = fields.Text("error_trace"),
            TerminationCode = fields.Text("termination_code"),
            FailTimes = fields.Number("fail_times") ?? 0,
            Values = fields.Map("values"),
        };
        var taskKey = fields.Text("task_key") ?? "*";
        var jobName = fields.Text("job_name");
        fields.RefuseOthers();
        return Done(() => server.Script(taskKey, script, jobName));
    }

    private static Answer AddFault(LocalWorkspaceServer server, Call call)
    {
        var fields = new Fields(call.ReadObject());
        var fault = new Fault
        {
            Kind = fields.Word<FaultKind>("kind") ?? FaultKind.Status,
            Method = fields.Text("method"),
            PathPattern = fields.Text("path"),
            Skip = fields.Number("skip") ?? 0,
            Times = fields.Number("times") ?? 1,
            Chance = fields.Real("chance"),
            Seed = fields.Number("seed") ?? 0,
            Status = fields.Number("status"),
            ErrorCode = fields.Text("error_code"),
            Message = fields.Text("message"),
            RetryAfter = fields.Text("retry_after"),
            Delay = fields.Seconds("delay_seconds"),
            Body = fields.Text("body"),
            ContentType = fields.Text("content_type"),
        };
        fields.RefuseOthers();
        return Done(() => server.AddFault(fault));
    }

    private static Answer AddViolation(LocalWorkspaceServer server, Call call)
    {
        var fields = new Fields(call.ReadObject());
        var violation = new PolicyViolation
        {
            PolicyId = fields.Text("policy_id") ?? "",
            JobName = fields.Text("job_name"),
            Field = fields.Text("field") ?? "",
            Message = fields.Text("message") ?? "",
            RequiredValue = fields.Text("required_value"),
        };
        fields.RefuseOthers();
        return Done(() => server.AddViolation(violation));
    }

    private static Answer SetClock(LocalWorkspaceServer server, Call call)
    {
        var fields = new Fields(call.ReadObject());
        var speed = fields.Real("speed");
        var advance = fields.Seconds("advance_seconds");
        fields.RefuseOthers();
        try
        {
            if (speed is { } factor) server.Speed = factor;
            if (advance is { } span) server.AdvanceTime(span);
        }
        catch (ArgumentOutOfRangeException problem)
        {
            throw ApiException.InvalidParameter(problem.Message);
        }

        return ShowClock(server);
    }

    private static Answer ShowClock(LocalWorkspaceServer server) => Answer.Json(writer =>
    {
        writer.WriteNumber("now", server.Now.ToUnixTimeMilliseconds());
        writer.WriteNumber("speed", server.Speed);
    });

    private static Answer ShowFaults(LocalWorkspaceServer server, Call call) => Answer.Json(writer =>
    {
        writer.WriteStartArray("faults");
        foreach (var fault in server.Faults)
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

    private static Answer ShowRequests(LocalWorkspaceServer server, Call call) => Answer.Json(writer =>
    {
        writer.WriteStartArray("requests");
        foreach (var request in server.Requests) Write(writer, request);
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

    private static Answer Done(Action action)
    {
        action();
        return Answer.Empty;
    }
}
