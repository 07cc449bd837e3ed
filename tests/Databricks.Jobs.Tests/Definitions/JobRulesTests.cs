using System.Globalization;
using Databricks.Jobs.Definitions;
using Databricks.Jobs.Models;
using Microsoft.Extensions.Time.Testing;

namespace Databricks.Jobs.Tests.Definitions;

public sealed class JobRulesTests
{
    public static TheoryData<string> Rules => [.. JobRules.All.Select(rule => rule.Id)];

    public static TheoryData<string> Errors =>
        [.. JobRules.All.Where(rule => rule.Severity == FindingSeverity.Error).Select(rule => rule.Id)];

    [Fact]
    public void The_page_describes_all_rules_in_their_order() =>
        Assert.Equal(JobRules.All.Select(rule => rule.Id), RulePage.Rules);

    [Theory]
    [MemberData(nameof(Rules))]
    public void The_bad_example_of_a_rule_gives_a_finding_and_the_good_one_does_not(string rule)
    {
        JobFinding finding = Find(RulePage.Bad(rule)).First(finding => finding.RuleId == rule);

        Assert.NotEmpty(finding.Message);
        Assert.DoesNotContain(Find(RulePage.Good(rule)), found => found.RuleId == rule);
    }

    [Theory]
    [MemberData(nameof(Errors))]
    public void What_is_an_error_is_not_sent(string rule)
    {
        // What this version does not know is sent: the service may know it. What cannot be read is not a model.
        if (rule is "UnknownField" or "UnknownValue" or "InvalidDefinition")
        {
            return;
        }

        JobSettings settings = JobSettings.FromJson(RulePage.Bad(rule));
        var exception = Assert.Throws<DefinitionException>(() => JobValidator.Validate(settings));
        Assert.Contains(
            exception.Problems,
            problem => Find(RulePage.Bad(rule)).Any(found => found.RuleId == rule
                && found.Path == problem.Path && found.Message == problem.Message));
        Assert.Throws<DefinitionException>(() => JobValidator.Validate(settings.ToCreateJob()));
    }

    [Fact]
    public void Warnings_and_advice_do_not_stop_a_job_from_being_sent() => Assert.All(
        JobRules.All.Where(rule => rule.Severity != FindingSeverity.Error),
        rule => JobValidator.Validate(JobSettings.FromJson(RulePage.Bad(rule.Id))));

    [Theory]
    [InlineData("tasks[0].run_if", """{"tasks": [{"task_key": "a", "run_if": "NONE_FAILD"}]}""", "NONE_FAILED")]
    [InlineData("tasks[0].task_kye", """{"tasks": [{"task_kye": "a"}]}""", "task_key")]
    [InlineData("schedule.timezone_id", """
        {"schedule": {"quartz_cron_expression": "0 0 6 * * ?", "timezone_id": "europe/berlin"}}
        """, "Europe/Berlin")]
    [InlineData("schedule.quartz_cron_expression", """
        {"schedule": {"quartz_cron_expression": "0 0 6 * * *", "timezone_id": "UTC"}}
        """, "0 0 6 * * ?")]
    public void A_safe_fix_is_offered(string path, string json, string replacement)
    {
        JobFinding finding = Find(json).First(finding => finding.Path == path && finding.Fix is not null);

        Assert.EndsWith($"with '{replacement}'.", finding.Fix);
    }

    [Theory]
    [InlineData("""{"tasks": [{"task_key": "a"}, {"task_key": "b", "depends_on": [{"task_key": "c"}]}]}""")]
    [InlineData("""{"max_run": 5}""")]
    [InlineData("""
        {"environments": [{"environment_key": "e", "spec": {"client": "1", "environment_version": "2"} }]}
        """)]
    public void No_fix_is_offered_where_several_things_can_be_meant(string json) =>
        Assert.DoesNotContain(Find(json), finding => finding.Fix is not null);

    [Theory]
    [InlineData("{{job.id}}")]
    [InlineData("{{ job.name }}")]
    [InlineData("{{job.parameters.`my day`}}")]
    [InlineData("{{job.trigger.time.iso_date}}")]
    [InlineData("{{job.trigger.file_arrival.location}}")]
    [InlineData("{{job.trigger.table_update.updated_tables}}")]
    [InlineData("{{tasks.load.result_state}}")]
    [InlineData("{{tasks.load.error_code}}")]
    [InlineData("{{tasks.load.values.rows}}")]
    [InlineData("{{tasks.load.output.first_row.n}}")]
    [InlineData("{{task.execution_count}} of {{workspace.url}}")]
    [InlineData("{{backfill.iso_date}}")]
    [InlineData("{{ds}}")]
    [InlineData("{{ var('x') }}")]
    [InlineData("{{secrets/scope/key}}")]
    public void A_reference_that_exists_is_accepted(string text) => Assert.Empty(FindInReport(text));

