using Databricks.Jobs.Authentication;
using Databricks.Jobs.Tests.Servers;

namespace Databricks.Jobs.Tests.Authentication;

/// <summary>
/// The combinations of arguments, environment and profile in the unit tests of the official SDKs, with their results.
/// The differences are in docs/design.md.
/// </summary>
public sealed class SdkConfigurationTests : IDisposable
{
    private const string Resource = "azure_workspace_resource_id=" + AuthenticationFixture.Resource;
    private const string AzureHost = "adb-123.4.azuredatabricks.net";
    private const string NoHost = "the workspace to use them for is not known";
    private const string Nothing = "credentials were found in";

    private const string Profiles = """
        [DEFAULT]
        host = https://default.example.com/
        token = dapidefault
        rate_limit=34

        [nohost]
        token = dapinohost

        [pat.with.dot]
        host = https://dot.example.com/
        token = dapidot

        [notoken]
        host = https://notoken.example.com/

        [justhost]
        host = https://adb-123.4.azuredatabricks.net/
        """;

    private readonly FakeEnvironment _environment = new();

    public void Dispose() => _environment.Dispose();

    [Theory]
    [InlineData("", "", Nothing)]
    [InlineData("", "DATABRICKS_HOST=x", Nothing)]
    [InlineData("", "DATABRICKS_TOKEN=x", NoHost)]
    [InlineData("", "DATABRICKS_HOST=x;DATABRICKS_TOKEN=x", "pat x")]
    [InlineData("host=https://x", "DATABRICKS_TOKEN=x", "pat x")]
    [InlineData("", "DATABRICKS_USERNAME=x;DATABRICKS_PASSWORD=x", NoHost)]
    [InlineData("", "DATABRICKS_HOST=x;DATABRICKS_USERNAME=x;DATABRICKS_PASSWORD=x", "basic x")]
    [InlineData("host=y", "DATABRICKS_HOST=x;DATABRICKS_USERNAME=x;DATABRICKS_PASSWORD=x", "basic y")]
    [InlineData("host=y;username=x", "DATABRICKS_PASSWORD=x", "basic y")]
    [InlineData("host=y;username=x;password=x", "", "basic y")]
    [InlineData(
        "",
        "DATABRICKS_HOST=x;DATABRICKS_TOKEN=x;DATABRICKS_USERNAME=x;DATABRICKS_PASSWORD=x",
        "More than one kind of credentials")]
    [InlineData(
        "auth_type=basic",
        "DATABRICKS_HOST=x;DATABRICKS_TOKEN=x;DATABRICKS_USERNAME=x;DATABRICKS_PASSWORD=x",
        "basic x")]
    [InlineData(
        "host=x",
        "DATABRICKS_AUTH_TYPE=basic;DATABRICKS_TOKEN=x;DATABRICKS_USERNAME=x;DATABRICKS_PASSWORD=x",
        "basic x")]
    [InlineData("", "DATABRICKS_CONFIG_FILE=x", Nothing)]
    [InlineData("host=https://adb-xxx.y.azuredatabricks.net/;token=y", "", "pat adb-xxx.y.azuredatabricks.net")]
    [InlineData("host=" + AzureHost + ";" + Resource, "az=yes", "azure-cli " + AzureHost)]
    [InlineData(Resource, "", Nothing)]
    [InlineData(Resource + ";token=x", "az=yes", "More than one kind of credentials")]
    public void Arguments_and_environment_give_the_result_of_the_SDKs(
        string arguments,
        string environment,
        string expected) => Check(arguments, environment, expected);

