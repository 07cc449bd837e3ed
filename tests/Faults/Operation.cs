using Databricks.Jobs.Http;
using Databricks.Jobs.Models;
using Databricks.Jobs.Tests.Servers;

namespace Databricks.Jobs.Faults;

/// <summary>One operation of each kind, as far as faults are concerned.</summary>
public enum Operation
{
    Get,
    List,
    RunNow,
    Cancel,
    Create,
    Repair,
    Delete,
}

internal static class Operations
{
    /// <summary>A response that is valid for every operation.</summary>
    public const string ResponseBody =
        """{"job_id":7,"run_id":9,"repair_id":3,"settings":{"name":"nightly"},"jobs":[{"job_id":7}]}""";

    public static StubResponse Ok => StubResponse.Json(ResponseBody);

    public static RequestSafety SafetyOf(Operation operation) => operation switch
    {
        Operation.Get or Operation.List => RequestSafety.Read,
        Operation.RunNow or Operation.Cancel => RequestSafety.Repeatable,
        _ => RequestSafety.Once,
    };

    /// <summary>Whether it ignores the body of a successful response.</summary>
    public static bool IgnoresBody(Operation operation) => operation is Operation.Delete or Operation.Cancel;

    /// <returns>The ID that the operation returns; null if there is none.</returns>
    public static async Task<long?> SendAsync(this JobsClient client, Operation operation)
    {
        switch (operation)
        {
            case Operation.Get:
                return (await client.GetAsync(7)).JobId;
            case Operation.List:
                List<long?> ids = [];
                await foreach (BaseJob job in client.ListAsync()) ids.Add(job.JobId);
                return Assert.Single(ids);
            case Operation.RunNow:
                return (await client.RunNowAsync(new RunNow { JobId = 7 })).RunId;
            case Operation.Create:
                return (await client.CreateAsync(new CreateJob { Name = "nightly" })).JobId;
            case Operation.Repair:
                return (await client.RepairRunAsync(new RepairRun { RunId = 9 })).RepairId;
            case Operation.Cancel:
                await client.CancelRunAsync(9);
                return null;
            default:
                await client.DeleteAsync(7);
                return null;
        }
    }

    public static long? NumberOf(Operation operation) => operation switch
    {
        Operation.Get or Operation.List or Operation.Create => 7,
        Operation.RunNow => 9,
        Operation.Repair => 3,
        _ => null,
    };
}
