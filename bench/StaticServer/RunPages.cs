using System.Globalization;
using System.Text.Json;

namespace StaticServer;

/// <summary>The responses, rendered once: what a workspace with busy four-task jobs returns, 3.6 KB a run.</summary>
internal static class RunPages
{
    public const int PageSize = 25;

    private const long Workspace = 6051921418418893;
    private const long FirstRun = 455644833;
    private const long Start = 1_760_000_000_000;

    private static readonly string[] s_taskKeys =
        ["ingest_orders", "clean_orders", "aggregate_daily", "publish_report"];

    /// <summary>The pages of runs/list, in order; each but the last names the next in its token.</summary>
    public static byte[][] RenderList(int runs)
    {
        byte[][] pages = new byte[Math.Max(1, (runs + PageSize - 1) / PageSize)][];

        for (int page = 0; page < pages.Length; page++)
        {
            int first = page * PageSize;
            int last = Math.Min(runs, first + PageSize);
            string? next = page + 1 < pages.Length ? Token(page + 1) : null;

            pages[page] = Render(writer =>
            {
                writer.WriteStartObject();
                writer.WriteStartArray("runs");

                for (int i = first; i < last; i++)
                {
                    WriteRun(writer, i);
                }

                writer.WriteEndArray();
                writer.WriteBoolean("has_more", next is not null);

                if (next is not null)
                {
                    writer.WriteString("next_page_token", next);
                }

                writer.WriteEndObject();
            });
        }

        return pages;
    }

    public static byte[] RenderRun() => Render(writer => WriteRun(writer, 0));

    public static byte[] RenderJob() => Render(WriteJob);

    public static string Token(int page) => string.Create(CultureInfo.InvariantCulture, $"CAEo{page:D6}Q==");

    /// <summary>The page that a token stands for; -1 for a token that was never given.</summary>
    public static int PageOf(string? token)
    {
        if (token is null)
        {
            return 0;
        }

        return token.StartsWith("CAEo", StringComparison.Ordinal)
            && token.Length >= 10
            && int.TryParse(token.AsSpan(4, 6), NumberStyles.None, CultureInfo.InvariantCulture, out int page)
                ? page
                : -1;
    }

