namespace Databricks.Jobs.Tests.Definitions.Files;

/// <summary>Bundles mean what the Databricks CLI deploys; its acceptance tests have these cases.</summary>
public sealed class BundleTests
{
    private const string Targets = """
        bundle: {name: b}
        resources:
          jobs:
            etl:
              name: etl ${bundle.target}
              tasks:
                - task_key: a
                  job_cluster_key: c
                  max_retries: 1
                - task_key: b
              job_clusters:
                - job_cluster_key: c
                  new_cluster: {spark_version: 15.4.x, num_workers: 1}
              parameters: [{name: p, default: one}]
              environments: [{environment_key: e, spec: {environment_version: "1"}}]
        targets:
          dev: {default: true}
          prod:
            resources:
              jobs:
                etl:
                  tasks:
                    - task_key: b
                      timeout_seconds: 5
                    - task_key: z
                  job_clusters:
                    - job_cluster_key: c
                      new_cluster: {num_workers: 9}
                  parameters: [{name: p, default: two}, {name: q, default: three}]
                  environments: [{environment_key: e, spec: {environment_version: "2"}}]
        """;

    [Fact]
    public void The_default_target_is_selected() => Assert.StartsWith(
        """{"environments":""", Read(Targets, target: null), StringComparison.Ordinal);

