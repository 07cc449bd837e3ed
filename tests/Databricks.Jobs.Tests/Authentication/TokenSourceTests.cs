using Databricks.Jobs.Authentication;
using Microsoft.Extensions.Time.Testing;

namespace Databricks.Jobs.Tests.Authentication;

/// <summary>When a token is refreshed, and how often.</summary>
public sealed class TokenSourceTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly SemaphoreSlim _fetched = new(0);
    private Func<Task>? _before;
    private TimeSpan? _life = TimeSpan.FromHours(1);
    private int _fetches;

    public TokenSourceTests() => Source = new TokenSource(FetchAsync, _clock);

    private TokenSource Source { get; }

    public void Dispose() => _fetched.Dispose();

    [Fact]
    public async Task Concurrent_callers_wait_for_one_request()
    {
        var response = new TaskCompletionSource();
        _before = () => response.Task;
        Task<string>[] fetching = [.. Enumerable.Range(0, 20).Select(_ => Task.Run(TokenAsync))];
        response.SetResult();

        Assert.All(await Task.WhenAll(fetching), static token => Assert.Equal("1", token));
    }

    [Fact]
    public async Task A_token_counts_as_expired_forty_seconds_early()
    {
        Assert.Equal("1", await TokenAsync());
        var never = new TaskCompletionSource();
        _before = () => never.Task;
        _clock.Advance(TimeSpan.FromSeconds(3559));
        Assert.Equal("1", await TokenAsync());

        _clock.Advance(TimeSpan.FromSeconds(1));
        Task<string> fetching = TokenAsync();
        Assert.False(fetching.IsCompleted);
        never.SetResult();
        Assert.Equal("2", await fetching);
    }

    [Theory]
    [InlineData(60, 40)]
    [InlineData(20, 10)]
    [InlineData(600, 580)]
    public async Task The_next_token_is_requested_in_the_background_while_the_current_one_is_valid(int life, int from)
    {
        _life = TimeSpan.FromMinutes(life);
        Assert.Equal("1", await TokenAsync());
        await _fetched.WaitAsync();
        _clock.Advance(TimeSpan.FromMinutes(from) - TimeSpan.FromSeconds(1));
        Assert.Equal("1", await TokenAsync());
        Assert.Equal(1, _fetches);

        _clock.Advance(TimeSpan.FromSeconds(1));
        var response = new TaskCompletionSource();
        _before = () => response.Task;
        Assert.Equal("1", await TokenAsync());
        Assert.Equal("1", await TokenAsync());
        response.SetResult();
        await _fetched.WaitAsync();
        while (Source.Version < 2) await Task.Yield();

        Assert.Equal("2", await TokenAsync());
        Assert.Equal(2, _fetches);
    }

    [Fact]
    public async Task A_failure_in_the_background_is_not_reported_and_is_retried_after_a_minute()
    {
        await TokenAsync();
        await _fetched.WaitAsync();
        _clock.Advance(TimeSpan.FromMinutes(45));
        _before = static () => throw new CredentialsException("No.", "Wait.");
        Assert.Equal("1", await TokenAsync());
        await _fetched.WaitAsync();
        while (Source.IsFetching) await Task.Yield();
        Assert.Equal("1", await TokenAsync());
        Assert.Equal(2, _fetches);

        _before = null;
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("1", await TokenAsync());
        await _fetched.WaitAsync();
        while (Source.Version < 2) await Task.Yield();
        Assert.Equal("3", await TokenAsync());
    }

    [Fact]
    public async Task A_caller_that_stops_waiting_does_not_cancel_the_request_of_the_others()
    {
        var response = new TaskCompletionSource();
        _before = () => response.Task;
        using var leaving = new CancellationTokenSource();
        Task<AccessToken> first = Source.GetAsync(leaving.Token).AsTask();
        Task<string> second = TokenAsync();

        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        response.SetResult();

        Assert.Equal("1", await second);
        Assert.Equal(1, _fetches);
    }

    [Fact]
    public async Task After_a_failed_request_the_next_caller_sends_another()
    {
        _before = static () => throw new CredentialsException("No.", "Wait.");
        await Assert.ThrowsAsync<CredentialsException>(TokenAsync);
        _before = null;

        Assert.Equal("2", await TokenAsync());
    }

    [Fact]
    public async Task A_rejected_token_is_replaced_once()
    {
        await TokenAsync();
        long refused = Source.Version;

        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Source.RefreshAsync(refused, default)));

        Assert.Equal("2", await TokenAsync());
        Assert.Equal(2, _fetches);
    }

    [Fact]
    public async Task A_token_without_an_expiration_is_used_until_it_is_rejected()
    {
        _life = null;
        await TokenAsync();
        _clock.Advance(TimeSpan.FromDays(30));

        Assert.Equal("1", await TokenAsync());
        Assert.Null(Source.ExpiresAt);
    }

    [Fact]
    public async Task If_all_callers_stop_waiting_the_request_still_serves_the_next_one()
    {
        var response = new TaskCompletionSource();
        _before = () => response.Task;
        using var leaving = new CancellationTokenSource();
        Task<AccessToken> first = Source.GetAsync(leaving.Token).AsTask();
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);

        Task<string> next = TokenAsync();
        response.SetResult();

        Assert.Equal("1", await next);
        Assert.Equal(1, _fetches);
    }

    [Fact]
    public async Task A_caller_that_stops_waiting_for_a_refresh_does_not_disturb_the_others()
    {
        await TokenAsync();
        var response = new TaskCompletionSource();
        _before = () => response.Task;
        using var leaving = new CancellationTokenSource();
        Task first = Source.RefreshAsync(1, leaving.Token);
        Task second = Source.RefreshAsync(1, default);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        response.SetResult();
        await second;

        Assert.Equal("2", await TokenAsync());
        Assert.Equal(2, _fetches);
    }

    [Fact]
    public async Task A_failed_request_fails_for_all_waiting_callers_and_is_not_repeated_for_each()
    {
        var response = new TaskCompletionSource();
        _before = () => response.Task;
        Task<string>[] fetching = [.. Enumerable.Range(0, 5).Select(_ => TokenAsync())];
        response.SetException(new CredentialsException("No.", "Wait."));

        foreach (Task<string> one in fetching) await Assert.ThrowsAsync<CredentialsException>(() => one);
        Assert.Equal(1, _fetches);
    }

    [Theory]
    [InlineData(60, 0)]
    [InlineData(0, 60)]
    [InlineData(-120, 60)]
    [InlineData(600, 0)]
    public async Task The_age_of_a_token_is_that_of_the_clock_that_advanced_further(int wallClock, int counted)
    {
        // A machine that slept, a clock that stopped, one that was set back, one that was set too far.
        var clocks = new TwoClocks();
        int fetches = 0;
        var source = new TokenSource(
            _ => Task.FromResult(new AccessToken(new Secret($"{++fetches}"), clocks.WallClock + TimeSpan.FromHours(1))),
            clocks);
        Assert.Equal("1", (await source.GetAsync(default)).Value.Reveal());

        clocks.WallClock += TimeSpan.FromMinutes(wallClock);
        clocks.Counted += TimeSpan.FromMinutes(counted);

        Assert.Equal("2", (await source.GetAsync(default)).Value.Reveal());
        Assert.Equal("2", (await source.GetAsync(default)).Value.Reveal());
    }

    [Fact]
    public async Task A_clock_that_was_set_back_does_not_cost_a_token()
    {
        var clocks = new TwoClocks();
        int fetches = 0;
        var source = new TokenSource(
            _ => Task.FromResult(new AccessToken(new Secret($"{++fetches}"), clocks.WallClock + TimeSpan.FromHours(1))),
            clocks);
        await source.GetAsync(default);

        clocks.WallClock -= TimeSpan.FromDays(1);
        clocks.Counted += TimeSpan.FromMinutes(39);

        Assert.Equal("1", (await source.GetAsync(default)).Value.Reveal());
        Assert.False(source.IsFetching);
    }

    private async Task<AccessToken> FetchAsync(CancellationToken cancellationToken)
    {
        int number = Interlocked.Increment(ref _fetches);
        try
        {
            if (_before is { } before) await before();
            return new AccessToken(new Secret($"{number}"), _life is { } life ? _clock.GetUtcNow() + life : null);
        }
        finally
        {
            _fetched.Release();
        }
    }

    private async Task<string> TokenAsync() => (await Source.GetAsync(default)).Value.Reveal();

    /// <summary>A wall clock and a monotonic clock that are independent of each other.</summary>
    private sealed class TwoClocks : TimeProvider
    {
        public DateTimeOffset WallClock { get; set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public TimeSpan Counted { get; set; } = TimeSpan.FromDays(3);

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => WallClock;

        public override long GetTimestamp() => Counted.Ticks;
    }
}
