namespace Databricks.Jobs.Faults.Fuzz;

/// <summary>Runs many cases and tells the seed of the one that fails, or that does not end.</summary>
internal static class HangGuard
{
    // A case takes a millisecond. This is for a reader that never comes back, not for a machine that is slow.
    private static readonly TimeSpan s_maxDuration = TimeSpan.FromMinutes(2);

    /// <param name="name">What is tried.</param>
    /// <param name="count">How many cases; their seeds are the numbers from 0.</param>
    /// <param name="tryOne">Tries the case of a seed, and gives whether it could be read.</param>
    /// <returns>How many could be read.</returns>
    public static async Task<int> RunAsync(string name, int count, Func<int, Task<bool>> tryOne)
    {
        int seed = 0;
        int read = 0;
        Task work = Task.Run(async () =>
        {
            for (; seed < count; Interlocked.Increment(ref seed))
            {
                if (await tryOne(seed)) read++;
            }
        });

        int seen = -1;
        while (!work.IsCompleted)
        {
            await Task.WhenAny(work, Task.Delay(s_maxDuration));
            if (!work.IsCompleted && Volatile.Read(ref seed) == seen)
            {
                Assert.Fail($"{name}, seed {seen}: it does not end.");
            }
            seen = Volatile.Read(ref seed);
        }

        if (work.Exception?.InnerException is { } exception) Assert.Fail($"{name}, seed {seed}: {exception}");
        return read;
    }
}
