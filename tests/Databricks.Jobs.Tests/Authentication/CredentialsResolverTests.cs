using Databricks.Jobs.Authentication;
using Databricks.Jobs.Tests.Servers;

namespace Databricks.Jobs.Tests.Authentication;

public sealed class CredentialsResolverTests : IDisposable
{
    private const string Profiles = """
        ; the old one
        [DEFAULT]
        host = https://default.example.com/
        token = dapidefault

        [dev]
        host  = https://dev.example.com
        token = dapidev=1

        [machine]
        host = https://machine.example.com
        client_id = me
        client_secret = hidden

        # no token
        [hostonly]
        host = https://hostonly.example.com
        """;

    private readonly FakeEnvironment _environment = new();

    public void Dispose() => _environment.Dispose();

    [Fact]
    public async Task Arguments_come_first()
    {
        _environment.WithProfiles(Profiles);
        _environment["DATABRICKS_HOST"] = "https://environment.example.com";
        _environment["DATABRICKS_TOKEN"] = "dapienvironment";

        WorkspaceCredentials found =
            Resolve(new CredentialsRequest { Host = "argument.example.com", Token = "dapiargument" });

        Assert.Equal("argument.example.com", found.Host.Host);
        Assert.Equal("argument", found.Source);
        Assert.Equal("pat", found.Method);
        Assert.Equal("dapiargument", await TokenOfAsync(found));
    }

    [Fact]
    public async Task The_environment_comes_before_the_profile_that_it_names()
    {
        _environment.WithProfiles(Profiles);
        _environment["DATABRICKS_CONFIG_PROFILE"] = "dev";
        _environment["DATABRICKS_TOKEN"] = "dapienvironment";

        WorkspaceCredentials found = Resolve();

        Assert.Equal("dev.example.com", found.Host.Host);
        Assert.Equal("environment variable DATABRICKS_TOKEN", found.Source);
        Assert.Equal("dapienvironment", await TokenOfAsync(found));
    }

    [Fact]
    public async Task A_profile_named_as_argument_comes_before_the_environment()
    {
        _environment.WithProfiles(Profiles);
        _environment["DATABRICKS_HOST"] = "https://environment.example.com";
        _environment["DATABRICKS_TOKEN"] = "dapienvironment";
        _environment["DATABRICKS_CLIENT_ID"] = "left over";

        WorkspaceCredentials found = Resolve(new CredentialsRequest { Profile = "dev" });

        Assert.Equal("dev.example.com", found.Host.Host);
        Assert.Equal("profile dev in ~/.databrickscfg", found.Source);
        Assert.Equal("dapidev=1", await TokenOfAsync(found));
    }

    [Fact]
    public async Task By_default_the_default_profile_is_read()
    {
        _environment.WithProfiles(Profiles);

        WorkspaceCredentials found = Resolve();

        Assert.Equal("default.example.com", found.Host.Host);
        Assert.Equal("dapidefault", await TokenOfAsync(found));
        Assert.Equal("pat for default.example.com from profile DEFAULT in ~/.databrickscfg", found.ToString());
    }

    [Fact]
    public void The_file_can_name_the_default_profile()
    {
        _environment.WithProfiles("[__settings__]\ndefault_profile = dev\n" + Profiles);

        Assert.Equal("dev.example.com", Resolve().Host.Host);
    }

