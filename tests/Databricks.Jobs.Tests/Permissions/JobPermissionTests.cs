using System.Text.Json;
using Databricks.Jobs.LocalWorkspace;
using Databricks.Jobs.Models;
using Databricks.Jobs.Permissions;
using Databricks.Jobs.Tests.Servers;

namespace Databricks.Jobs.Tests.Permissions;

public sealed class JobPermissionTests : IAsyncLifetime, IDisposable
{
    private const string Me = "local.user@example.com";

    private readonly LocalWorkspaceFixture _fixture = new();
    private long _job;

    public async Task InitializeAsync() => _job = await _fixture.CreateAsync("""
        {"name":"etl","access_control_list":[{"group_name":"data","permission_level":"CAN_MANAGE_RUN"}]}
        """);

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Permissions_come_as_one_entry_each()
    {
        IReadOnlyList<JobPermissionEntry> entries = await _fixture.Client.GetPermissionEntriesAsync(_job);

        Assert.Equal(
            ["group admins: CAN_MANAGE (inherited)", "group data: CAN_MANAGE_RUN", $"user {Me}: IS_OWNER"],
            entries.Select(static entry => entry.ToString()).Order(StringComparer.Ordinal));
        Assert.All(entries, entry => Assert.Equal(_job, entry.JobId));
        Assert.Equal("/jobs/", Assert.Single(entries, static entry => entry.Inherited).InheritedFrom);
    }

