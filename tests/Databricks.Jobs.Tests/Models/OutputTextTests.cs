using Databricks.Jobs.Models;

namespace Databricks.Jobs.Tests.Models;

public sealed class OutputTextTests
{
    [Theory]
    [InlineData("""{"notebook_output":{"result":"12 rows"}}""", "12 rows")]
    [InlineData("""{"sql_output":{"query_output":{"output_link":"https://h/q"}}}""", "query: https://h/q")]
    [InlineData("""{"sql_output":{"alert_output":{"alert_state":"TRIGGERED"}}}""", "alert TRIGGERED")]
    [InlineData("""{"sql_output":{"dashboard_output":{"widgets":[{},{}]}}}""", "dashboard: 2 widgets")]
    [InlineData("""{"dbt_output":{"artifacts_link":"https://signed"}}""", "dbt artifacts")]
    [InlineData("""{"run_job_output":{"run_id":5}}""", "run 5")]
    [InlineData("""{"dashboard_output":{"page_snapshots":[{}]}}""", "dashboard: 1 page")]
    [InlineData("""{"alert_output":{"alert_state":"OK"}}""", "alert OK")]
    [InlineData("""{"clean_rooms_notebook_output":{"notebook_output":{"result":"r"}}}""", "r")]
    [InlineData(
        """{"clean_rooms_notebook_output":{"clean_room_job_run_state":{"result_state":"SUCCESS"}}}""",
        "SUCCESS")]
    [InlineData(
        """{"dbt_cloud_output":{"dbt_cloud_job_run_id":7,"dbt_cloud_job_run_output":[{"name":"a"}]}}""",
        "dbt Cloud run 7, 1 step")]
    [InlineData(
        """{"dbt_platform_output":{"dbt_platform_job_run_id":"8","dbt_platform_job_run_url":"https://d/8"}}""",
        "dbt run 8, https://d/8")]
    [InlineData("""{"genie_task_output":{"conversation_id":"c1"}}""", "conversation c1")]
    [InlineData("""{"agentic_task_output":{"status":"COMPLETED","response":"Done."}}""", "COMPLETED: Done.")]
    [InlineData("""{"ai_runtime_task_output":{"mlflow_run_id":"m1"}}""", "MLflow run m1")]
    [InlineData("""{"ai_runtime_task_output":{"status_message":"Trained.","mlflow_run_id":"m1"}}""", "Trained.")]
    [InlineData("""{"error":"E","sql_output":{"alert_output":{}}}""", "error - E")]
    public void The_output_of_each_type_of_task_has_a_text(string json, string text) =>
        Assert.Equal("Output: " + text, RunOutput.FromJson(json).ToString());
}
