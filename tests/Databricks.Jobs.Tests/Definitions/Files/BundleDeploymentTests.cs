using Databricks.Jobs.Definitions;

namespace Databricks.Jobs.Tests.Definitions.Files;

/// <summary>What the Databricks CLI does with a bundle beside its files: IDs of other jobs, values of variables from
/// elsewhere, and changes before jobs are sent. Its acceptance tests have these cases.</summary>
public sealed class BundleDeploymentTests
{
    private const string TwoJobs = """
        variables: {next: {default: "${resources.jobs.second.id}"}}
        resources:
          jobs:
            first:
              name: first
              description: starts ${resources.jobs.second.id} and $${not}
              tasks:
                - task_key: a
                  run_job_task: {job_id: "${var.next}"}
            second: {name: second}
        """;

    private const string Variables = """
        variables:
          a: {default: of the file}
          c: {type: complex, default: {k: v}}
          n: {}
          l: {lookup: {cluster: x}}
        resources: {jobs: {j: {name: "NAME", tags: TAGS}}}
        targets: {t: {variables: {a: of the target}}}
        """;

    [Fact]
    public void The_ID_of_another_job_is_an_error_with_its_place()
    {
        using var folder = new BundleFolder(("databricks.yml", TwoJobs));
        (string place, string message) = folder.Fault();
        Assert.Equal("databricks.yml:6:20", place);
        Assert.Contains("KeepJobReferences", message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_ID_of_another_job_is_kept_and_replaced_later()
    {
        using var folder = new BundleFolder(("databricks.yml", TwoJobs));
        folder.Options.KeepJobReferences = true;
        JobDefinition first = folder.Read()[0];
        Assert.Equal(["second", "second"], first.JobReferences.Select(reference => reference.JobKey));
        Assert.Equal([(6, 20), (9, 34)], first.JobReferences.Select(one => (one.Location.Line, one.Location.Column)));
        Assert.Equal(0, first.Settings.Tasks![0].RunJobTask!.JobId);
        Assert.Empty(folder.Read()[1].JobReferences);

        JobDefinition complete = first.WithJobIds(new Dictionary<string, long> { ["second"] = 77 });
        Assert.Empty(complete.JobReferences);
        Assert.Equal(77, complete.Settings.Tasks![0].RunJobTask!.JobId);
        Assert.Equal("starts 77 and ${not}", complete.Settings.Description);
        Assert.Equal(first.Source, complete.Source);
    }

    [Fact]
    public void References_to_other_jobs_are_no_mistakes_for_the_rules()
    {
        using var folder = new BundleFolder(("databricks.yml", TwoJobs));
        IReadOnlyList<JobFinding> findings = JobRules.CheckFile(
            Path.Combine(folder.Path, "databricks.yml"), folder.Options);
        Assert.DoesNotContain(findings, finding => finding.Severity == FindingSeverity.Error);
    }

    [Fact]
    public void A_job_that_the_bundle_does_not_have_is_an_error()
    {
        using var folder = new BundleFolder(("databricks.yml", TwoJobs.Replace("  second:", "  secnd:")));
        folder.Options.KeepJobReferences = true;
        Assert.Contains("did you mean secnd?", folder.Fault().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_variable_has_the_value_of_the_environment_the_file_or_the_target()
    {
        using var folder = new BundleFolder(
            ("databricks.yml", Variables.Replace("NAME", "${var.a}-${var.bundle_env_test}").Replace("TAGS", "{}")
                .Replace("  n: {}", "  bundle_env_test: {default: x}")),
            (".databricks/bundle/t/variable-overrides.json", """{"a": "of the overrides", "bundle_env_test": "y"}"""));
        Assert.Contains("\"of the overrides-y\"", folder.Json(), StringComparison.Ordinal);

        Environment.SetEnvironmentVariable("BUNDLE_VAR_bundle_env_test", "of the environment");
        try
        {
            Assert.Contains("\"of the overrides-of the environment\"", folder.Json(), StringComparison.Ordinal);
            folder.Options.Variables = new Dictionary<string, object?> { ["bundle_env_test"] = "of the caller" };
            Assert.Contains("\"of the overrides-of the caller\"", folder.Json(), StringComparison.Ordinal);
        }
        finally
        {
            Environment.SetEnvironmentVariable("BUNDLE_VAR_bundle_env_test", null);
        }
    }

    [Fact]
    public void A_complex_variable_can_have_its_value_in_the_file()
    {
        using var folder = new BundleFolder(
            ("databricks.yml", Variables.Replace("NAME", "x").Replace("TAGS", "\"${var.c}\"")),
            (".databricks/bundle/t/variable-overrides.json", """{"c": {"k": "other"}, "unused": 1}"""));
        Assert.Contains("\"tags\":{\"k\":\"other\"}", folder.Json(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"c\": 5}", "${var.c}", "variable-overrides.json:1:7", "c is a complex variable")]
    [InlineData("{\"n\": [5]}", "${var.n}", "variable-overrides.json:1:7", "n is not a complex variable")]
    [InlineData("[1]", "${var.n}", "variable-overrides.json:1:1", "expected an object")]
    [InlineData("{\"n\": ", "${var.n}", "variable-overrides.json:1:7", "")]
    [InlineData("{\"l\": \"id\"}", "${var.l}", "databricks.yml:6:30", "looks up by its name")]
    [InlineData("{}", "${var.n}", "databricks.yml:6:30", "environment variable BUNDLE_VAR_n")]
    public void A_wrong_value_is_an_error_with_its_place(string overrides, string name, string place, string words)
    {
        using var folder = new BundleFolder(
            ("databricks.yml", Variables.Replace("NAME", name).Replace("TAGS", "{}")),
            (".databricks/bundle/t/variable-overrides.json", overrides));
        (string at, string message) = folder.Fault();
        Assert.EndsWith(place, at, StringComparison.Ordinal);
        Assert.Contains(words, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_in_a_default_is_escaped_once()
    {
        using var folder = new BundleFolder(("databricks.yml",
            "variables: {v: {default: \"$${a}\"}}\nresources: {jobs: {j: {name: \"${var.v}\"}}}"));
        Assert.Contains("\"${a}\"", folder.Json(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_cluster_of_an_instance_pool_has_only_what_the_pool_does_not_determine()
    {
        using var folder = new BundleFolder(("databricks.yml", """
            variables: {none: {default: ""}}
            resources:
              jobs:
                j:
                  job_clusters:
                    - job_cluster_key: pool
                      new_cluster:
                        instance_pool_id: p
                        driver_instance_pool_id: d
                        node_type_id: i3.xlarge
                        driver_node_type_id: i3.xlarge
                        enable_elastic_disk: true
                        aws_attributes: {instance_profile_arn: arn, zone_id: auto}
                        gcp_attributes: {google_service_account: g, zone_id: auto}
                        azure_attributes: {first_on_demand: 1}
                    - job_cluster_key: none
                      new_cluster:
                        instance_pool_id: ${var.none}
                        driver_instance_pool_id: d
                        node_type_id: i3.xlarge
                  tasks:
                    - task_key: t
                      new_cluster: {instance_pool_id: p, node_type_id: i3.xlarge, num_workers: 1}
            """));
        string json = folder.Json();
        Assert.Contains(
            """{"job_cluster_key":"none","new_cluster":{"node_type_id":"i3.xlarge","num_workers":0}}""",
            json,
            StringComparison.Ordinal);
        Assert.Contains("\"new_cluster\":{\"instance_pool_id\":\"p\",\"num_workers\":1}", json, StringComparison.Ordinal);
        Databricks.Jobs.Models.Clusters.ClusterSpec pool = folder.Read()[0].Settings.JobClusters![0].NewCluster!;
        Assert.Equal("d", pool.DriverInstancePoolId);
        Assert.Null(pool.NodeTypeId);
        Assert.Null(pool.DriverNodeTypeId);
        Assert.Null(pool.EnableElasticDisk);
        Assert.Equal("""{"instance_profile_arn":"arn"}""", pool.AwsAttributes!.ToJson());
        Assert.Equal("""{"google_service_account":"g"}""", pool.GcpAttributes!.ToJson());
        Assert.Equal("{}", pool.AzureAttributes!.ToJson());
    }

    [Fact]
    public void Empty_text_is_not_sent_where_a_field_is_optional()
    {
        using var folder = new BundleFolder(("databricks.yml", """
            variables: {policy: {default: ""}}
            resources:
              jobs:
                j:
                  name: j
                  description: ""
                  schedule: {quartz_cron_expression: 0 0 2 * * ?, timezone_id: UTC, pause_status: "${var.policy}"}
                  tags: {empty: ""}
                  tasks:
                    - task_key: ""
                      new_cluster: {policy_id: "${var.policy}", spark_conf: {a: ""}}
            """));
        Assert.Equal(
            """{"name":"j","schedule":{"quartz_cron_expression":"0 0 2 * * ?","timezone_id":"UTC"},"""
                + """ "tags":{"empty":""},"tasks":[{"task_key":"","new_cluster":{"spark_conf":{"a":""}}}]}""".Trim(),
            folder.Json());
    }
}
