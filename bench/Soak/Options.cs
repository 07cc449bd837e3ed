using System.Globalization;

namespace Soak;

/// <summary>What the command line asks for.</summary>
/// <param name="Minutes">How long runs are started, in real time. After that, it waits for those in progress.</param>
/// <param name="Runs">How many runs are waited on at a time.</param>
/// <param name="Speed">Seconds of the service in a real second.</param>
/// <param name="Seed">What the kinds of the runs are drawn from.</param>
internal sealed record Options(double Minutes, int Runs, double Speed, int Seed)
{
    public const string Usage = "usage: Soak [--minutes <n>] [--runs <n>] [--speed <n>] [--seed <n>]";

    public static Options? Parse(string[] args)
    {
        Options options = new(Minutes: 3, Runs: 200, Speed: 100, Seed: 1);

        for (int i = 0; i < args.Length; i += 2)
        {
            if (i + 1 == args.Length
                || !double.TryParse(args[i + 1], NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
                || value is not (> 0 and <= 1_000_000))
            {
                return null;
            }

            switch (args[i])
            {
                case "--minutes":
                    options = options with { Minutes = value };
                    break;
                case "--runs" when value is >= 1 and <= 10_000:
                    options = options with { Runs = (int)value };
                    break;
                case "--speed" when value <= 1000:
                    options = options with { Speed = value };
                    break;
                case "--seed":
                    options = options with { Seed = (int)value };
                    break;
                default:
                    return null;
            }
        }

        return options;
    }
}
