using System.Globalization;

namespace StaticServer;

/// <summary>What the command line asks for.</summary>
/// <param name="Port">0 takes a free one.</param>
/// <param name="Runs">How many runs the list has.</param>
/// <param name="Latency">How long each response is delayed, like on a network.</param>
internal sealed record Options(int Port, int Runs, TimeSpan Latency)
{
    public const string Usage = "usage: StaticServer [--port <n>] [--runs <n>] [--latency-ms <n>]";

    public static Options? Parse(string[] args)
    {
        Options options = new(Port: 0, Runs: 10_000, Latency: TimeSpan.Zero);

        for (int i = 0; i < args.Length; i += 2)
        {
            if (i + 1 == args.Length
                || !int.TryParse(args[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out int value))
            {
                return null;
            }

            switch (args[i])
            {
                case "--port" when value <= ushort.MaxValue:
                    options = options with { Port = value };
                    break;
                case "--runs":
                    options = options with { Runs = value };
                    break;
                case "--latency-ms":
                    options = options with { Latency = TimeSpan.FromMilliseconds(value) };
                    break;
                default:
                    return null;
            }
        }

        return options;
    }
}
