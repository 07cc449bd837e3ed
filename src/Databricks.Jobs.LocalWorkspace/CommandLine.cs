using System.Globalization;

namespace Databricks.Jobs.LocalWorkspace;

/// <summary>The arguments of the program and its words.</summary>
internal static class CommandLine
{
    public const string Help = """
        A Databricks Jobs service on localhost, in memory: a test bed that computes nothing.

        Usage: Databricks.Jobs.LocalWorkspace [--port N] [--speed N] [--token TEXT]

          --port N      the port; 0, the default, picks a free one
          --speed N     workspace seconds in a real second; 1 by default, 60 makes a second a minute
          --token TEXT  the access token to accept; a random one by default
          --help        this text

        Ctrl+C ends it. Nothing is kept.
        """;

    public static LocalWorkspaceOptions Parse(IReadOnlyList<string> args)
    {
        var options = new LocalWorkspaceOptions();
        for (var i = 0; i < args.Count; i += 2)
        {
            if (args[i] is not ("--port" or "--speed" or "--token"))
            {
                throw new LocalWorkspaceException($"There is no argument '{args[i]}'; --help shows those there are.");
            }

            if (i + 1 == args.Count) throw new LocalWorkspaceException($"{args[i]} needs a value.");
            Set(options, args[i], args[i + 1]);
        }

        return options;
    }

    public static string Greeting(LocalWorkspaceServer server)
    {
        var host = server.Address.ToString().TrimEnd('/');
        return $"""
            The local workspace listens on {host}. It computes nothing: tasks do what they are scripted to do.

              DATABRICKS_HOST={host}
              DATABRICKS_TOKEN={server.Token}

            Set these two to connect with the module, a Databricks SDK or the CLI. Ctrl+C ends it; nothing is kept.
            """;
    }

    private static void Set(LocalWorkspaceOptions options, string name, string value)
    {
        switch (name)
        {
            case "--port" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var port)
                && port <= 65535:
                options.Port = port;
                break;
            case "--speed" when double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var speed)
                && speed is > 0 and <= 1_000_000:
                options.Speed = speed;
                break;
            case "--token" when value.Trim().Length > 0:
                options.Token = value;
                break;
            default:
                throw new LocalWorkspaceException($"'{value}' is no value for {name}; --help shows what is.");
        }
    }
}
