using System.Text.Json;
using Databricks.Jobs.Definitions;
using Databricks.Jobs.Models;
using Databricks.Jobs.Tests.Models;

namespace Databricks.Jobs.Tests.Definitions;

public sealed class JobComparerTests
{
    [Theory]
    // What is stated and differs.
    [InlineData("""{"name":"a"}""", """{"name":"b"}""", "~ name: a -> b")]
    [InlineData("""{"timeout_seconds":60}""", "{}", "- timeout_seconds: 60")]
    [InlineData("{}", """{"timeout_seconds":60}""", "+ timeout_seconds: 60")]
    [InlineData("""{"description":"a"}""", """{"description":""}""", "~ description: a -> ''")]
    [InlineData(
        """{"tags":{"team":"x","old":"1"}}""",
        """{"tags":{"team":"y"}}""",
        "~ tags.team: x -> y|- tags.old: 1")]
    [InlineData("{}", """{"continuous":{}}""", "+ continuous")]
    [InlineData("{}", """{"queue":{"enabled":false}}""", "+ queue.enabled: false")]
    [InlineData(
        "{}",
        """{"schedule":{"quartz_cron_expression":"0 0 2 * * ?","timezone_id":"UTC"}}""",
        "+ schedule.quartz_cron_expression: 0 0 2 * * ?|+ schedule.timezone_id: UTC")]
    // Defaults of the service.
    [InlineData("{}", """{"name":"Untitled","timeout_seconds":0,"max_concurrent_runs":1,"format":"MULTI_TASK"}""", "")]
    [InlineData("{}", """{"email_notifications":{},"webhook_notifications":{},"queue":{"enabled":true}}""", "")]
    [InlineData("{}", """{"tags":{},"tasks":[],"health":{"rules":[]},"description":""}""", "")]
    [InlineData("{}", """{"run_as":{"user_name":"ada@example.com"}}""", "")]
    [InlineData("""{"email_notifications":{"on_failure":[]}}""", """{"email_notifications":{}}""", "")]
    [InlineData(
        """{"schedule":{"quartz_cron_expression":"0 0 2 * * ?","timezone_id":"UTC"}}""",
        """{"schedule":{"quartz_cron_expression":"0 0 2 * * ?","timezone_id":"UTC","pause_status":"UNPAUSED"}}""",
        "")]
    // Lists by key, and lists whose order has no meaning.
    [InlineData(
        """{"email_notifications":{"on_failure":["a@x","b@x"]}}""",
        """{"email_notifications":{"on_failure":["b@x","c@x"]}}""",
        "- email_notifications.on_failure: a@x|+ email_notifications.on_failure: c@x")]
    [InlineData(
        """{"parameters":[{"name":"a","default":"1"},{"name":"b","default":"2"}]}""",
        """{"parameters":[{"name":"b","default":"2"},{"name":"a","default":"3"}]}""",
        "~ parameters[a].default: 1 -> 3")]
    [InlineData(
        """{"parameters":[{"name":"api_token","default":"1"}]}""",
        """{"parameters":[{"name":"api_token","default":"2"}]}""",
        "~ parameters[api_token].default: *** -> ***")]
    [InlineData(
        """{"webhook_notifications":{"on_start":[{"id":"a"},{"id":"b"}]}}""",
        """{"webhook_notifications":{"on_start":[{"id":"b"},{"id":"a"}]}}""",
        "")]
    [InlineData(
        """{"job_clusters":[{"job_cluster_key":"m","new_cluster":{"spark_conf":{"spark.x":"1"}}}]}""",
        """{"job_clusters":[{"job_cluster_key":"m","new_cluster":{"spark_conf":{"spark.x":"2"}}}]}""",
        "~ job_clusters[m].new_cluster.spark_conf['spark.x']: 1 -> 2")]
    [InlineData(
        """{"job_clusters":[{"job_cluster_key":"m","new_cluster":{"spark_env_vars":{"DB_PASSWORD":"1"}}}]}""",
        """{"job_clusters":[{"job_cluster_key":"m","new_cluster":{"spark_env_vars":{"DB_PASSWORD":"2"}}}]}""",
        "~ job_clusters[m].new_cluster.spark_env_vars.DB_PASSWORD: *** -> ***")]
    [InlineData(
        """{"access_control_list":[{"user_name":"ada","permission_level":"IS_OWNER"}]}""",
        """{"access_control_list":[{"user_name":"ada","permission_level":"CAN_VIEW"}]}""",
        "~ access_control_list[ada].permission_level: IS_OWNER -> CAN_VIEW")]
    // Enumerated values in two spellings, and fields that this version does not know.
    [InlineData(
        """{"git_source":{"git_url":"u","git_provider":"gitHub"}}""",
        """{"git_source":{"git_url":"u","git_provider":"GIT_HUB"}}""",
        "")]
    [InlineData("""{"x":{"a":1,"b":[2]}}""", """{"x":{"b":[ 2 ],"a":2}}""", "~ x.a: 1 -> 2")]
    [InlineData("""{"x":null}""", "{}", "")]
    [InlineData("""{"job_id":5,"creator_user_name":"ada"}""", "{}", "")]
    public void Compares_settings(string left, string right, string expected) =>
        Assert.Equal(expected, Lines(left, right));

