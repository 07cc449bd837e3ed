namespace Databricks.Jobs.Faults.Fuzz;

/// <summary>Runs many cases and reports the seed of the one that fails or does not end.</summary>
internal static class HangGuard
{
    // A case takes a millisecond. This is for a reader that never returns, not for a slow machine.
    private static readonly TimeSpan s_maxDuration = TimeSpan.FromMinutes(2);

    /// <param name="name">What is tested.</param>
    /// <param name="count">The number of cases. Their seeds are the numbers from 0.</param>
    /// <param name="tryOne">Runs the case of a seed, and returns whether it could be read.</param>
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
                Assert.Fail($"{name}, seed {seen}: it does not end.");
            seen = Volatile.Read(ref seed);
        }

        if (work.Exception?.InnerException is { } exception) Assert.Fail($"{name}, seed {seed}: {exception}");
        return read;
    }
}
