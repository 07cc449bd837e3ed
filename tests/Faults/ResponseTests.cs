using Databricks.Jobs.Http;
using Databricks.Jobs.Tests.Servers;

namespace Databricks.Jobs.Faults;

/// <summary>Every fault of a response with every kind of operation.</summary>
public sealed class ResponseTests : IDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(300);

    private readonly ClientFixture _fixture = new();

    public static TheoryData<string, Operation> Cases
    {
        get
        {
            var cases = new TheoryData<string, Operation>();
            foreach (Fault fault in FaultList.All)
            {
                foreach (Operation operation in Enum.GetValues<Operation>()) cases.Add(fault.Name, operation);
            }

            return cases;
        }
    }

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_temporary_fault_is_survived_or_reported_and_nothing_is_done_twice(
        string name,
        Operation operation)
    {
        Fault fault = FaultList.Find(name);
        _fixture.Server.Handler = _ => Operations.Ok;
        _fixture.Server.Then(fault.Reply(_fixture));

        Exception? error = null;
        long? number = null;
        try
        {
            number = await _fixture.Client.SendAsync(operation);
        }
        catch (JobsException exception)
        {
            error = exception;
        }

        bool isUnseen = fault.IsInBody && Operations.IgnoresBody(operation);
        if (fault.IsRepeated(operation) || isUnseen)
        {
            Assert.Null(error);
            Assert.Equal(Operations.NumberOf(operation), number);
            AssertSent(isUnseen && !fault.IsRepeated(operation) ? 1 : 2);
        }
        else
        {
            AssertError(fault, operation, error);
            AssertSent(1);
        }

        // Afterwards, the client and its connections work as before.
        Assert.Equal(7, await _fixture.Client.SendAsync(Operation.Get));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_permanent_fault_ends_with_its_error_in_time(string name, Operation operation)
    {
        Fault fault = FaultList.Find(name);
        if (fault.IsInBody && Operations.IgnoresBody(operation) && !fault.IsRepeated(operation)) return;
        _fixture.Server.Handler = _ => fault.Reply(_fixture);
        long start = _fixture.Clock.GetTimestamp();

        var error = await Assert.ThrowsAnyAsync<JobsRequestException>(() => _fixture.Client.SendAsync(operation));

        AssertError(fault, operation, error);
        // If no byte of a response arrives, .NET itself sends requests without a body up to three more times.
        bool isRead = Operations.SafetyOf(operation) == RequestSafety.Read;
        bool isSentAgainBelow = isRead && fault.Error == typeof(WorkspaceUnreachableException);
        AssertSent(error.Attempts, isSentAgainBelow ? 4 * error.Attempts : error.Attempts);
        Assert.Equal(fault.IsRepeated(operation), error.Attempts > 1);
        Assert.True(TimeSpan.FromSeconds(_fixture.Delays.Sum()) <= s_limit, $"{_fixture.Delays.Sum()} s of delays");
        // The last attempt starts within the limit, and times out after a minute without progress.
        TimeSpan max = s_limit + TimeSpan.FromSeconds(62);
        Assert.True(_fixture.Clock.GetElapsedTime(start) <= max, $"{_fixture.Clock.GetElapsedTime(start)}");
    }

    private static void AssertError(Fault fault, Operation operation, Exception? error)
    {
        Assert.IsType(fault.Error, error);
        var exception = (JobsRequestException)error;
        Assert.Contains(fault.Message, exception.Problem, StringComparison.Ordinal);
        Assert.NotEmpty(exception.RecommendedAction);
        Assert.EndsWith(exception.RecommendedAction, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(ClientFixture.Token, error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(operation == Operation.RunNow, exception.IdempotencyToken is not null);
        if (fault.Kind is { } kind) Assert.Equal(kind, Assert.IsAssignableFrom<JobsServiceException>(error).Kind);
        bool isInDoubt = fault.LeavesDoubt && Operations.SafetyOf(operation) == RequestSafety.Once;
        if (isInDoubt)
            Assert.Contains("Check before you send it again", exception.RecommendedAction, StringComparison.Ordinal);
        if (error is WorkspaceUnreachableException unreachable)
            Assert.Equal(Operations.SafetyOf(operation) != RequestSafety.Read, unreachable.MayHaveBeenReceived);
    }

    /// <summary>Asserts the number of requests, which must all be equal, including the idempotency token.</summary>
    private void AssertSent(int count) => AssertSent(count, count);

    private void AssertSent(int least, int max)
    {
        ReceivedRequest[] requests = [.. _fixture.Server.Requests];
        Assert.InRange(requests.Length, least, max);
        Assert.Single(requests.Select(static one => $"{one.Method} {one.Target} {one.Text}").Distinct());
    }
}
