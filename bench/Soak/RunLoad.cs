using System.Globalization;
using Databricks.Jobs;
using Databricks.Jobs.Models;
using Databricks.Jobs.Runs;

namespace Soak;

/// <summary>Keeps a number of runs waited on: starts new ones as others end, and checks each one's report.</summary>
internal sealed class RunLoad(
    JobsClient client,
    RunRecord record,
    FaultSchedule schedule,
    FastClock clock,
    Options options)
    : IDisposable
{
    private const int BatchSize = 20;
    private const int MaxStarts = 200;
    // One batch of five is waited on run by run.
    private const int SinglesEvery = 5;

    private readonly Random _random = new(options.Seed);
    private readonly SemaphoreSlim _room = new(options.Runs);
    private readonly object _gate = new();
    private readonly HashSet<string> _names = [];
    private readonly List<string> _problems = [];

    public int Right { get; private set; }

    public int Wrong { get; private set; }

    public int Missing => _names.Count - Right - Wrong;

    /// <summary>Starts that ended with an error and were begun again with the same token.</summary>
    public int StartsResumed { get; private set; }

    public TimeSpan MaxDelay { get; private set; }

    public TimeSpan MaxDelayWithoutFaults { get; private set; }

    /// <summary>The names of the runs that were started, each once.</summary>
    public IReadOnlyCollection<string> Names => _names;

    public IReadOnlyList<string> Problems => _problems;

    /// <summary>Starts and waits until <paramref name="lastStart"/>, then waits for the active runs.</summary>
    public async Task RunAsync(CancellationToken lastStart, CancellationToken end)
    {
        List<Task> batches = [];
        int size = Math.Min(BatchSize, options.Runs);

        try
        {
            for (int batch = 0; ; batch++)
            {
                for (int i = 0; i < size; i++)
                {
                    await _room.WaitAsync(lastStart).ConfigureAwait(false);
                }

                bool isSingle = batch % SinglesEvery == SinglesEvery - 1;
                batches.RemoveAll(static done => done.IsCompletedSuccessfully);
                batches.Add(RunBatchAsync([.. Enumerable.Range(0, size).Select(_ => PickRun())], isSingle, end));
            }
        }
        catch (OperationCanceledException) when (lastStart.IsCancellationRequested)
        {
            await Task.WhenAll(batches).ConfigureAwait(false);
        }
    }

    public void Dispose() => _room.Dispose();

    private (string Name, RunKind Kind) PickRun()
    {
        string name = $"soak-{_names.Count.ToString(CultureInfo.InvariantCulture)}";
#pragma warning disable CA5394 // Nothing secret is drawn.
        RunKind kind = RunKind.All[_random.Next(RunKind.All.Count)];
#pragma warning restore CA5394
        _names.Add(name);
        return (name, kind);
    }

    private async Task RunBatchAsync((string Name, RunKind Kind)[] batch, bool isSingle, CancellationToken end)
    {
        Dictionary<long, RunKind> waited = [];

        try
        {
            long[] ids = await Task
                .WhenAll(batch.Select(run => StartAsync(run.Name, run.Kind, end)))
                .ConfigureAwait(false);

            for (int i = 0; i < ids.Length; i++)
            {
                waited.Add(ids[i], batch[i].Kind);
            }

            if (isSingle)
            {
                await Task.WhenAll(ids.Select(id => WaitForOneAsync(id, waited, end))).ConfigureAwait(false);
            }
            else
            {
                await WaitForManyAsync(waited, end).ConfigureAwait(false);
            }
        }
        catch (Exception exception)
            when (exception is JobsException or OperationCanceledException or ArgumentException)
        {
            AddProblem($"a batch of {batch.Length} gave up: {exception.GetType().Name}: {exception.Message}");
        }
    }

    private async Task WaitForManyAsync(Dictionary<long, RunKind> waited, CancellationToken end)
    {
        List<Task> checks = [];
        long[] ids = [.. waited.Keys];
        IAsyncEnumerable<RunWaitResult> results = client.WaitForRunsAsync(ids, cancellationToken: end);

        await foreach (RunWaitResult result in results.ConfigureAwait(false))
        {
            // Not waited for here: it would hold up the reports that follow.
            checks.Add(CheckAsync(result.RunId, result.Run, result.Error?.Message, waited));
        }

        await Task.WhenAll(checks).ConfigureAwait(false);
    }

    private async Task WaitForOneAsync(long id, Dictionary<long, RunKind> waited, CancellationToken end)
    {
        Run run = await client.WaitForRunAsync(id, cancellationToken: end).ConfigureAwait(false);
        await CheckAsync(id, run, null, waited).ConfigureAwait(false);
    }

    /// <summary>Starts a run as who must have it once does: after an error, with the same token again.</summary>
    private async Task<long> StartAsync(string name, RunKind kind, CancellationToken end)
    {
        SubmitRun request = kind.ToRequest(name, Guid.NewGuid().ToString());

        for (int start = 1; ; start++)
        {
            try
            {
                SubmitRunResponse started = await client.SubmitAsync(request, end).ConfigureAwait(false);
                return started.RunId!.Value;
            }
            catch (JobsException exception) when (start < MaxStarts && exception is not InvalidRequestException)
            {
                lock (_gate)
                {
                    StartsResumed++;
                }

                await Task.Delay(TimeSpan.FromSeconds(30), clock, end).ConfigureAwait(false);
            }
        }
    }

    private async Task CheckAsync(long id, Run? run, string? error, Dictionary<long, RunKind> waited)
    {
        DateTimeOffset now = clock.GetUtcNow();
        RunKind? kind;

        lock (_gate)
        {
            if (!waited.Remove(id, out kind))
            {
                Wrong++;
                _problems.Add($"run {id} was reported twice, or was not waited on");
                return;
            }
        }

        _room.Release();

        IReadOnlyList<string> differences = run is null
            ? [$"no result: {error}"]
            : await record.CompareAsync(run, kind).ConfigureAwait(false);

        lock (_gate)
        {
            if (differences.Count > 0)
            {
                Wrong++;
                _problems.Add($"run {id}: {string.Join("; ", differences)}");
                return;
            }

            Right++;
            TimeSpan delay = now - run!.EndTime!.Value;
            MaxDelay = delay > MaxDelay ? delay : MaxDelay;

            if (delay > MaxDelayWithoutFaults && !schedule.HadFaults(run.EndTime.Value, now))
            {
                MaxDelayWithoutFaults = delay;
            }
        }
    }

    private void AddProblem(string problem)
    {
        lock (_gate)
        {
            _problems.Add(problem);
        }
    }
}