    [Theory]
    [InlineData("", "", "pat default.example.com")]
    [InlineData("host=x", "", Nothing)]
    [InlineData("", "DATABRICKS_CONFIG_PROFILE=pat.with.dot", "pat dot.example.com")]
    [InlineData("", "DATABRICKS_CONFIG_PROFILE=nohost", NoHost)]
    [InlineData("", "DATABRICKS_CONFIG_PROFILE=nohost;DATABRICKS_TOKEN=x", NoHost)]
    [InlineData("", "DATABRICKS_CONFIG_PROFILE=nohost;DATABRICKS_USERNAME=x", "More than one kind of credentials")]
    [InlineData("", "DATABRICKS_CONFIG_PROFILE=notoken", Nothing)]
    [InlineData("", "DATABRICKS_CONFIG_PROFILE=missing", "The profile missing was not found")]
    [InlineData("host=" + AzureHost + ";" + Resource, "az=yes", "azure-cli " + AzureHost)]
    [InlineData(Resource, "az=yes;DATABRICKS_CONFIG_PROFILE=justhost", "azure-cli " + AzureHost)]
    public void A_profile_gives_the_result_of_the_SDKs(string arguments, string environment, string expected)
    {
        _environment.WithProfiles(Profiles);

        Check(arguments, environment, expected);
    }

    [Theory]
    [InlineData("; the default profile is empty\n[DEFAULT]\n\n[abc]\nhost  = https://foo\ntoken = xyz\n", "", Nothing)]
    [InlineData("[DEFAULT]\n\n[abc]\nhost  = https://foo\ntoken = xyz\n", "abc", "pat foo")]
    [InlineData("[abc]\nhost  = https://foo\n", "DEFAULT", "The profile DEFAULT was not found")]
    public void An_empty_default_profile_is_not_a_profile(string profiles, string profile, string expected)
    {
        _environment.WithProfiles(profiles);

        Check("", "DATABRICKS_CONFIG_PROFILE=" + profile, expected);
    }

    [Theory]
    [InlineData("https://abc.def.ghi")]
    [InlineData("https://abc.def.ghi/")]
    [InlineData("abc.def.ghi")]
    [InlineData("abc.def.ghi/")]
    [InlineData("https://abc.def.ghi:443")]
    [InlineData("abc.def.ghi:443")]
    public void A_host_is_written_in_several_ways(string host)
    {
        WorkspaceCredentials found = Resolve(new CredentialsRequest { Host = host, Token = "dapi1" });

        Assert.Equal("https://abc.def.ghi/", found.Host.AbsoluteUri);
    }

    private void Check(string arguments, string environment, string expected)
    {
        Dictionary<string, string> values = Parse(arguments);
        foreach ((string name, string value) in Parse(environment)) _environment[name] = value;
        if (_environment.Get("az") is not null) InstallAzureCli();
        var request = new CredentialsRequest
        {
            Host = values.GetValueOrDefault("host"),
            Token = values.GetValueOrDefault("token"),
            Username = values.GetValueOrDefault("username"),
            Password = values.GetValueOrDefault("password"),
            AuthType = values.GetValueOrDefault("auth_type"),
            AzureResourceId = values.GetValueOrDefault("azure_workspace_resource_id"),
        };
        string result;
        try
        {
            WorkspaceCredentials found = Resolve(request);
            result = $"{found.Method} {found.Host.Host}";
        }
        catch (CredentialsException exception)
        {
            result = exception.Problem;
        }

        Assert.Contains(expected, result, StringComparison.Ordinal);
    }

    private static Dictionary<string, string> Parse(string text) => text
        .Split(';', StringSplitOptions.RemoveEmptyEntries)
        .Select(static part => part.Split('=', 2))
        .Where(static part => part[1].Length > 0)
        .ToDictionary(static part => part[0], static part => part[1]);

    private void InstallAzureCli()
    {
        string folder = Directory.CreateDirectory(Path.Combine(_environment.HomeFolder, "bin")).FullName;
        File.WriteAllText(Path.Combine(folder, OperatingSystem.IsWindows() ? "az.cmd" : "az"), "");
        _environment["PATH"] = folder;
    }

    private WorkspaceCredentials Resolve(CredentialsRequest request) =>
        new JobsClientOptions { Environment = _environment }.ResolveCredentials(request);
}
