using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Databricks.Jobs.LocalWorkspace;
using static Databricks.Jobs.Tests.LocalWorkspace.TestWorkspace;

namespace Databricks.Jobs.Tests.LocalWorkspace;

/// <summary>Permissions, policies, and who the caller is.</summary>
public sealed class AccessTests : IDisposable
{
    private readonly TestWorkspace _workspace = new(new LocalWorkspaceOptions
    {
        Clients = new Dictionary<string, string> { ["id"] = "secret" },
        SubjectTokens = ["jwt"],
    });

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task The_creator_owns_a_job_and_admins_manage_it()
    {
        var path = $"api/2.0/permissions/jobs/{await _workspace.CreateAsync("{}")}";
        var access = (await _workspace.GetAsync(path)).Json;
        Assert.Equal("local.user@example.com", access.Text("access_control_list.0.user_name"));
        Assert.Equal("IS_OWNER", access.Text("access_control_list.0.all_permissions.0.permission_level"));
        Assert.Equal("admins", access.Text("access_control_list.1.group_name"));
        Assert.Equal("/jobs/", access.Text("access_control_list.1.all_permissions.0.inherited_from_object.0"));
        var levels = (await _workspace.GetAsync(path + "/permissionLevels")).Json;
        Assert.Equal(4, levels.At("permission_levels").GetArrayLength());
    }

    [Fact]
    public async Task Put_replaces_and_patch_adds_and_there_is_always_one_owner()
    {
        var path = $"api/2.0/permissions/jobs/{await _workspace.CreateAsync("{}")}";
        const string View = """{"group_name":"users","permission_level":"CAN_VIEW"}""";
        const string Owner = """{"service_principal_name":"sp","permission_level":"IS_OWNER"}""";

        var none = await _workspace.SendAsync(HttpMethod.Put, path, $$"""{"access_control_list":[{{View}}]}""");
        Assert.Equal("The job must have exactly one owner.", none.Message);
        var added = await _workspace.SendAsync(HttpMethod.Patch, path, $$"""{"access_control_list":[{{View}}]}""");
        Assert.Equal(3, added.Json.At("access_control_list").GetArrayLength());
        var two = await _workspace.SendAsync(HttpMethod.Patch, path, $$"""{"access_control_list":[{{Owner}}]}""");
        Assert.Equal(HttpStatusCode.BadRequest, two.Status);
        var replaced = await _workspace.SendAsync(HttpMethod.Put, path, $$"""{"access_control_list":[{{Owner}}]}""");
        Assert.Equal("sp", replaced.Json.Text("access_control_list.0.service_principal_name"));
        Assert.Equal(2, replaced.Json.At("access_control_list").GetArrayLength());
    }

    [Theory]
    [InlineData("""{"group_name":"g","permission_level":"IS_OWNER"}""")]
    [InlineData("""{"group_name":"g"}""")]
    [InlineData("""{"group_name":"g","permission_level":"CAN_DREAM"}""")]
    public async Task Entries_that_make_no_sense_are_rejected(string entry)
    {
        var path = $"api/2.0/permissions/jobs/{await _workspace.CreateAsync("{}")}";
        var reply = await _workspace.SendAsync(HttpMethod.Patch, path, $$"""{"access_control_list":[{{entry}}]}""");
        Assert.Equal("INVALID_PARAMETER_VALUE", reply.Code);
        Assert.Equal(HttpStatusCode.BadRequest, (await _workspace.GetAsync("api/2.0/permissions/jobs/x")).Status);
    }

