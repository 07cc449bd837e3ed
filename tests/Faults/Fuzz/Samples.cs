using System.Text;
using Databricks.Jobs.Models;
using Databricks.Jobs.Tests.Models;
using Databricks.Jobs.Tests.Servers;

namespace Databricks.Jobs.Faults.Fuzz;

/// <summary>Real responses of the local workspace, to be damaged.</summary>
internal static class Samples
{
    private const string Job =
        """
        {"name":"n\u00e4chtlich","tags":{"team":"a"},"max_concurrent_runs":3,
         "schedule":{"quartz_cron_expression":"0 0 5 * * ?","timezone_id":"UTC"},
         "parameters":[{"name":"day","default":"1"}],
         "job_clusters":[{"job_cluster_key":"c","new_cluster":{"spark_version":"15.4.x-scala2.12","num_workers":2,
           "spark_conf":{"spark.speculation":"true"}}}],
         "tasks":[
           {"task_key":"a","job_cluster_key":"c","notebook_task":{"notebook_path":"/n","base_parameters":{"k.1":"v"}}},
           {"task_key":"b","depends_on":[{"task_key":"a"}],"for_each_task":{"inputs":"[1,2]","concurrency":2,
             "task":{"task_key":"i","notebook_task":{"notebook_path":"/i"}}}},
           {"task_key":"c","depends_on":[{"task_key":"a"}],"condition_task":{"op":"EQUAL_TO","left":"1","right":"1"}}]}
        """;

    private static readonly Lazy<Task<IReadOnlyDictionary<string, byte[]>>> s_all = new(CollectAsync);

    /// <summary>The responses by kind: <c>job</c>, <c>jobs</c>, <c>run</c> ...</summary>
    public static Task<IReadOnlyDictionary<string, byte[]>> Responses => s_all.Value;

    /// <summary>A model with every field of the schema, two levels deep, as a response.</summary>
    public static byte[] Whole(string model) => FilledModels.Create(model).ToUtf8Json();

    private static async Task<IReadOnlyDictionary<string, byte[]>> CollectAsync()
    {
        using var fixture = new LocalWorkspaceFixture();
        long jobId = await fixture.CreateAsync(Job);
        long runId = (await fixture.Client.RunNowAsync(new RunNow { JobId = jobId })).RunId!.Value;
        Run run = await fixture.Client.GetRunAsync(runId);
        using var http = new HttpClient { BaseAddress = fixture.Workspace.Address };
        http.DefaultRequestHeaders.Add("Authorization", $"Bearer {fixture.Workspace.Token}");
        var responses = new Dictionary<string, byte[]>
        {
            ["job"] = await GetAsync($"api/2.2/jobs/get?job_id={jobId}"),
            ["jobs"] = await GetAsync("api/2.2/jobs/list?expand_tasks=true"),
            ["run"] = await GetAsync(
                $"api/2.2/jobs/runs/get?run_id={runId}&include_history=true&include_resolved_values=true"),
            ["runs"] = await GetAsync("api/2.2/jobs/runs/list?expand_tasks=true"),
            ["output"] = await GetAsync($"api/2.2/jobs/runs/get-output?run_id={run.Tasks![0].RunId}"),
            ["permissions"] = await GetAsync($"api/2.0/permissions/jobs/{jobId}"),
            ["levels"] = await GetAsync($"api/2.0/permissions/jobs/{jobId}/permissionLevels"),
            ["me"] = await GetAsync("api/2.0/preview/scim/v2/Me"),
            ["error"] = await GetAsync("api/2.2/jobs/get?job_id=1"),
        };
        return responses;

        async Task<byte[]> GetAsync(string path) => await (await http.GetAsync(path)).Content.ReadAsByteArrayAsync();
    }

    /// <summary>Other shapes of errors.</summary>
    public static IReadOnlyList<byte[]> Errors { get; } = [.. new[]
    {
        """
        {"error_code":"REQUEST_LIMIT_EXCEEDED","message":"Too many: \"ü\"","details":[
         {"@type":"type.googleapis.com/google.rpc.RetryInfo","retry_delay":"42.000000001s"},
         {"@type":"type.googleapis.com/google.rpc.RequestInfo","request_id":"r-1","serving_data":"x"},
         {"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"R","domain":"d","metadata":{"a":"b"}},
         {"@type":"type.googleapis.com/new.Thing","x":[1,{"y":null}]}]}
        """,
        """{"error":{"code":"BAD_REQUEST","message":"m","status":"S"}}""",
        """{"error":"invalid_client","error_description":"Client authentication failed"}""",
        """{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"detail":"No.","status":"404","scimType":"x"}""",
        "<html><head><title>502 Bad Gateway</title></head><body><pre>  upstream &lt;gone&gt; </pre></body></html>",
        "RESOURCE_DOES_NOT_EXIST: No such job: 7\nat somewhere",
    }.Select(Encoding.UTF8.GetBytes)];

    /// <summary>Responses of token endpoints.</summary>
    public static IReadOnlyList<byte[]> Tokens { get; } = [.. new[]
    {
        """{"access_token":"eyJ0eXAi.abc-_.x","token_type":"Bearer","scope":"all-apis","expires_in":3600}""",
        """{"access_token":"eyJ0eXAi","expires_on":"1790000000","expires_in":"3599","resource":"x"}""",
        """{"accessToken":"eyJ0","expiresOn":"2026-11-22 18:00:00.000000","expires_on":1790000000,"""
            + "\"tokenType\":\"Bearer\"}",
        """{"access_token":"eyJ0","token_type":"Bearer","expiry":"2026-11-22T18:00:00.123456+01:00"}""",
        """{"token_endpoint":"https://x.example/oidc/v1/token","""
            + "\"properties\":{\"workspaceUrl\":\"adb-1.2.azuredatabricks.net\"}}",
    }.Select(Encoding.UTF8.GetBytes)];
}