    [Theory]
    [InlineData("", """ "run_if":"ALL_SUCCESS","timeout_seconds":0,"email_notifications":{},"max_retries":0 """, "")]
    [InlineData("", """ "retry_on_timeout":false,"min_retry_interval_millis":0,"webhook_notifications":{} """, "")]
    [InlineData(
        """ "depends_on":[{"task_key":"a"},{"task_key":"b"}] """,
        """ "depends_on":[{"task_key":"b"},{"task_key":"a"}] """,
        "")]
    [InlineData(
        """ "depends_on":[{"task_key":"a","outcome":"true"}] """,
        """ "depends_on":[{"task_key":"a","outcome":"false"}] """,
        "~ tasks[t].depends_on[a].outcome: true -> false")]
    [InlineData(
        """ "spark_python_task":{"python_file":"f","parameters":["a","b"]} """,
        """ "spark_python_task":{"python_file":"f","parameters":["b","a"],"source":"WORKSPACE"} """,
        "~ tasks[t].spark_python_task.parameters: [a, b] -> [b, a]")]
    [InlineData(
        """ "libraries":[{"pypi":{"package":"pandas==1.0"}},{"jar":"j"}] """,
        """ "libraries":[{"jar":"j"},{"pypi":{"package":"pandas==2.0"}}] """,
        "~ tasks[t].libraries[pandas].pypi.package: pandas==1.0 -> pandas==2.0")]
    [InlineData(
        """ "libraries":[{"maven":{"coordinates":"a:b:1"}}] """,
        """ "libraries":[{"maven":{"coordinates":"a:c:1"}}] """,
        "- tasks[t].libraries[a:b]: a:b:1|+ tasks[t].libraries[a:c]: a:c:1")]
    [InlineData(
        """ "notebook_task":{"notebook_path":"/a"} """,
        """ "notebook_task":{"notebook_path":"/a","source":"GIT"} """,
        "+ tasks[t].notebook_task.source: GIT")]
    [InlineData(
        """ "new_cluster":{"spark_version":"15"} """,
        """ "new_cluster":{"spark_version":"15","aws_attributes":{"zone_id":"z"},""" +
            """ "data_security_mode":"SINGLE_USER",""" +
            """ "node_type_id":"n","enable_elastic_disk":true,"num_workers":0,"cluster_id":"c"} """,
        "")]
    [InlineData(
        """ "new_cluster":{"data_security_mode":"SINGLE_USER"} """,
        """ "new_cluster":{"data_security_mode":"DATA_SECURITY_MODE_DEDICATED"} """,
        "")]
    [InlineData(
        """ "new_cluster":{"init_scripts":[{"workspace":{"destination":"a"}},{"workspace":{"destination":"b"}}]} """,
        """ "new_cluster":{"init_scripts":[{"workspace":{"destination":"b"}},{"workspace":{"destination":"a"}}]} """,
        "~ tasks[t].new_cluster.init_scripts[0].workspace.destination: a -> b"
            + "|~ tasks[t].new_cluster.init_scripts[1].workspace.destination: b -> a")]
    [InlineData("", """ "spark_submit_task":{} """, "+ tasks[t].spark_submit_task")]
    [InlineData(
        """ "for_each_task":{"inputs":"[1]","task":{"task_key":"n","max_retries":1}} """,
        """ "for_each_task":{"inputs":"[1]","concurrency":20,"task":{"task_key":"n","run_if":"ALL_SUCCESS"}} """,
        "- tasks[t].for_each_task.task.max_retries: 1")]
    public void Compares_tasks(string left, string right, string expected) =>
        Assert.Equal(expected, Lines(OneTask(left), OneTask(right)));