    [Fact]
    public void Overrides_of_a_target_are_merged_by_key()
    {
        string json = Read(Targets, "prod");
        Assert.Contains("\"name\":\"etl prod\"", json, StringComparison.Ordinal);
        Assert.Contains("\"num_workers\":9,\"spark_version\":\"15.4.x\"", json, StringComparison.Ordinal);
        Assert.Contains("\"parameters\":[{\"name\":\"p\",\"default\":\"two\"},{\"name\":\"q\",\"default\":\"three\"}]",
            json, StringComparison.Ordinal);
        Assert.Contains("\"environment_version\":\"2\"", json, StringComparison.Ordinal);
        Assert.Contains("{\"task_key\":\"b\",\"timeout_seconds\":5}", json, StringComparison.Ordinal);
        Assert.Contains("{\"task_key\":\"z\"}", json, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("other", "databricks.yml:17:3", "there is no target 'other'; the bundle has dev, prod.")]
    public void A_target_that_does_not_exist_is_an_error(string target, string place, string words)
    {
        using var folder = new BundleFolder(("databricks.yml", Targets));
        folder.Options.Target = target;
        (string at, string message) = folder.Fault();
        Assert.Equal(place, at);
        Assert.Contains(words, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_are_included_and_merged()
    {
        using var folder = new BundleFolder(
            ("databricks.yml", "bundle: {name: b}\ninclude: [resources/*.yml, other/*/job.json]\n"),
            ("resources/a.yml", "resources: {jobs: {a: {name: a}}}"),
            ("resources/b.yml", "resources: {jobs: {b: {name: b}}}"),
            ("resources/c.txt", "not included"),
            ("other/x/job.json", """{"resources": {"jobs": {"c": {"name": "c"}}}}"""));
        Assert.Equal(["a", "b", "c"], folder.Read().Select(job => job.Settings.Name));
        Assert.Equal(["a", "b", "c"], folder.Read().Select(job => job.Key));
        Assert.EndsWith("b.yml:1:23", folder.Read()[1].Source.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[nothing.yml]", "databricks.yml:2:11", "there is no file 'nothing.yml'")]
    [InlineData("[../a.yml]", "databricks.yml:2:11", "outside the folder")]
    [InlineData("[/etc/passwd]", "databricks.yml:2:11", "outside the folder")]
    [InlineData("[databricks.yml]", "databricks.yml:2:11", "this file itself")]
    [InlineData("[a.txt]", "databricks.yml:2:11", "not a YAML or JSON file")]
    [InlineData("[loop.yml]", "loop.yml:1:1", "only the root file")]
    [InlineData("[twice.yml]", "twice.yml:1:20", "also defined in")]
    [InlineData("[broken.yml]", "broken.yml:2:1", "tab")]
    [InlineData("[two.yml]", "two.yml:2:5", "only one document")]
    [InlineData("7", "databricks.yml:2:10", "a list")]
    public void A_file_that_cannot_be_included_is_an_error(string include, string place, string words)
    {
        using var folder = new BundleFolder(
            ("databricks.yml", $"bundle: {{name: b}}\ninclude: {include}\nresources: {{jobs: {{a: {{name: a}}}}}}"),
            ("a.txt", "name: a"),
            ("loop.yml", "include: [databricks.yml]"),
            ("twice.yml", "resources: {jobs: {a: {name: b}}}"),
            ("broken.yml", "resources:\n\tjobs: {}"),
            ("two.yml", "resources: {}\n--- {}\n"));
        (string at, string message) = folder.Fault();
        Assert.Contains(words, message, StringComparison.Ordinal);
        Assert.Equal(place, at);
    }

    [Fact]
    public void A_variable_has_the_value_of_the_caller_the_target_or_its_default()
    {
        const string Text = """
            variables:
              a: {default: 1}
              b: {default: 2, description: text}
              c: {description: no value}
              cluster: {type: complex, default: {spark_version: "${var.version}", num_workers: 3}}
              version: {default: 15.4.x}
              list: {default: [x, y]}
            resources:
              jobs:
                j:
                  name: ${var.a}-${var.b}-${var.c}-${var.list[1]}-${variables.a.value}-$${var.a}
                  max_concurrent_runs: ${var.b}
                  job_clusters: [{job_cluster_key: c, new_cluster: "${var.cluster}"}]
                  tags: {workers: "${var.cluster.num_workers}"}
            targets:
              t:
                variables:
                  b: 20
                  list: {default: [x, z]}
            """;
        using var folder = new BundleFolder(("databricks.yml", Text));
        folder.Options.Variables = new Dictionary<string, object?> { ["c"] = 30 };
        string json = folder.Json();
        Assert.Contains("\"name\":\"1-20-30-z-1-${var.a}\"", json, StringComparison.Ordinal);
        Assert.Contains("\"max_concurrent_runs\":20", json, StringComparison.Ordinal);
        Assert.Contains("{\"num_workers\":3,\"spark_version\":\"15.4.x\"}", json, StringComparison.Ordinal);
        Assert.Contains("\"tags\":{\"workers\":\"3\"}", json, StringComparison.Ordinal);

        folder.Options.Variables["cluster"] = new Dictionary<string, object?> { ["num_workers"] = 7 };
        Assert.Contains("\"new_cluster\":{\"num_workers\":7}", folder.Json(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_job_cluster_without_a_size_is_a_single_node()
    {
        using var folder = new BundleFolder(("databricks.yml", """
            variables: {spec: {type: complex, value: {spark_version: 15.4.x}}}
            resources:
              jobs:
                j:
                  job_clusters:
                    - {job_cluster_key: a, new_cluster: "${var.spec}"}
                    - {job_cluster_key: b, new_cluster: {autoscale: {min_workers: 1, max_workers: 2}}}
            """));
        var clusters = Assert.Single(folder.Read()).Settings.JobClusters!;
        Assert.Equal(0, clusters[0].NewCluster!.NumWorkers);
        Assert.Equal("15.4.x", clusters[0].NewCluster!.SparkVersion);
        Assert.Null(clusters[1].NewCluster!.NumWorkers);
    }

    [Theory]
    [InlineData("${var.hst}", "did you mean host?")]
    [InlineData("${var.none}", "the variable has no value")]
    [InlineData("${var.looked_up}", "looks up by its name")]
    [InlineData("${var.loop}", "contains itself: var.loop -> var.pool -> var.loop")]
    [InlineData("x ${var.map}", "is not text")]
    [InlineData("${var.map.kye}", "did you mean key?")]
    [InlineData("${workspace.rot_path}", "did you mean root_path?")]
    [InlineData("${resources.jobs.j.id}", "only known after a deployment")]
    [InlineData("${HOME:-x}", "is not a reference")]
    [InlineData("${nothing}", "no value 'nothing'")]
    [InlineData("${bundle.nme}", "did you mean name?")]
    public void A_reference_without_a_value_is_an_error(string text, string words)
    {
        using var folder = new BundleFolder(("databricks.yml", """
            bundle: {name: b}
            variables:
              host: {default: h}
              none: {}
              looked_up: {lookup: {cluster: x}}
              loop: {default: "${var.pool}"}
              pool: {default: "${var.loop}"}
              map: {default: {key: v}}
            resources: {jobs: {j: {name: x, description: "TEXT"}}}
            """.Replace("TEXT", text, StringComparison.Ordinal)));
        (string place, string message) = folder.Fault();
        Assert.Contains(words, message, StringComparison.Ordinal);
        Assert.True(place is "databricks.yml:9:46" or "databricks.yml:7:19", place);
    }

    [Fact]
    public void The_caller_can_give_what_only_a_deployment_knows()
    {
        using var folder = new BundleFolder(("databricks.yml",
            "resources: {jobs: {j: {tasks: [{task_key: a, run_job_task: {job_id: '${resources.jobs.x.id}'}}]}}}"));
        folder.Options.Variables = new Dictionary<string, object?> { ["resources.jobs.x.id"] = 7L };
        Assert.Contains("\"run_job_task\":{\"job_id\":7}", folder.Json(), StringComparison.Ordinal);
    }

    [Fact]
    public void Values_of_the_bundle_the_workspace_and_other_resources_are_known()
    {
        using var folder = new BundleFolder(("databricks.yml", """
            bundle: {name: b, git: {branch: main}}
            workspace: {root_path: "~/x/${bundle.target}", artifact_path: /Shared/a}
            resources:
              schemas: {s: {name: "s_${bundle.name}"}}
              jobs:
                j:
                  tags:
                    a: ${bundle.name}/${bundle.target}/${bundle.git.branch}
                    b: ${workspace.root_path}
                    c: /Workspace${workspace.state_path}
                    d: ${workspace.file_path}
                    e: ${workspace.artifact_path}
                    f: ${workspace.current_user.userName} ${workspace.current_user.short_name}
                    g: ${resources.schemas.s.name}
            """));
        IDictionary<string, string> tags = Assert.Single(folder.Read()).Settings.Tags!;
        Assert.Equal("b/default/main", tags["a"]);
        Assert.Equal("/Workspace/Users/Ada.Lovelace@example.com/x/default", tags["b"]);
        Assert.Equal("/Workspace/Users/Ada.Lovelace@example.com/x/default/state", tags["c"]);
        Assert.Equal("/Workspace/Shared/files", tags["d"]);
        Assert.Equal("/Workspace/Shared/a", tags["e"]);
        Assert.Equal("Ada.Lovelace@example.com ada_lovelace", tags["f"]);
        Assert.Equal("s_b", tags["g"]);
    }

    [Fact]
    public void A_git_folder_has_the_branch_the_commit_and_the_address()
    {
        using var folder = new BundleFolder(
            (".git/HEAD", "ref: refs/heads/main\n"),
            (".git/refs/heads/main", "abc\n"),
            (".git/config", "[core]\n\tbare = false\n[remote \"origin\"]\n\turl = https://host/repo.git\n"),
            ("databricks.yml",
                "resources: {jobs: {j: {name: '${bundle.git.branch} ${bundle.git.commit} "
                    + "${bundle.git.origin_url}'}}}"));
        Assert.Equal("main abc https://host/repo.git", Assert.Single(folder.Read()).Settings.Name);
    }

    [Fact]
    public void The_mode_development_changes_name_tags_runs_and_schedules()
    {
        const string Text = """
            resources:
              jobs:
                j: {name: j, schedule: {quartz_cron_expression: 0 0 0 * * ?, timezone_id: UTC}}
                k: {name: k, max_concurrent_runs: 9, tags: {dev: x}, continuous: {pause_status: UNPAUSED}}
            targets: {dev: {mode: development}}
            """;
        using var folder = new BundleFolder(("databricks.yml", Text));
        string[] jobs = [.. folder.Read().Select(job => job.Settings.ToJson().Replace('"', '\''))];
        Assert.Equal(
            "{'max_concurrent_runs':4,'name':'[dev ada_lovelace] j','schedule':{"
                + "'quartz_cron_expression':'0 0 0 * * ?','timezone_id':'UTC','pause_status':'PAUSED'},"
                + "'tags':{'dev':'ada_lovelace'}}",
            jobs[0]);
        Assert.Equal(
            "{'continuous':{'pause_status':'UNPAUSED'},'max_concurrent_runs':9,"
                + "'name':'[dev ada_lovelace] k','tags':{'dev':'x'}}",
            jobs[1]);
    }

    [Fact]
    public void Presets_run_as_and_permissions_apply_to_all_jobs()
    {
        const string Text = """
            presets: {name_prefix: "p ", tags: {team: a}, trigger_pause_status: PAUSED, jobs_max_concurrent_runs: 2}
            permissions: [{level: CAN_RUN, group_name: g}, {level: CAN_VIEW, user_name: u}]
            run_as: {user_name: me}
            resources:
              jobs:
                j:
                  name: j
                  run_as: {service_principal_name: sp}
                  trigger: {periodic: {interval: 1, unit: DAYS}}
                  permissions: [{level: CAN_MANAGE, user_name: u}]
                  lifecycle: {prevent_destroy: true}
                k: {name: k}
            """;
        using var folder = new BundleFolder(("databricks.yml", Text));
        var jobs = folder.Read();
        Assert.Equal(
            "{'max_concurrent_runs':2,'name':'p j','run_as':{'service_principal_name':'sp'},'tags':{'team':'a'},"
                + "'trigger':{'pause_status':'PAUSED','periodic':{'interval':1,'unit':'DAYS'}}}",
            jobs[0].Settings.ToJson().Replace('"', '\''));
        Assert.Equal(
            ["CAN_MANAGE u", "CAN_MANAGE_RUN g"],
            jobs[0].AccessControlList!.Select(entry => $"{entry.PermissionLevel} {entry.UserName}{entry.GroupName}"));
        Assert.Equal("me", jobs[1].Settings.RunAs!.UserName);
        Assert.Equal(
            ["CAN_MANAGE_RUN", "CAN_VIEW"], jobs[1].AccessControlList!.Select(entry => entry.PermissionLevel));
    }

    [Fact]
    public void Relative_paths_are_those_of_the_deployed_files()
    {
        const string Job = """
            resources:
              jobs:
                j:
                  tasks:
                    - {task_key: a, notebook_task: {notebook_path: ../src/note.py}}
                    - {task_key: b, spark_python_task: {python_file: ./run.py}}
                    - {task_key: c, notebook_task: {notebook_path: /Shared/x}}
                    - {task_key: d, libraries: [{whl: ../dist/*.whl}, {jar: dbfs:/x.jar}, {pypi: {package: pandas}}]}
                    - {task_key: e, sql_task: {warehouse_id: w, file: {path: ../q.sql}}}
                    - task_key: f
                      for_each_task:
                        inputs: "[]"
                        task: {task_key: g, dbt_task: {commands: [dbt run], project_directory: ../}}
                  environments:
                    - environment_key: e
                      spec: {dependencies: [pandas==2.0, ./x.whl, -r ../req.txt, "foo @ https://x/y"]}
                git:
                  git_source: {git_url: https://x, git_provider: gitHub, git_branch: main}
                  tasks: [{task_key: a, notebook_task: {notebook_path: src/note}}]
            """;
        using var folder = new BundleFolder(
            ("databricks.yml", "include: [jobs/*.yml]"), ("jobs/j.yml", Job), ("dist/p-1.whl", ""));
        var jobs = folder.Read();
        string json = jobs[0].Settings.ToJson();
        foreach (string path in new[]
            {
                "\"/Workspace/Shared/files/src/note\"", "\"/Workspace/Shared/files/jobs/run.py\"", "\"/Shared/x\"",
                "\"/Workspace/Shared/files/dist/p-1.whl\"", "\"dbfs:/x.jar\"", "\"/Workspace/Shared/files/q.sql\"",
                "\"project_directory\":\"/Workspace/Shared/files/\"",
                "[\"pandas==2.0\",\"/Workspace/Shared/files/jobs/x.whl\",\"-r /Workspace/Shared/files/req.txt\","
                    + "\"foo @ https://x/y\"]",
            })
        {
            Assert.Contains(path, json, StringComparison.Ordinal);
        }

        Assert.Equal("src/note", jobs[1].Settings.Tasks![0].NotebookTask!.NotebookPath);
        folder.Options.FilesRoot = null;
        (string place, string message) = folder.Fault();
        Assert.Equal("jobs/j.yml:5:56", place);
        Assert.Contains("set FilesRoot", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../../x.py", "", "outside the folder of the bundle")]
    [InlineData("../common/x.py", "sync: {paths: [../common]}", "")]
    [InlineData("./*.py", "", "matches 0 files")]
    public void A_path_must_be_in_the_deployed_files(string path, string sync, string words)
    {
        using var folder = new BundleFolder(("b/databricks.yml",
            sync + "\nresources: {jobs: {j: {tasks: [{task_key: a, spark_python_task: {python_file: "
                + path + "}}]}}}"));
        var read = () => new Databricks.Jobs.Definitions.JobDefinitionReader(folder.Options)
            .ReadFile(Path.Combine(folder.Path, "b"));
        if (words.Length == 0)
        {
            Assert.Equal(
                "/Workspace/Shared/files/common/x.py",
                Assert.Single(read()).Settings.Tasks![0].SparkPythonTask!.PythonFile);
        }
        else
        {
            Assert.Contains(
                words,
                Assert.Throws<Databricks.Jobs.Definitions.JobDefinitionException>(read).Message,
                StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("[ab]", "dist/*.whl", "dist/p-1.whl")]
    [InlineData("b", "dist/p[1].whl", "dist/p[1].whl")]
    [InlineData("b", "dist/p[2*", "dist/p[2.whl")]
    public void A_bracket_can_be_part_of_a_name(string name, string path, string file)
    {
        using var folder = new BundleFolder(
            ($"{name}/databricks.yml",
                $"resources: {{jobs: {{j: {{tasks: [{{task_key: a, libraries: [{{whl: '{path}'}}]}}]}}}}}}"),
            ($"{name}/{file}", ""));
        var jobs = new Databricks.Jobs.Definitions.JobDefinitionReader(folder.Options)
            .ReadFile(Path.Combine(folder.Path, name));
        Assert.Equal(
            $"/Workspace/Shared/files/{file}", Assert.Single(jobs).Settings.Tasks![0].Libraries![0].Whl);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n")]
    [InlineData("# nothing yet\n")]
    [InlineData("---\n")]
    public void An_included_file_can_have_no_definition(string text)
    {
        using var folder = new BundleFolder(
            ("databricks.yml", "include: [a.yml]\nresources: {jobs: {j: {name: j}}}"), ("a.yml", text));
        Assert.Equal("j", Assert.Single(folder.Read()).Settings.Name);
    }

    [Fact]
    public void References_cannot_expand_without_a_limit()
    {
        string variables = string.Concat(Enumerable.Range(1, 40).Select(i =>
            $"  v{i}: {{default: \"${{var.v{i - 1}}}${{var.v{i - 1}}}\"}}\n"
            + $"  l{i}: {{default: [\"${{var.l{i - 1}}}\", \"${{var.l{i - 1}}}\"]}}\n"));
        foreach (string name in new[] { "v40", "l40" })
        {
            using var folder = new BundleFolder(("databricks.yml",
                $"variables:\n  v0: {{default: xxxxxxxx}}\n  l0: {{default: x}}\n{variables}"
                + $"resources: {{jobs: {{j: {{name: \"${{var.{name}}}\"}}}}}}\n"));
            Assert.Contains("expand to more than", folder.Fault().Message, StringComparison.Ordinal);
        }
    }

    private static string Read(string text, string? target)
    {
        using var folder = new BundleFolder(("databricks.yml", text));
        folder.Options.Target = target;
        return folder.Json();
    }
}