    [Theory]
    [InlineData("{{job.nmae}}", "UnknownReference", "did you mean 'name'?")]
    [InlineData("{{jobs.id}}", "UnknownReference", "did you mean 'job'")]
    [InlineData("{{job.start_time}}{{job.start_time.week}}", "UnknownReference", "there is no 'week'")]
    [InlineData("{{tasks.load}}", "UnknownReference", "not complete")]
    [InlineData("{{job.parameters.days}}", "UnknownParameter", "the parameters are my day")]
    [InlineData("{{tasks.laod.values.rows}}", "UnknownTaskResult", "did you mean 'load'?")]
    [InlineData("{{tasks.other.values.rows}}", "UnknownTaskResult", "does not depend on 'other'")]
    [InlineData("{{tasks.report.values.rows}}", "UnknownTaskResult", "does not depend on 'report'")]
    [InlineData("{{tasks.check.values.rows}}", "UnknownTaskResult", "cannot set task values")]
    [InlineData("{{input.region}}", "InputOutsideLoop", "for-each")]
    [InlineData("{{run_id}}", "OlderReference", "{{task.run_id}}")]
    public void A_reference_that_does_not_exist_is_found(string text, string rule, string message)
    {
        JobFinding finding = Assert.Single(FindInReport(text));

        Assert.Equal(rule, finding.RuleId);
        Assert.Equal("tasks[3].notebook_task.base_parameters.x", finding.Path);
        Assert.Contains(message, finding.Message);
    }

    [Theory]
    [InlineData("spark_conf", "fs.azure.account.key.x", "aGVsbG8gd29ybGQ=", true)]
    [InlineData("spark_conf", "my.password", "hello", true)]
    [InlineData("spark_conf", "my.password", "{{secrets/a/b}}", false)]
    [InlineData("spark_conf", "my.secret_scope", "etl", false)]
    [InlineData("spark_env_vars", "API_TOKEN", "x1", true)]
    [InlineData("spark_env_vars", "X", "dapi<digits>", true)]
    [InlineData("spark_env_vars", "TOKEN_URL", "https://example.com", false)]
    public void A_secret_is_recognized_by_its_name_and_its_form(string field, string key, string value, bool isSecret)
    {
        // The name of a test is in its results, which must not contain a token.
        string text = value.Replace("<digits>", "0123456789abcdef", StringComparison.Ordinal);
        string cluster = $$"""{"{{field}}": {"{{key}}": "VALUE"} }""".Replace("VALUE", text, StringComparison.Ordinal);
        string json = """{"job_clusters": [{"job_cluster_key": "c", "new_cluster": """ + cluster + "}]}";

        Assert.Equal(isSecret, Find(json).Any(finding => finding.RuleId == "PlainSecret"));
    }

    [Fact]
    public void A_secret_is_not_repeated_in_the_finding() => Assert.All(
        Find(RulePage.Bad("PlainSecret")),
        finding => Assert.DoesNotContain("open sesame", finding.ToString()));

    [Theory]
    [InlineData("1", "EQUAL_TO", "1", "false")]
    [InlineData("1", "NOT_EQUAL", "1", "true")]
    [InlineData("2", "GREATER_THAN", "10", "true")]
    [InlineData("12.0", "LESS_THAN_OR_EQUAL", "12", "false")]
    public void A_task_after_an_outcome_that_never_occurs_never_runs(
        string left,
        string op,
        string right,
        string outcome)
    {
        string json = $$"""
            {"tasks": [
              {"task_key": "c", "condition_task": {"left": "{{left}}", "op": "{{op}}", "right": "{{right}}"} },
              {"task_key": "t", "depends_on": [{"task_key": "c", "outcome": "{{outcome}}"}], "notebook_task": {} },
              {"task_key": "u", "depends_on": [{"task_key": "t"}], "notebook_task": {} }]}
            """;

        Assert.Equal("tasks[1].depends_on", Assert.Single(Find(json), finding => finding.RuleId == "NeverRuns").Path);
    }

