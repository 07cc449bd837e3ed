using System.Globalization;

namespace Databricks.Jobs.LocalWorkspace;

/// <summary>The command-line arguments of the program, its help and its greeting.</summary>
internal static class CommandLine
{
    public const string Help = """
        A Databricks Jobs service on localhost, in memory, for learning and for tests. It computes nothing.

        Usage: Databricks.Jobs.LocalWorkspace [--port N] [--speed N] [--token-file PATH]

          --port N      the port to listen on; the default, 0, selects a free port
          --speed N     workspace seconds per real second; the default is 1, and with 60, a second is a minute
          --token-file PATH
                        a file with the access token to accept; the default is the environment variable
                        DATABRICKS_LOCAL_TOKEN, or else a random token
          --token TEXT  the access token to accept; other users of the machine can see it in the list of processes
          --help        shows this help

        Press Ctrl+C to stop the server. It does not save anything.
        """;

    private const string TokenVariable = "DATABRICKS_LOCAL_TOKEN";

    /// <param name="args">The arguments of the program.</param>
    /// <param name="environment">Returns the value of an environment variable; by default, of the process.</param>
    /// <exception cref="LocalWorkspaceException">An argument is not valid.</exception>
    public static LocalWorkspaceOptions Parse(
        IReadOnlyList<string> args,
        Func<string, string?>? environment = null)
    {
        string? token = (environment ?? Environment.GetEnvironmentVariable)(TokenVariable);
        var options = new LocalWorkspaceOptions { Token = string.IsNullOrWhiteSpace(token) ? null : token!.Trim() };
        for (int i = 0; i < args.Count; i += 2)
        {
            if (args[i] is not ("--port" or "--speed" or "--token" or "--token-file"))
            {
                throw new LocalWorkspaceException($"'{args[i]}' is not a valid argument. --help lists the valid ones.");
            }

            if (i + 1 == args.Count) throw new LocalWorkspaceException($"{args[i]} needs a value.");
            Set(options, args[i], args[i + 1]);
        }

        return options;
    }

    public static string Greeting(LocalWorkspaceServer server)
    {
        string host = server.Address.ToString().TrimEnd('/');
        return $"""
            The local workspace listens on {host}. It computes nothing: tasks do what their scripts say.

              DATABRICKS_HOST={host}
              DATABRICKS_TOKEN={server.Token}

            Set these two variables to connect with the module, a Databricks SDK or the CLI.
            To see its jobs and runs in a browser, open {server.PageAddress.AbsoluteUri}
            Press Ctrl+C to stop the server. It does not save anything.
            """;
    }

    private static string ReadToken(string path)
    {
        try
        {
            string token = File.ReadAllText(path).Trim();
            return token.Length > 0
                ? token
                : throw new LocalWorkspaceException($"The token file '{path}' is empty. Write the token into it.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException
            or ArgumentException or NotSupportedException)
        {
            throw new LocalWorkspaceException(
                $"The token file '{path}' cannot be read: {exception.Message}", exception);
        }
    }

    private static void Set(LocalWorkspaceOptions options, string name, string value)
    {
        switch (name)
        {
            case "--port"
                when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int port)
                    && port <= 65535:
                options.Port = port;
                break;
            case "--speed"
                when double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double speed)
                    && speed is > 0 and <= 1_000_000:
                options.Speed = speed;
                break;
            case "--token" when value.Trim().Length > 0:
                options.Token = value;
                break;
            case "--token-file":
                options.Token = ReadToken(value);
                break;
            default:
                throw new LocalWorkspaceException(
                    $"'{value}' is not a valid value for {name}. --help lists the valid ones.");
        }
    }
}
