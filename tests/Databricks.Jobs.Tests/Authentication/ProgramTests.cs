using System.Diagnostics;
using Databricks.Jobs.Authentication;

namespace Databricks.Jobs.Tests.Authentication;

/// <summary>Programs that issue tokens, simulated by real scripts, and which method is used.</summary>
public sealed class ProgramTests : IDisposable
{
    private const string Token =
        """{"access_token":"cli-1","token_type":"Bearer","expiry":"2026-01-01T02:00:00+01:00"}""";

    private readonly AuthenticationFixture _fixture = new();
    private readonly string _folder;

    public ProgramTests()
    {
        _folder = Directory.CreateDirectory(Path.Combine(_fixture.Environment.HomeFolder, "bin")).FullName;
        _fixture.Environment["PATH"] = $"relative{Path.PathSeparator}{Path.PathSeparator}{_folder}";
    }

    public void Dispose() => _fixture.Dispose();

    [UnixFact]
    public async Task The_Databricks_CLI_gets_the_host()
    {
        Write("databricks", $"echo \"$@\" > '{_folder}/line'; echo '{Token}'");

        WorkspaceCredentials found = Resolve();

        Assert.Equal("cli-1", await found.TokenAsync());
        Assert.Equal(("databricks-cli", "the Databricks CLI"), (found.Method, found.Source));
        Assert.Equal(
            $"auth token --host {_fixture.Server.Host}\n",
            await File.ReadAllTextAsync(Path.Combine(_folder, "line")));
        Assert.Equal(new DateTimeOffset(2026, 1, 1, 1, 0, 0, TimeSpan.Zero), found.TokenExpiresAt);
    }

    [UnixFact]
    public async Task The_Databricks_CLI_gets_the_profile_that_the_host_came_from()
    {
        Write("databricks", $"echo \"$@\" > '{_folder}/line'; echo '{Token}'");
        _fixture.Environment.WithProfiles($"[my profile]\nhost = {_fixture.Server.Host}\nauth_type = databricks-cli\n");

        WorkspaceCredentials found = Resolve(new CredentialsRequest { Profile = "my profile" });

        Assert.Equal("the Databricks CLI's profile my profile", found.Source);
        Assert.Equal("cli-1", await found.TokenAsync());
        Assert.Equal("auth token --profile my profile\n", await File.ReadAllTextAsync(Path.Combine(_folder, "line")));
    }

    [UnixFact]
    public async Task An_older_Databricks_CLI_without_profiles_gets_the_host()
    {
        Write(
            "databricks",
            $"[ $3 = --host ] || {{ echo 'Error: unknown flag: --profile' >&2; exit 1; }}; echo '{Token}'");
        _fixture.Environment.WithProfiles($"[dev]\nhost = {_fixture.Server.Host}\n");

        Assert.Equal("cli-1", await Resolve(new CredentialsRequest { Profile = "dev" }).TokenAsync());
    }

    [UnixFact]
    public async Task The_error_output_of_the_Databricks_CLI_is_shown_without_secrets()
    {
        Write("databricks", "echo 'Error: no login; refresh_token: abcdef123 dapi0123456789ab' >&2; exit 1");

        var error = await Assert.ThrowsAsync<CredentialsException>(() => Resolve().TokenAsync());

        Assert.Contains(
            "databricks auth token failed: Error: no login; refresh_token: *** ***",
            error.Problem,
            StringComparison.Ordinal);
        Assert.Equal($"Run databricks auth login --host {_fixture.Server.Host}.", error.RecommendedAction);
    }