    [Fact]
    public void Takes_files_from_Git_by_default_where_the_job_has_a_Git_source()
    {
        const string Git = ""","git_source":{"git_url":"u","git_provider":"gitHub"}}""";
        string left = """{"tasks":[{"task_key":"t","notebook_task":{"notebook_path":"a"}}]""" + Git;
        string right = """{"tasks":[{"task_key":"t","notebook_task":{"notebook_path":"a","source":"GIT"}}]""" + Git;
        Assert.Equal("", Lines(left, right));
        Assert.Equal(
            "+ tasks[t].notebook_task.source: WORKSPACE", Lines(left, right.Replace("\"GIT\"", "\"WORKSPACE\"")));
    }

    [Fact]
    public void Matches_tasks_and_clusters_by_their_keys()
    {
        const string Left = """
            {"tasks":[{"task_key":"a","job_cluster_key":"m"},{"task_key":"b","max_retries":1},{"task_key":"c"}],
             "job_clusters":[{"job_cluster_key":"m"},{"job_cluster_key":"n"}]}
            """;
        const string Right = """
            {"tasks":[{"task_key":"c"},{"task_key":"b","max_retries":2},{"task_key":"a","job_cluster_key":"n"},
             {"task_key":"d"}],"job_clusters":[{"job_cluster_key":"n"},{"job_cluster_key":"m"}]}
            """;
        Assert.Equal(
            "~ tasks[a].job_cluster_key: m -> n|~ tasks[b].max_retries: 1 -> 2|+ tasks[d]: d", Lines(Left, Right));
    }

    [Fact]
    public void Compares_items_that_have_the_same_key_one_by_one()
    {
        const string Left = """{"tasks":[{"task_key":"a"},{"task_key":"a","max_retries":1}]}""";
        const string Right = """{"tasks":[{"task_key":"a"},{"task_key":"a"},{"task_key":"a"}]}""";
        Assert.Equal("- tasks[a].max_retries: 1|+ tasks[a]: a", Lines(Left, Right));
    }

    [Fact]
    public void Reports_what_the_service_chose_if_both_are_from_the_service()
    {
        var left = JobSettings.FromJson("""{"run_as":{"user_name":"ada"},"timeout_seconds":0}""");
        var both = new JobComparisonOptions { BothFromService = true };
        Assert.Equal(
            "- run_as.user_name: ada", Assert.Single(JobComparer.Compare(left, new JobSettings(), both)).ToString());
    }

    [Theory]
    [InlineData(false, false, 1)]
    [InlineData(false, true, 0)]
    [InlineData(true, false, 0)]
    [InlineData(true, true, 1)]
    public void Knows_that_a_new_job_queues_and_a_stored_one_without_the_field_does_not(
        bool areStored,
        bool enabled,
        int differences)
    {
        var queues = new JobSettings { Queue = new QueueSettings { Enabled = enabled } };
        var options = new JobComparisonOptions { BothFromService = areStored };
        Assert.Equal(differences, JobComparer.Compare(new JobSettings(), queues, options).Count);
    }

