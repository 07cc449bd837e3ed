using System.Collections.Concurrent;
using Databricks.Jobs.Http;

namespace Databricks.Jobs.Tests.Http;

public sealed class OrderedFetchTests : IDisposable
{
    private readonly ConcurrentDictionary<int, TaskCompletionSource<string>> _responses = new();
    private readonly SemaphoreSlim _begun = new(0);
    private int _underWay;

    public void Dispose() => _begun.Dispose();

    [Fact]
    public async Task Results_are_in_the_order_of_the_requests()
    {
        var fetch = New(4);
        for (int i = 0; i < 3; i++) fetch.Add(i);
        await BeginAsync(3);
        _responses[2].SetResult("c");
        _responses[1].SetResult("b");
        Assert.False(fetch.IsReady);
        _responses[0].SetResult("a");

        foreach (string wanted in new[] { "a", "b", "c" }) Assert.Equal(wanted, await fetch.Take().Result);
        Assert.True(fetch.IsEmpty);
    }

    [Fact]
    public async Task No_more_than_the_limit_are_in_progress()
    {
        var fetch = New(2);
        for (int i = 0; i < 5; i++) fetch.Add(i);
        for (int i = 0; i < 5; i++)
        {
            await BeginAsync(i == 0 ? 2 : i < 4 ? 1 : 0);
            Assert.InRange(Volatile.Read(ref _underWay), 1, 2);
            _responses.First(response => !response.Value.Task.IsCompleted).Value.SetResult("x");
        }

        while (!fetch.IsEmpty) Assert.Equal("x", await fetch.Take().Result);
    }

    [Fact]
    public void The_number_of_waiting_requests_is_limited()
    {
        var fetch = New(2);
        for (int i = 0; i < 8; i++)
        {
            Assert.False(fetch.IsFull);
            fetch.Add(i);
        }

        Assert.True(fetch.IsFull);
        fetch.Take();
        Assert.False(fetch.IsFull);
    }

    [Fact]
    public async Task A_failure_is_in_its_place_and_does_not_affect_others()
    {
        var fetch = New(2);
        fetch.Add(0);
        fetch.Add(1);
        await BeginAsync(2);
        _responses[0].SetException(new InvalidOperationException("no"));
        _responses[1].SetResult("b");

        (int key, Task<string> failed) = fetch.Take();
        Assert.Equal(0, key);
        await Assert.ThrowsAsync<InvalidOperationException>(() => failed);
        Assert.Equal("b", await fetch.Take().Result);
    }

    [Fact]
    public async Task Canceling_ends_active_and_waiting_requests()
    {
        using var stop = new CancellationTokenSource();
        var fetch = new OrderedFetch<int, string>(
            1,
            async (_, token) =>
            {
                _begun.Release();
                await Task.Delay(Timeout.Infinite, token);
                return "";
            },
            stop.Token);
        for (int i = 0; i < 3; i++) fetch.Add(i);
        await BeginAsync(1);
        await stop.CancelAsync();
        while (!fetch.IsEmpty)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetch.Take().Result);
    }

    private OrderedFetch<int, string> New(int limit) => new(limit, FetchAsync, CancellationToken.None);

    private async Task BeginAsync(int count)
    {
        for (int i = 0; i < count; i++) Assert.True(await _begun.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    private async Task<string> FetchAsync(int key, CancellationToken token)
    {
        TaskCompletionSource<string> response =
            _responses.GetOrAdd(key, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
        Interlocked.Increment(ref _underWay);
        _begun.Release();
        try
        {
            return await response.Task;
        }
        finally
        {
            Interlocked.Decrement(ref _underWay);
        }
    }
}