    [Fact]
    public async Task Permissions_that_are_put_back_as_they_came_are_the_same_and_inherited_ones_are_not_sent()
    {
        IReadOnlyList<JobPermissionEntry> before = await _fixture.Client.GetPermissionEntriesAsync(_job);
        IReadOnlyList<JobPermissionEntry> after = await _fixture.Client.SetPermissionEntriesAsync(_job, before);

        Assert.Equal(Show(before), Show(after));
        Assert.DoesNotContain("admins", Sent("PUT"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_an_owner_the_present_one_stays()
    {
        IReadOnlyList<JobPermissionEntry> after =
            await _fixture.Client.SetPermissionEntriesAsync(_job, [Entry("group", "ops", "CAN_VIEW")]);

        Assert.Equal(
            ["group admins: CAN_MANAGE (inherited)", "group ops: CAN_VIEW", $"user {Me}: IS_OWNER"],
            Show(after));
    }

    [Fact]
    public async Task With_an_owner_the_present_permissions_need_not_be_asked_for()
    {
        await _fixture.Client.SetPermissionEntriesAsync(_job, [Entry("service_principal", "app-1", "is_owner")]);

        Assert.DoesNotContain(_fixture.Workspace.Requests, static request => request.Method == "GET");
        Assert.Equal(
            """{"access_control_list":[{"permission_level":"IS_OWNER","service_principal_name":"app-1"}]}""",
            Sent("PUT"));
    }

    public static TheoryData<string, JobPermissionEntry[]> Rejected() => new()
    {
        { "user a and user b have IS_OWNER", [Entry("user", "a", "IS_OWNER"), Entry("user", "b", "IS_OWNER")] },
        { "two levels: CAN_VIEW and CAN_MANAGE", [Entry("user", "a", "CAN_VIEW"), Entry("user", "A", "CAN_MANAGE")] },
        { "group data cannot own the job", [Entry("group", "data", "IS_OWNER")] },
        { $"user {Me} owns the job", [Entry("user", Me, "CAN_VIEW")] },
    };

    [Theory]
    [MemberData(nameof(Rejected))]
    public async Task A_job_keeps_exactly_one_owner_and_each_principal_one_level(
        string message,
        JobPermissionEntry[] entries)
    {
        int before = _fixture.Changes().Count();
        var failure = await Assert.ThrowsAsync<JobPermissionException>(
            () => _fixture.Client.SetPermissionEntriesAsync(_job, entries));

        Assert.Contains(message, failure.Problem, StringComparison.Ordinal);
        Assert.Equal(before, _fixture.Changes().Count());
    }

    [Theory]
    [InlineData(
        "user",
        "a",
        "CAN_MANGE",
        "Permission[0].PermissionLevel: 'CAN_MANGE' is not a known JobPermissionLevel; did you mean CAN_MANAGE?")]
    [InlineData("user", "a", null, "Allowed: CAN_MANAGE, CAN_MANAGE_RUN, CAN_VIEW, IS_OWNER")]
    [InlineData(
        "users",
        "a",
        "CAN_VIEW",
        "Permission[0].PrincipalType: 'users' is not a known value; did you mean user?")]
    [InlineData("user", "", "CAN_VIEW", "Permission[0].Principal: expected")]
    public async Task An_entry_that_is_wrong_is_named(string type, string principal, string? level, string message)
    {
        var failure = await Assert.ThrowsAsync<ModelBindingException>(
            () => _fixture.Client.SetPermissionEntriesAsync(_job, [Entry(type, principal, level)]));

        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_entry_twice_is_sent_once()
    {
        await _fixture.Client.SetPermissionEntriesAsync(
            _job,
            [Entry("user", "a", "CAN_VIEW"), Entry("user", "a", "can_view"), Entry("user", "b", "IS_OWNER")]);

        using var sent = JsonDocument.Parse(Sent("PUT"));
        Assert.Equal(2, sent.RootElement.GetProperty("access_control_list").GetArrayLength());
    }

    [Fact]
    public async Task A_grant_sends_one_entry_and_leaves_the_rest()
    {
        IReadOnlyList<JobPermissionEntry> after =
            await _fixture.Client.GrantPermissionAsync(_job, Entry("user", "ada", "CanView"));

        Assert.Equal("""{"access_control_list":[{"permission_level":"CAN_VIEW","user_name":"ada"}]}""", Sent("PATCH"));
        Assert.Equal(4, after.Count);
    }

    [Fact]
    public async Task A_new_owner_takes_the_place_of_the_old_one_who_can_still_manage()
    {
        IReadOnlyList<JobPermissionEntry> after =
            await _fixture.Client.GrantPermissionAsync(_job, Entry("user", "ada", "IS_OWNER"));

        Assert.Equal(
            [
                "group admins: CAN_MANAGE (inherited)", "group data: CAN_MANAGE_RUN", "user ada: IS_OWNER",
                $"user {Me}: CAN_MANAGE",
            ],
            Show(after));
        int changes = _fixture.Changes().Count();
        Assert.Equal(
            Show(after),
            Show(await _fixture.Client.GrantPermissionAsync(_job, Entry("user", "ADA", "IS_OWNER"))));
        Assert.Equal(changes, _fixture.Changes().Count());
    }

    [Fact]
    public async Task The_owner_cannot_be_given_less()
    {
        var failure = await Assert.ThrowsAsync<JobPermissionException>(
            () => _fixture.Client.GrantPermissionAsync(_job, Entry("user", Me, "CAN_MANAGE")));

        Assert.StartsWith($"The user {Me} owns the job", failure.Problem, StringComparison.Ordinal);
        Assert.IsType<InvalidRequestException>(failure.InnerException);
    }

    [Fact]
    public async Task Revoking_takes_one_principal_out_and_leaves_the_rest()
    {
        IReadOnlyList<JobPermissionEntry>? after =
            await _fixture.Client.RevokePermissionAsync(_job, "DATA", JobPrincipalType.Group);

        Assert.Equal(["group admins: CAN_MANAGE (inherited)", $"user {Me}: IS_OWNER"], Show(after!));
    }

    [Fact]
    public async Task Revoking_what_nobody_has_sends_nothing()
    {
        int before = _fixture.Changes().Count();

        Assert.Null(await _fixture.Client.RevokePermissionAsync(_job, "data", JobPrincipalType.User));
        Assert.Equal(before, _fixture.Changes().Count());
    }

    [Theory]
    [InlineData(Me, JobPrincipalType.User, "owns the job. Revoking this permission would leave")]
    [InlineData("admins", JobPrincipalType.Group, "by inheritance from /jobs/")]
    public async Task Neither_the_owner_nor_what_is_inherited_is_revoked(string principal, string type, string message)
    {
        var failure = await Assert.ThrowsAsync<JobPermissionException>(
            () => _fixture.Client.RevokePermissionAsync(_job, principal, type));

        Assert.Contains(message, failure.Problem, StringComparison.Ordinal);
    }

    private static JobPermissionEntry Entry(string type, string principal, string? level) =>
        new() { PrincipalType = type, Principal = principal, PermissionLevel = level };

    private static string[] Show(IEnumerable<JobPermissionEntry> entries) =>
        [.. entries.Select(static entry => entry.ToString()).Order(StringComparer.Ordinal)];

    private string Sent(string method)
    {
        RecordedRequest request = _fixture.Changes(method).Last();
        return request.Body!;
    }
}