    [Fact]
    public void Has_typed_values_without_secrets()
    {
        var left = JobSettings.FromJson("""{"name":"etl","max_concurrent_runs":2}""");
        var right = JobSettings.FromJson("""
            {"name":"etl","job_clusters":[{"job_cluster_key":"m","new_cluster":{"num_workers":2,
             "spark_env_vars":{"API_TOKEN":"s3cret-value"},"docker_image":{"basic_auth":{"password":"s3cret-value"}}}}]}
            """);
        IReadOnlyList<JobDifference> found = JobComparer.Compare(left, right);
        Assert.Equal(2, found.Count);
        JobDifference cluster = found[0];
        Assert.Equal(
            ("etl", "job_clusters[m]", JobDifferenceKind.Added), (cluster.JobName, cluster.Path, cluster.Kind));
        JobCluster added = Assert.IsType<JobCluster>(cluster.Right);
        Assert.Equal(2, added.NewCluster!.NumWorkers);
        Assert.DoesNotContain("s3cret", added.ToJson());
        Assert.Equal("s3cret-value", right.JobClusters![0].NewCluster!.SparkEnvVars!["API_TOKEN"]);
        Assert.Equal((2L, null, JobDifferenceKind.Removed), (found[1].Left, found[1].Right, found[1].Kind));
    }

    [Fact]
    public void Is_safe_to_show()
    {
        var left = new JobSettings { Name = "a\u001b[31m\nb" };
        JobDifference found = Assert.Single(JobComparer.Compare(left, new JobSettings { Name = "c" }));
        Assert.Equal("~ name: a [31m b -> c", found.ToString());
    }

    [Fact]
    public void Knows_every_default_in_the_schema()
    {
        using var schema = JsonDocument.Parse(RepositoryFiles.Schema);
        string[] definitions = ["JobSettings", "Task", "ForEachTask"];
        var fields =
            from definition in definitions
            from field in schema.RootElement.GetProperty("objects").GetProperty(definition)
                .GetProperty("fields").EnumerateArray()
            where field.TryGetProperty("limits", out JsonElement limits) && limits.TryGetProperty("default", out _)
            select (definition, name: field.GetProperty("name").GetString()!,
                value: $"{field.GetProperty("limits").GetProperty("default")}");
        Assert.NotEmpty(fields);
        Assert.All(
            fields,
            field => Assert.Equal(field.value, $"{ServiceDefaults.ValueOf(field.definition, field.name)}"));
    }

    // A file leaves the value to the service; what the service did not return is not there.
    [Theory]
    [InlineData("""{"node_type_id":"i3.xlarge"}""", "{}", 0, 0)]
    [InlineData("{}", """{"node_type_id":"i3.xlarge"}""", 0, 1)]
    [InlineData("{}", """{"enable_elastic_disk":false}""", 0, 0)]
    public void A_value_that_only_a_file_has_differs_from_the_service(
        string left,
        string right,
        int ofFiles,
        int ofServiceAndFile)
    {
        JobSettings[] both =
        [
            .. new[] { left, right }.Select(static cluster => JobSettings.FromJson(
                $$"""{"job_clusters":[{"job_cluster_key":"c","new_cluster":{{cluster}} }]}""")),
        ];
        Assert.Equal(ofFiles, JobComparer.Compare(both[0], both[1]).Count);
        Assert.Equal(ofServiceAndFile, JobComparer.Compare(
            both[0], both[1], new JobComparisonOptions { LeftFromService = true }).Count);
    }

    private static string OneTask(string fields) =>
        $$"""{"tasks":[{"task_key":"t"{{(fields.Length == 0 ? "" : "," + fields)}}}]}""";

    private static string Lines(string left, string right) =>
        string.Join("|", JobComparer.Compare(JobSettings.FromJson(left), JobSettings.FromJson(right)));
}