    [Theory]
    [InlineData("default_profile = deleted", "The profile deleted was not found")]
    [InlineData("default_profile = empty", "The profile empty was not found")]
    [InlineData("default_profile = __settings__", "__settings__ in")]
    public void A_default_profile_that_the_file_names_must_exist(string setting, string problem)
    {
        _environment.WithProfiles($"[__settings__]\n{setting}\n[empty]\n{Profiles}");

        Assert.Contains(problem, Fail().Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("default_profile =")]
    [InlineData("default_profile = DEFAULT")]
    public void The_section_DEFAULT_is_the_default_profile_unless_the_file_names_another(string setting)
    {
        _environment.WithProfiles($"[__settings__]\n{setting}\n{Profiles}");

        Assert.Equal("default.example.com", Resolve().Host.Host);
    }

    [Fact]
    public void The_section_of_the_settings_is_not_a_profile()
    {
        _environment.WithProfiles("[__settings__]\ndefault_profile = dev\n" + Profiles);

        CredentialsException error = Fail(new CredentialsRequest { Profile = "__settings__" });
        Assert.Contains("is not a profile", error.Problem, StringComparison.Ordinal);
        error = Fail(new CredentialsRequest { Profile = "prod" });
        Assert.Contains("Its profiles are: DEFAULT, dev, machine, hostonly.", error.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Doubled_profiles_never_send_a_token_to_the_host_of_the_other()
    {
        _environment.WithProfiles(Profiles + "\n[dev]\nhost = https://other.example.com\n");

        CredentialsException error = Fail(new CredentialsRequest { Profile = "dev" });

        Assert.Contains("it occurs twice", error.Problem, StringComparison.Ordinal);
        Assert.Equal("default.example.com", Resolve().Host.Host);
    }

    [Theory]
    [InlineData("DATABRICKS_OIDC_TOKEN_FILE", "", "", "/alias")]
    [InlineData("DATABRICKS_OIDC_TOKEN_FILE", "/path", "", "/path")]
    [InlineData("DATABRICKS_OIDC_TOKEN_FILE", "/path", "/argument", "/argument")]
    [InlineData("UNUSED", "/path", "", "/path")]
    public void The_older_variable_of_an_identity_token_file_is_read_last(
        string alias,
        string path,
        string argument,
        string expected)
    {
        _environment["DATABRICKS_HOST"] = "a.example.com";
        _environment[alias] = "/alias";
        _environment["DATABRICKS_OIDC_TOKEN_FILEPATH"] = path;
        var request = new CredentialsRequest { OidcTokenFile = argument };

        Assert.Equal("file-oidc", Resolve(request).Method);
        CredentialsSettings settings = CredentialsSettings.Collect(request, _environment);
        Assert.Equal(expected, settings.Find("oidc_token_filepath")?.Value);
    }

    [Fact]
    public void The_keys_of_a_profile_are_those_of_both_SDKs()
    {
        _environment.WithProfiles("""
            [go]
            databricks_id_token_filepath = /go
            audience = aud-go
            [python]
            oidc_token_filepath = /python
            token_audience = aud-python
            """);

        foreach (string name in new[] { "go", "python" })
        {
            CredentialsSettings settings =
                CredentialsSettings.Collect(new CredentialsRequest { Profile = name }, _environment);

            Assert.Equal("/" + name, settings.Find("oidc_token_filepath")?.Value);
            Assert.Equal("aud-" + name, settings.Find("audience")?.Value);
        }
    }

    [Fact]
    public void The_default_profile_is_not_merged_into_others()
    {
        _environment.WithProfiles(Profiles);

        CredentialsException error = Fail(new CredentialsRequest { Profile = "hostonly" });

        Assert.Contains("but no credentials were found", error.Problem, StringComparison.Ordinal);
        Assert.Contains("profile hostonly of", error.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void The_file_is_not_read_if_a_host_is_known_and_no_profile_is_named()
    {
        _environment.WithProfiles(Profiles);

        CredentialsException error = Fail(new CredentialsRequest { Host = "argument.example.com" });

        Assert.Contains("was not read", error.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void The_file_is_not_read_if_a_token_is_known_and_no_profile_is_named()
    {
        _environment.WithProfiles(Profiles);
        _environment["DATABRICKS_TOKEN"] = "dapienvironment";

        Assert.Contains("the workspace to use them for is not known", Fail().Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void The_file_is_not_read_if_an_identity_token_is_known_and_no_profile_is_named()
    {
        _environment.WithProfiles(Profiles);
        _environment["DATABRICKS_OIDC_TOKEN_FILEPATH"] = "~/jwt";

        Assert.Contains("the workspace to use them for is not known", Fail().Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DATABRICKS_USERNAME", "basic (username")]
    [InlineData("DATABRICKS_OIDC_TOKEN_ENV", "oauth (oidc_token_env")]
    [InlineData("ARM_CLIENT_ID", "azure (azure_client_id")]
    [InlineData("DATABRICKS_METADATA_SERVICE_URL", "metadata-service (metadata_service_url")]
    public void Any_two_families_are_an_error(string variable, string named)
    {
        _environment["DATABRICKS_HOST"] = "a.example.com";
        _environment["DATABRICKS_TOKEN"] = "dapi1";
        _environment[variable] = "value-4711";

        CredentialsException error = Fail();

        Assert.Contains(
            "pat (token from environment variable DATABRICKS_TOKEN)",
            error.Problem,
            StringComparison.Ordinal);
        Assert.Contains($"{named} from environment variable {variable})", error.Problem, StringComparison.Ordinal);
        Assert.DoesNotContain("4711", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("auth_type", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_file_can_be_in_another_place()
    {
        string path = Path.Combine(_environment.HomeFolder, "other.cfg");
        await File.WriteAllTextAsync(path, "host = https://a.example.com\ntoken = dapia\n");
        _environment["DATABRICKS_CONFIG_FILE"] = "~/other.cfg";

        WorkspaceCredentials found = Resolve();

        Assert.Equal("a.example.com", found.Host.Host);
        Assert.Equal($"profile DEFAULT in {path}", found.Source);
        Assert.Equal("a.example.com", Resolve(new CredentialsRequest { ConfigFile = path }).Host.Host);
    }

    [Fact]
    public void A_missing_profile_is_an_error_that_names_the_existing_ones()
    {
        _environment.WithProfiles(Profiles);

        CredentialsException error = Fail(new CredentialsRequest { Profile = "prod" });

        Assert.Contains("has no profile prod", error.Message, StringComparison.Ordinal);
        Assert.Contains("DEFAULT, dev, machine, hostonly", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_profile_without_a_file_is_an_error()
    {
        _environment["DATABRICKS_CONFIG_PROFILE"] = "dev";

        Assert.Contains("does not exist", Fail().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_settings_at_all_is_an_error_that_says_what_to_do()
    {
        CredentialsException error = Fail();

        Assert.Contains("does not exist", error.Problem, StringComparison.Ordinal);
        Assert.Contains("DATABRICKS_HOST and DATABRICKS_TOKEN", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void If_nothing_is_found_the_error_names_a_file_without_the_default_profile()
    {
        _environment.WithProfiles("[dev]\nhost = https://dev.example.com\n");

        Assert.Contains("has no profile DEFAULT", Fail().Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_families_of_credentials_are_an_error_that_names_both_and_their_sources()
    {
        _environment.WithProfiles(Profiles);
        _environment["DATABRICKS_CONFIG_PROFILE"] = "machine";
        _environment["DATABRICKS_TOKEN"] = "dapienvironment";

        CredentialsException error = Fail();

        Assert.Contains(
            "pat (token from environment variable DATABRICKS_TOKEN)",
            error.Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "oauth (client_id from profile machine in ~/.databrickscfg",
            error.Message,
            StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("dapienvironment", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_selected_method_decides_between_two_families()
    {
        _environment["DATABRICKS_HOST"] = "a.example.com";
        _environment["DATABRICKS_TOKEN"] = "dapi1";
        _environment["ARM_CLIENT_ID"] = "me";
        _environment["DATABRICKS_AUTH_TYPE"] = "PAT";

        Assert.Equal("pat", Resolve().Method);
    }

    [Fact]
    public void A_selected_method_without_its_settings_is_an_error()
    {
        _environment["DATABRICKS_HOST"] = "a.example.com";

        CredentialsException error = Fail(new CredentialsRequest { AuthType = "pat" });

        Assert.Contains("Missing: token", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_method_is_an_error_that_names_the_known_ones()
    {
        CredentialsException error = Fail(new CredentialsRequest { AuthType = "password" });

        Assert.Contains("auth_type from argument", error.Message, StringComparison.Ordinal);
        Assert.Contains("pat, basic, oauth-m2m", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_client_of_a_profile_is_found()
    {
        _environment.WithProfiles(Profiles);

        WorkspaceCredentials found = Resolve(new CredentialsRequest { Profile = "machine" });

        Assert.Equal("oauth-m2m for machine.example.com from profile machine in ~/.databrickscfg", found.ToString());
    }

    [Fact]
    public void The_same_settings_give_the_same_credentials()
    {
        _environment.WithProfiles(Profiles);
        var request = new CredentialsRequest { Profile = "machine" };
        WorkspaceCredentials first = Resolve(request);

        Assert.True(first.IsSame(Resolve(request)));
        _environment.WithProfiles(Profiles.Replace("hidden", "changed", StringComparison.Ordinal));
        Assert.False(first.IsSame(Resolve(request)));
    }

    [Fact]
    public void A_profile_file_that_cannot_be_read_is_an_error()
    {
        string path = Path.Combine(_environment.HomeFolder, "locked.cfg");
        using var locked = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None);

        CredentialsException error = Fail(new CredentialsRequest { ConfigFile = path, Profile = "dev" });

        Assert.Contains("cannot be read", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("dapi with spaces")]
    [InlineData("dapi\nX-Other: 1")]
    public void An_invalid_token_is_rejected_and_not_shown(string token)
    {
        var error = Assert.Throws<CredentialsException>(() => WorkspaceCredentials.FromToken("a.example.com", token));

        if (token.Length > 0) Assert.DoesNotContain(token, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_does_not_show_itself()
    {
        Assert.Equal("***", new Secret("dapi1").ToString());
        Assert.Equal("***", $"{new Secret("dapi1")}");
    }

    [Fact]
    public void The_environment_of_the_process_is_read()
    {
        Assert.Equal(Environment.GetEnvironmentVariable("PATH"), EnvironmentReader.Process.Get("PATH"));
        Assert.Null(EnvironmentReader.Process.Get("NO_SUCH_VARIABLE_HERE"));
        Assert.NotNull(EnvironmentReader.Process.HomeFolder);
    }

    [Fact]
    public void A_client_connects_with_the_credentials_that_are_found()
    {
        _environment.WithProfiles(Profiles);

        var options = new JobsClientOptions { Environment = _environment };
        using var client = JobsClient.Connect(options: options);

        Assert.Null(options.Credentials);
        Assert.Equal("https://default.example.com/", client.Host.AbsoluteUri);
        Assert.Equal("2.2", client.ApiVersion);
        Assert.Equal("pat", client.Credentials.Method);
    }

    private WorkspaceCredentials Resolve(CredentialsRequest? request = null) =>
        new JobsClientOptions { Environment = _environment }.ResolveCredentials(request ?? new CredentialsRequest());

    private CredentialsException Fail(CredentialsRequest? request = null) =>
        Assert.Throws<CredentialsException>(() => Resolve(request));

    private static async Task<string?> TokenOfAsync(WorkspaceCredentials credentials)
    {
        using var request = new HttpRequestMessage();
        await credentials.AuthorizeAsync(request, default);
        return request.Headers.Authorization?.Parameter;
    }
}
