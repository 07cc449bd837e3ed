using Databricks.Jobs.LocalWorkspace;

namespace Databricks.Jobs.Tests.LocalWorkspace;

public sealed class CommandLineTests
{
    [Fact]
    public void Arguments_become_options()
    {
        var options = CommandLine.Parse(["--port", "8123", "--speed", "0.5", "--token", "t"]);
        Assert.Equal((8123, 0.5, "t"), (options.Port, options.Speed, options.Token));
    }

    [Fact]
    public void The_token_can_stay_out_of_the_list_of_processes()
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, "from-file\n");
            Func<string, string?> environment = name => name == "DATABRICKS_LOCAL_TOKEN" ? "from-environment" : null;

            Assert.Equal("from-environment", CommandLine.Parse([], environment).Token);
            Assert.Equal("from-file", CommandLine.Parse(["--token-file", path], environment).Token);
            Assert.Null(CommandLine.Parse([], static _ => " ").Token);
            File.WriteAllText(path, "\n");
            Assert.Throws<LocalWorkspaceException>(() => CommandLine.Parse(["--token-file", path]));
        }
        finally
        {
            File.Delete(path);
        }

        Assert.Throws<LocalWorkspaceException>(() => CommandLine.Parse(["--token-file", path]));
    }

    [Theory]
    [InlineData("--prot", "1")]
    [InlineData("--port")]
    [InlineData("--port", "x")]
    [InlineData("--port", "70000")]
    [InlineData("--speed", "0")]
    [InlineData("--token", " ")]
    public void Wrong_arguments_are_told_in_a_sentence(params string[] args) =>
        Assert.Throws<LocalWorkspaceException>(() => CommandLine.Parse(args));

    [Fact]
    public void The_greeting_says_how_to_connect_and_what_it_is_not()
    {
        using var server = LocalWorkspaceServer.Start(new() { Token = "tok" });
        var greeting = CommandLine.Greeting(server);
        string host = server.Address.ToString().TrimEnd('/');
        Assert.Contains($"DATABRICKS_HOST={host}", greeting, StringComparison.Ordinal);
        Assert.Contains("DATABRICKS_TOKEN=tok", greeting, StringComparison.Ordinal);
        Assert.Contains("computes nothing", greeting, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "--help")]
    [InlineData(1, "--prot", "1")]
    public async Task The_program_ends_with_one_for_wrong_arguments(int code, params string[] args)
    {
        Assert.Equal(code, await Program.Main(args));
    }
}