    private static byte[] Render(Action<Utf8JsonWriter> write)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream))
        {
            write(writer);
        }

        return stream.ToArray();
    }

    private static void WriteRun(Utf8JsonWriter writer, int index)
    {
        long jobId = 11223344 + (index % 200);
        long runId = FirstRun + (index * 10L);
        long start = Start - (index * 60_000L);
        bool failed = index % 17 == 0;

        writer.WriteStartObject();
        writer.WriteNumber("job_id", jobId);
        writer.WriteNumber("run_id", runId);
        writer.WriteString("creator_user_name", "data.platform@example.com");
        writer.WriteNumber("number_in_job", runId);
        writer.WriteNumber("original_attempt_run_id", runId);
        WriteState(writer, failed);
        writer.WriteStartObject("schedule");
        writer.WriteString("quartz_cron_expression", "0 0/15 * * * ?");
        writer.WriteString("timezone_id", "Europe/Amsterdam");
        writer.WriteString("pause_status", "UNPAUSED");
        writer.WriteEndObject();
        writer.WriteStartArray("job_parameters");
        writer.WriteStartObject();
        writer.WriteString("name", "region");
        writer.WriteString("default", "all");
        writer.WriteString("value", index % 2 == 0 ? "emea" : "apac");
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteNumber("start_time", start);
        writer.WriteNumber("setup_duration", 0);
        writer.WriteNumber("execution_duration", 0);
        writer.WriteNumber("cleanup_duration", 0);
        writer.WriteNumber("end_time", start + 412_345);
        writer.WriteNumber("run_duration", 412_345);
        writer.WriteNumber("queue_duration", 1_204);
        writer.WriteString("trigger", "PERIODIC");
        writer.WriteString("run_name", string.Create(CultureInfo.InvariantCulture, $"orders-{index % 200:D3}"));
        writer.WriteString("run_page_url", PageUrl(jobId, runId));
        writer.WriteString("run_type", "JOB_RUN");
        writer.WriteString("format", "MULTI_TASK");
        writer.WriteStartArray("tasks");

        for (int task = 0; task < s_taskKeys.Length; task++)
        {
            WriteTask(writer, jobId, runId, start, task, failed && task == s_taskKeys.Length - 1);
        }

        writer.WriteEndArray();
        WriteStatus(writer, failed);
        writer.WriteEndObject();
    }

    private static void WriteTask(Utf8JsonWriter writer, long jobId, long runId, long start, int task, bool failed)
    {
        long taskRunId = runId + 1 + task;
        long taskStart = start + (task * 100_000L);

        writer.WriteStartObject();
        writer.WriteNumber("run_id", taskRunId);
        WriteTaskSettings(writer, task);
        WriteState(writer, failed);
        writer.WriteString("run_page_url", PageUrl(jobId, taskRunId));
        writer.WriteNumber("start_time", taskStart);
        writer.WriteNumber("setup_duration", 2_000);
        writer.WriteNumber("execution_duration", 96_120);
        writer.WriteNumber("end_time", taskStart + 98_120);
        writer.WriteStartObject("cluster_instance");
        writer.WriteString("cluster_id", "0923-164208-meows279");
        writer.WriteEndObject();
        writer.WriteNumber("attempt_number", 0);
        WriteStatus(writer, failed);
        writer.WriteEndObject();
    }

    private static void WriteTaskSettings(Utf8JsonWriter writer, int task)
    {
        writer.WriteString("task_key", s_taskKeys[task]);

        if (task > 0)
        {
            writer.WriteStartArray("depends_on");
            writer.WriteStartObject();
            writer.WriteString("task_key", s_taskKeys[task - 1]);
            writer.WriteEndObject();
            writer.WriteEndArray();
        }

        writer.WriteString("run_if", "ALL_SUCCESS");
        writer.WriteStartObject("notebook_task");
        writer.WriteString("notebook_path", $"/Repos/data/orders/{s_taskKeys[task]}");
        writer.WriteString("source", "WORKSPACE");
        writer.WriteEndObject();
        writer.WriteString("job_cluster_key", "shared");
    }

    private static void WriteState(Utf8JsonWriter writer, bool failed)
    {
        writer.WriteStartObject("state");
        writer.WriteString("life_cycle_state", failed ? "INTERNAL_ERROR" : "TERMINATED");
        writer.WriteString("result_state", failed ? "FAILED" : "SUCCESS");
        writer.WriteString("state_message", failed ? "Task publish_report failed with message: Table not found." : "");
        writer.WriteEndObject();
    }

    private static void WriteStatus(Utf8JsonWriter writer, bool failed)
    {
        writer.WriteStartObject("status");
        writer.WriteString("state", "TERMINATED");
        writer.WriteStartObject("termination_details");
        writer.WriteString("code", failed ? "RUN_EXECUTION_ERROR" : "SUCCESS");
        writer.WriteString("type", failed ? "CLIENT_ERROR" : "SUCCESS");

        if (failed)
        {
            writer.WriteString("message", "Table not found.");
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteJob(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteNumber("job_id", 1);
        writer.WriteString("creator_user_name", "data.platform@example.com");
        writer.WriteString("run_as_user_name", "data.platform@example.com");
        writer.WriteNumber("created_time", Start);
        writer.WriteStartObject("settings");
        writer.WriteString("name", "orders-001");
        writer.WriteNumber("timeout_seconds", 0);
        writer.WriteNumber("max_concurrent_runs", 1);
        writer.WriteString("format", "MULTI_TASK");
        writer.WriteStartObject("email_notifications");
        writer.WriteEndObject();
        writer.WriteStartObject("webhook_notifications");
        writer.WriteEndObject();
        writer.WriteStartArray("tasks");

        for (int task = 0; task < s_taskKeys.Length; task++)
        {
            writer.WriteStartObject();
            WriteTaskSettings(writer, task);
            writer.WriteNumber("timeout_seconds", 0);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("job_clusters");
        writer.WriteStartObject();
        writer.WriteString("job_cluster_key", "shared");
        writer.WriteStartObject("new_cluster");
        writer.WriteString("spark_version", "15.4.x-scala2.12");
        writer.WriteString("node_type_id", "Standard_DS3_v2");
        writer.WriteNumber("num_workers", 4);
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static string PageUrl(long jobId, long runId) => string.Create(
        CultureInfo.InvariantCulture,
        $"https://dbc-1f2a3b4c.cloud.databricks.com/?o={Workspace}#job/{jobId}/run/{runId}");
}