    [Fact]
    public void A_task_between_two_branches_of_a_condition_never_runs_unless_run_if_allows_it()
    {
        const string Json = """
            {"tasks": [
              {"task_key": "c", "condition_task": {"left": "{{job.id}}", "op": "EQUAL_TO", "right": "1"} },
              {"task_key": "yes", "depends_on": [{"task_key": "c", "outcome": "true"}], "notebook_task": {} },
              {"task_key": "no", "depends_on": [{"task_key": "c", "outcome": "false"}], "notebook_task": {} },
              {"task_key": "end", "depends_on": [{"task_key": "yes"}, {"task_key": "no"}], "notebook_task": {} }]}
            """;
        string anyway = Json.Replace("\"end\",", "\"end\", \"run_if\": \"NONE_FAILED\",", StringComparison.Ordinal);

        Assert.Equal("tasks[3].depends_on", Assert.Single(Find(Json), one => one.RuleId == "NeverRuns").Path);
        Assert.DoesNotContain(Find(anyway), one => one.RuleId == "NeverRuns");
    }

    [Theory]
    [InlineData("0 30 2 * * ?", "2026-03-29", "does not exist on 2026-03-29")]
    [InlineData("0 30 2 * * ?", "2026-04-01", "occurs twice on 2026-10-25")]
    [InlineData("0 30 2 ? * MON", "2026-01-01", null)]
    [InlineData("0 30 * * * ?", "2026-01-01", null)]
    [InlineData("0 0 3 * * ?", "2026-01-01", null)]
    public void A_schedule_at_a_time_that_changes_with_daylight_saving_time_is_found(
        string cron,
        string today,
        string? message)
    {
        var now = DateTimeOffset.Parse(today + "T00:00:00Z", CultureInfo.InvariantCulture);
        var options = new JobRuleOptions { Clock = new FakeTimeProvider(now) };
        var settings = new JobSettings
        {
            Schedule = new CronSchedule { QuartzCronExpression = cron, TimezoneId = "Europe/Berlin" },
        };

        JobFinding? finding = JobRules.Check(settings, options).FirstOrDefault(one => one.RuleId == "DaylightSaving");

        Assert.Equal(message is null, finding is null);
        Assert.Contains(message ?? "", finding?.Message ?? "");
    }

    [Fact]
    public void Fields_that_only_the_service_knows_are_accepted_where_they_may_be_meant()
    {
        JobSettings settings = JobSettings.FromJson("""{"color": "red", "performance_target": "WARP"}""");

        IReadOnlyList<JobFinding> findings = JobRules.Check(settings, new JobRuleOptions { AllowUnknown = true });
        string[] found = [.. findings.Select(finding => finding.RuleId)];

        Assert.DoesNotContain("UnknownField", found);
        Assert.DoesNotContain("UnknownValue", found);
    }

    [Fact]
    public void Only_the_chosen_rules_are_checked()
    {
        var options = new JobRuleOptions { Filter = rule => rule == "NoTasks" };

        Assert.Equal(["NoTasks"], JobRules.Check(new JobSettings(), options).Select(finding => finding.RuleId));
    }

    [Fact]
    public void What_the_service_adds_to_a_response_is_not_deprecated() => Assert.DoesNotContain(
        Find("""
            {"format": "MULTI_TASK", "email_notifications": {"no_alert_for_skipped_runs": false},
              "tasks": [{"task_key": "a", "spark_jar_task": {"jar_uri": "", "main_class_name": "A"}}]}
            """),
        finding => finding.RuleId == "DeprecatedField");

    private static IReadOnlyList<JobFinding> Find(string json) => JobRules.CheckText(json);

    // The findings about references in a task that depends on two of three others.
    private static JobFinding[] FindInReport(string text)
    {
        string json = """
            {"parameters": [{"name": "my day", "default": "1"}], "tasks": [
              {"task_key": "load", "notebook_task": {"notebook_path": "/a"} },
              {"task_key": "other", "notebook_task": {"notebook_path": "/a"} },
              {"task_key": "check", "sql_task": {"warehouse_id": "w", "query": {"query_id": "q"} },
                "depends_on": [{"task_key": "load"}] },
              {"task_key": "report", "depends_on": [{"task_key": "check"}],
                "notebook_task": {"notebook_path": "/a", "base_parameters": {"x": "TEXT"} } }]}
            """.Replace("TEXT", text, StringComparison.Ordinal);
        string[] rules =
            ["UnknownReference", "UnknownParameter", "UnknownTaskResult", "InputOutsideLoop", "OlderReference"];
        return [.. Find(json).Where(finding => rules.Contains(finding.RuleId))];
    }
}