    [UnixFact]
    public async Task Output_that_is_not_JSON_is_an_error_that_does_not_show_it()
    {
        Write("databricks", "echo secret-output");

        var error = await Assert.ThrowsAsync<CredentialsException>(() => Resolve().TokenAsync());

        Assert.Contains("is not JSON", error.Problem, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-output", error.ToString(), StringComparison.Ordinal);
    }

    [UnixFact]
    public void The_old_Python_CLI_is_ignored_and_rejected_if_it_is_selected()
    {
        File.WriteAllText(Path.Combine(_folder, "databricks"), "#!/usr/bin/python\n");

        Assert.Contains("no credentials were found", _fixture.Fail().Problem, StringComparison.Ordinal);
        Assert.Contains(
            "the old Python program of the same name",
            _fixture.Fail(new CredentialsRequest { AuthType = "databricks-cli" }).Problem,
            StringComparison.Ordinal);
    }

    [UnixFact]
    public async Task The_Databricks_CLI_can_be_anywhere_and_behind_a_link()
    {
        Write("real", $"echo '{Token}'");
        File.CreateSymbolicLink(Path.Combine(_fixture.Environment.HomeFolder, "link"), Path.Combine(_folder, "real"));

        WorkspaceCredentials found = Resolve(new CredentialsRequest { DatabricksCliPath = "~/link" });

        Assert.Equal("cli-1", await found.TokenAsync());
    }

    [UnixFact]
    public async Task If_the_Databricks_CLI_has_no_login_the_next_method_is_used_from_then_on()
    {
        Write(
            "databricks",
            $"echo x >> '{_folder}/calls'; echo 'Error: databricks OAuth is not configured' >&2; exit 1");
        File.WriteAllText(Path.Combine(_fixture.Environment.HomeFolder, "jwt"), "jwt-1");
        _fixture.Environment["DATABRICKS_OIDC_TOKEN_FILEPATH"] = "~/jwt";
        using var client = JobsClient.Connect(options: Options());
        Assert.Equal("databricks-cli or file-oidc", client.Credentials.Method);

        await client.GetAsync(7);
        await client.GetAsync(7);

        Assert.Equal("file-oidc", client.Credentials.Method);
        Assert.Equal(2, _fixture.To("/api/2.2/jobs/get").Count());
        Assert.All(
            _fixture.To("/api/2.2/jobs/get"),
            static request =>
                Assert.Contains("auth/file-oidc", request.Headers["User-Agent"], StringComparison.Ordinal));
        Assert.Equal("x\n", await File.ReadAllTextAsync(Path.Combine(_folder, "calls")));
    }

    [UnixFact]
    public async Task A_service_principal_comes_before_the_Databricks_CLI()
    {
        Write("databricks", "exit 1");

        WorkspaceCredentials found = Resolve(new CredentialsRequest { ClientId = "me", ClientSecret = "hidden" });

        Assert.Equal("oauth-m2m", found.Method);
        Assert.Equal("token-1", await found.TokenAsync());
    }

    [UnixFact]
    public void No_program_runs_while_the_methods_are_resolved()
    {
        Write("databricks", $"echo x > '{_folder}/calls'");

        WorkspaceCredentials first = Resolve();

        Assert.True(first.IsSame(Resolve()));
        Assert.False(File.Exists(Path.Combine(_folder, "calls")));
        Assert.Empty(_fixture.Server.Requests);
    }

    [UnixFact]
    public async Task A_program_that_does_not_end_is_stopped()
    {
        Write("slow", "sleep 600");
        var watch = Stopwatch.StartNew();

        await Assert.ThrowsAsync<TimeoutException>(() => ProgramRunner.Instance.RunAsync(
            Path.Combine(_folder, "slow"), [], TimeSpan.FromMilliseconds(200), default));

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60));
    }

    [UnixFact]
    public async Task Arguments_arrive_unchanged()
    {
        Write("show", "for one in \"$@\"; do echo \"<$one>\"; done; echo problem >&2; exit 3");
        string[] arguments = ["a b", "", "\"quoted\"", "$HOME", "; exit 1", "back\\"];

        ProgramResult result = await ProgramRunner.Instance.RunAsync(
            Path.Combine(_folder, "show"), arguments, TimeSpan.FromMinutes(1), default);

        Assert.Equal(
            arguments.Select(static one => $"<{one}>\n"),
            result.Output.Split('\n').SkipLast(1).Select(static line => line + "\n"));
        Assert.Equal((3, "problem\n"), (result.ExitCode, result.Errors));
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a b", "\"a b\"")]
    [InlineData("", "\"\"")]
    [InlineData("a\"b", "\"a\\\"b\"")]
    [InlineData("a b\\", "\"a b\\\\\"")]
    [InlineData("a\\\"b", "\"a\\\\\\\"b\"")]
    public void Arguments_are_quoted_for_Windows(string argument, string expected) =>
        Assert.Equal(expected, ProgramRunner.Quote([argument]));

    private WorkspaceCredentials Resolve(CredentialsRequest? request = null) =>
        Options().ResolveCredentials(request ?? new CredentialsRequest());

    // The real program runner, and nothing else of this machine.
    private JobsClientOptions Options() => new() { TimeProvider = _fixture.Clock, Environment = _fixture.Environment };

    private void Write(string name, string script)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, $"#!/bin/sh\n{script}\nexit 0\n{new string('#', 1 << 20)}\n");
        const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite;
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, Mode);
    }
}

/// <summary>A test that simulates programs with shell scripts.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute() => Skip = OperatingSystem.IsWindows() ? "Needs a shell of Unix." : null;
}