    [Fact]
    public async Task Violations_show_until_they_are_enforced()
    {
        var id = await _workspace.CreateAsync($$$"""
            {"name":"j","tasks":[{{{Notebook("a")}}}],
             "job_clusters":[{"job_cluster_key":"main","new_cluster":{"num_workers":50,"policy_id":"p"}}]}
            """);
        await _workspace.CreateAsync("""{"name":"other"}""");
        _workspace.Server.AddViolation(new PolicyViolation
        {
            PolicyId = "p",
            JobName = "j",
            Field = "main.new_cluster.num_workers",
            Message = "too many",
            RequiredValue = "8",
        });
        const string Root = "api/2.0/policies/jobs/";
        var body = $$"""{"job_id":{{id}},"validate_only":true}""";

        var before = (await _workspace.GetAsync($"{Root}get-compliance?job_id={id}")).Json;
        Assert.Equal("False", before.Text("is_compliant"));
        Assert.Equal("""{"main.new_cluster.num_workers":"too many"}""", before.Text("violations"));
        var tried = (await _workspace.PostAsync(Root + "enforce-compliance", body)).Json;
        Assert.Equal("50", tried.Text("job_cluster_changes.0.previous_value"));
        Assert.Equal("8", tried.Text("settings.job_clusters.0.new_cluster.num_workers"));
        var listed = (await _workspace.GetAsync($"{Root}list-compliance?policy_id=p")).Json;
        Assert.Equal("False", listed.Text("jobs.0.is_compliant"));

        await _workspace.PostAsync(Root + "enforce-compliance", $$"""{"job_id":{{id}}}""");
        var list = (await _workspace.GetAsync($"{Root}list-compliance?policy_id=p&page_size=1")).Json;
        Assert.Equal("True", list.Text("jobs.0.is_compliant"));
        Assert.Equal(1, list.At("jobs").GetArrayLength());
        Assert.Equal("False", (await _workspace.PostAsync(Root + "enforce-compliance", body)).Json.Text("has_changes"));
        var tooMany = await _workspace.GetAsync($"{Root}list-compliance?policy_id=p&page_size=1000");
        Assert.Equal(HttpStatusCode.BadRequest, tooMany.Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await _workspace.GetAsync($"{Root}list-compliance")).Status);
        _workspace.Server.ClearViolations();
        var after = (await _workspace.GetAsync($"{Root}get-compliance?job_id={id}")).Json;
        Assert.Equal("True", after.Text("is_compliant"));
    }

    [Theory]
    [InlineData("main.new_cluster.num_wrkers")]
    [InlineData("main.num_workers.x")]
    [InlineData("main")]
    [InlineData("")]
    public async Task A_violation_of_a_field_that_no_job_can_have_is_rejected(string field)
    {
        ArgumentException problem = Assert.Throws<ArgumentException>(
            () => _workspace.Server.AddViolation(new PolicyViolation { PolicyId = "p", Field = field }));
        Assert.Contains($"'{field}'", problem.Message, StringComparison.Ordinal);
        WorkspaceResponse reply = await _workspace.PostAsync(
            "local/violations", $$"""{"policy_id":"p","field":"{{field}}"}""");
        Assert.Equal("INVALID_PARAMETER_VALUE", reply.Code);
    }

    [Fact]
    public async Task A_violation_of_a_field_that_its_job_does_not_have_is_an_error()
    {
        long id = await _workspace.CreateAsync($$$"""
            {"name":"j","tasks":[{{{Notebook("a")}}}],
             "job_clusters":[{"job_cluster_key":"main","new_cluster":{"num_workers":50}}]}
            """);
        _workspace.Server.AddViolation(new PolicyViolation
        {
            PolicyId = "p", JobName = "j", Field = "mian.new_cluster.num_workers", RequiredValue = "8",
        });
        const string Root = "api/2.0/policies/jobs/";
        WorkspaceResponse[] replies =
        [
            await _workspace.GetAsync($"{Root}get-compliance?job_id={id}"),
            await _workspace.GetAsync($"{Root}list-compliance?policy_id=p"),
            await _workspace.PostAsync(Root + "enforce-compliance", $$"""{"job_id":{{id}}}"""),
        ];
        Assert.All(replies, reply =>
        {
            Assert.Equal(HttpStatusCode.BadRequest, reply.Status);
            Assert.Contains("mian.new_cluster.num_workers", reply.Message, StringComparison.Ordinal);
            Assert.Contains("Its job clusters: main. Its tasks: a.", reply.Message, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task A_violation_for_many_jobs_applies_to_those_with_the_field()
    {
        long id = await _workspace.CreateTasksAsync(Notebook("a"));
        _workspace.Server.AddViolation(new PolicyViolation
        {
            PolicyId = "p", JobName = "j*", Field = "main.new_cluster.num_workers", RequiredValue = "8",
        });
        WorkspaceResponse reply = await _workspace.GetAsync($"api/2.0/policies/jobs/get-compliance?job_id={id}");
        Assert.Equal("True", reply.Json.Text("is_compliant"));
    }

    [Fact]
    public async Task Without_the_right_token_nothing_is_returned()
    {
        _workspace.Client.DefaultRequestHeaders.Authorization = null;
        var without = await _workspace.GetAsync("api/2.2/jobs/list");
        Assert.Equal((HttpStatusCode.Unauthorized, "401"), (without.Status, without.Code));
        Assert.Equal("Credential was not sent or was of an unsupported type for this API.", without.Message);
        _workspace.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "other");
        foreach (string path in new[] { "api/2.2/jobs/list", "local/clock" })
        {
            WorkspaceResponse wrong = await _workspace.GetAsync(path);
            Assert.Equal(HttpStatusCode.Forbidden, wrong.Status);
            Assert.Equal("""{"error_code":403,"message":"Invalid access token."}""", wrong.Text);
        }
    }

    [Fact]
    public async Task The_caller_and_the_host_say_who_they_are()
    {
        var caller = (await _workspace.GetAsync("api/2.0/preview/scim/v2/Me")).Json;
        Assert.Equal("local.user@example.com", caller.Text("userName"));
        var host = (await _workspace.GetAsync(".well-known/databricks-config")).Json;
        Assert.Contains("/oidc", host.Text("oidc_endpoint"), StringComparison.Ordinal);
        Assert.Contains("computes nothing", (await _workspace.GetAsync("")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_gets_a_token_that_expires_on_the_clock_of_the_workspace()
    {
        var endpoints = (await _workspace.GetAsync("oidc/.well-known/oauth-authorization-server")).Json;
        var reply = await TokenAsync(endpoints.Text("token_endpoint")!, "id:secret", "grant_type=client_credentials");
        Assert.Equal("3600", reply.Json.Text("expires_in"));
        _workspace.Client.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Bearer", reply.Json.Text("access_token"));
        Assert.Equal(HttpStatusCode.OK, (await _workspace.GetAsync("api/2.2/jobs/list")).Status);
        _workspace.Advance(3575);
        var late = await _workspace.GetAsync("api/2.2/jobs/list");
        Assert.Equal(HttpStatusCode.Forbidden, late.Status);
        Assert.Equal("Token is expiring within 30 seconds. (token expired)", late.Message);
    }

    [Theory]
    [InlineData("id:wrong", "grant_type=client_credentials", 401)]
    [InlineData("nonsense", "grant_type=client_credentials", 401)]
    [InlineData("", "grant_type=client_credentials&client_id=id&client_secret=secret", 200)]
    [InlineData("", "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Atoken-exchange&subject_token=jwt", 200)]
    [InlineData("", "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Atoken-exchange&subject_token=x", 401)]
    [InlineData("", "grant_type=password", 400)]
    public async Task The_token_endpoint_looks_at_credentials(string basic, string form, int status)
    {
        var reply = await TokenAsync("oidc/v1/token", basic, form);
        Assert.Equal(status, (int)reply.Status);
        Assert.DoesNotContain("secret", _workspace.Server.Requests[^1].Body ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_token_can_have_a_workspace_of_its_own()
    {
        using var shared = new TestWorkspace(new LocalWorkspaceOptions { WorkspacePerToken = true });
        await shared.CreateAsync("""{"name":"mine"}""");
        shared.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "other");
        Assert.False((await shared.JobsAsync("list")).Has("jobs"));
    }

    [Fact]
    public async Task A_server_can_do_without_tokens()
    {
        using var open = new TestWorkspace(new LocalWorkspaceOptions { RequireToken = false });
        open.Client.DefaultRequestHeaders.Authorization = null;
        await open.CreateTasksAsync(Notebook("a"));
    }

    private async Task<WorkspaceResponse> TokenAsync(string address, string basic, string form)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address);
        request.Content = new StringContent(form, Encoding.UTF8, "application/x-www-form-urlencoded");
        request.Headers.Authorization = basic.Length == 0 ? null : new AuthenticationHeaderValue(
            "Basic", basic == "nonsense" ? "%%%" : Convert.ToBase64String(Encoding.UTF8.GetBytes(basic)));
        using var response = await _workspace.Client.SendAsync(request);
        return new WorkspaceResponse(response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
