using Databricks.Jobs.Models;

namespace Databricks.Jobs.Tests.Runs;

public sealed class RunOutcomeTests
{
    [Theory]
    [InlineData("SUCCESS", true, false)]
    [InlineData("SUCCESS_WITH_FAILURES", false, false)]
    [InlineData("FAILED", false, false)]
    [InlineData("TIMEDOUT", false, false)]
    [InlineData("CANCELED", false, false)]
    [InlineData("MAXIMUM_CONCURRENT_RUNS_REACHED", false, true)]
    [InlineData("EXCLUDED", false, true)]
    [InlineData("UPSTREAM_FAILED", false, true)]
    [InlineData("UPSTREAM_CANCELED", false, true)]
    [InlineData("DISABLED", false, true)]
    public void Every_ending_but_success_is_a_failure(string result, bool success, bool neverRan)
    {
        RunOutcome outcome = Of(State("TERMINATED", result));

        Assert.True(outcome.IsFinished);
        Assert.Equal(success, outcome.IsSuccess);
        Assert.Equal(result, outcome.Result);
        Assert.Equal(neverRan, outcome.NeverRan);
        Assert.Equal(
            result is "SUCCESS" or "SUCCESS_WITH_FAILURES",
            outcome.Succeeded(acceptSuccessWithFailures: true));
        Assert.Equal(success, outcome.Succeeded(acceptSuccessWithFailures: false));
    }

    [Theory]
    [InlineData("PENDING", false)]
    [InlineData("RUNNING", false)]
    [InlineData("QUEUED", false)]
    [InlineData("BLOCKED", false)]
    [InlineData("TERMINATING", false)]
    [InlineData("WAITING_FOR_RETRY", false)]
    [InlineData("SOMETHING_NEW", false)]
    [InlineData("TERMINATED", true)]
    [InlineData("SKIPPED", true)]
    [InlineData("INTERNAL_ERROR", true)]
    public void The_older_state_tells_whether_a_run_has_ended(string state, bool finished)
    {
        RunOutcome outcome = Of(State(state));

        Assert.Equal(finished, outcome.IsFinished);
        Assert.False(outcome.IsSuccess);
        Assert.Equal(state, outcome.State);
        Assert.Equal(state == "TERMINATED" ? "UNKNOWN" : state, outcome.ToString());
    }

    [Theory]
    [InlineData("SUCCESS", null, "SUCCESS")]
    [InlineData("RUN_EXECUTION_ERROR", "FAILED", "FAILED")]
    [InlineData("RUN_EXECUTION_ERROR", null, "FAILED")]
    [InlineData("CANCELED", "TIMEDOUT", "TIMEDOUT")]
    [InlineData("USER_CANCELED", null, "CANCELED")]
    [InlineData("MAX_CONCURRENT_RUNS_EXCEEDED", null, "MAXIMUM_CONCURRENT_RUNS_REACHED")]
    [InlineData("SUCCESS_WITH_FAILURES", "SUCCESS_WITH_FAILURES", "SUCCESS_WITH_FAILURES")]
    [InlineData("DRIVER_ERROR", "SUCCESS", "FAILED")]
    public void The_newer_status_is_believed_and_the_older_state_makes_it_finer(
        string code,
        string? older,
        string result)
    {
        RunOutcome outcome = Of(State("RUNNING", older), Ended(code, "why"));

        Assert.True(outcome.IsFinished);
        Assert.Equal(result, outcome.Result);
        Assert.Equal(code, outcome.Code);
        Assert.Equal("why", outcome.Message);
    }

    [Fact]
    public void A_failed_task_makes_its_run_an_internal_error_that_failed()
    {
        RunState state = State("INTERNAL_ERROR", "FAILED");
        state.StateMessage = "Task a failed with message: x.";

        RunOutcome outcome = Of(state);

        Assert.Equal("FAILED", outcome.Result);
        Assert.Equal("Task a failed with message: x.", outcome.Message);
    }

    [Fact]
    public void A_run_about_which_nothing_is_told_has_not_ended()
    {
        RunOutcome outcome = Of(null);

        Assert.False(outcome.IsFinished);
        Assert.Equal("UNKNOWN", outcome.State);
        Assert.Equal("", outcome.Message);
    }

    [Fact]
    public void Runs_of_lists_tasks_and_repairs_have_outcomes_too()
    {
        RunStatus ended = Ended("SUCCESS", null);

        Assert.True(RunOutcome.Of(new BaseRun { Status = ended }).IsSuccess);
        Assert.True(RunOutcome.Of(new RunTask { Status = ended }).IsSuccess);
        Assert.True(RunOutcome.Of(new RepairHistoryItem { Status = ended }).IsSuccess);
    }

    private static RunOutcome Of(RunState? state, RunStatus? status = null) =>
        RunOutcome.Of(new Run { State = state, Status = status });

    private static RunState State(string state, string? result = null) =>
        new() { LifeCycleState = state, ResultState = result };

    private static RunStatus Ended(string code, string? message) => new()
    {
        State = "TERMINATED",
        TerminationDetails = new TerminationDetails { Code = code, Message = message },
    };
}
