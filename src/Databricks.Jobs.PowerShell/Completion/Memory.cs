using System.Diagnostics;
using System.Runtime.CompilerServices;
using Databricks.Jobs.Http;

namespace Databricks.Jobs.PowerShell.Completion;

/// <summary>What the service of one connection said lately. What it is asked, it is asked on the side: whoever wants to
/// know waits a moment, and the answer is kept for the next time even if it comes too late for this one.</summary>
internal sealed class Memory
{
    private const int MostAnswers = 100;

    private static readonly ConditionalWeakTable<DbxWorkspace, Memory> All = new();
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LifeOfFailure = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestRequest = TimeSpan.FromSeconds(15);

    private readonly Dictionary<string, Answer> _answers = new(StringComparer.Ordinal);
    private readonly DbxWorkspace _workspace;

    private Memory(DbxWorkspace workspace) => _workspace = workspace;

    public static Memory Of(DbxWorkspace workspace) => All.GetValue(workspace, static one => new Memory(one));

    /// <summary>What the service says to a question.</summary>
    /// <param name="question">The question; the same one has the same answer for a while.</param>
    /// <param name="patience">How long to wait for the answer.</param>
    /// <param name="ask">Asks the service.</param>
    /// <returns>The answer, or the one before it; null if there is none yet.</returns>
    public T? Recall<T>(string question, TimeSpan patience, Func<JobsClient, CancellationToken, Task<T>> ask)
        where T : class
    {
        Answer answer;
        lock (_answers)
        {
            if (!_answers.TryGetValue(question, out Answer? known) || known.IsOld)
            {
                if (_answers.Count >= MostAnswers)
                {
                    _answers.Clear();
                }

                JobsClient client = _workspace.Client;
                known = new Answer(Task.Run(() => AskAsync(client, ask)), known?.Latest);
                _answers[question] = known;
            }

            answer = known;
        }

        // Not Wait: a failure is of no interest here.
        Task.WaitAny([answer.Task], patience);
        return (T?)answer.Latest;
    }

    private static async Task<object> AskAsync<T>(JobsClient client, Func<JobsClient, CancellationToken, Task<T>> ask)
        where T : class
    {
        using var limit = new CancellationTokenSource(LongestRequest);
        Task<T> asking = ask(client, limit.Token);
        await Abandoned.EndAsync(asking).ConfigureAwait(false);
        return await asking.ConfigureAwait(false);
    }

    private sealed class Answer(Task<object> task, object? before)
    {
        private readonly Stopwatch _age = Stopwatch.StartNew();

        public Task<object> Task { get; } = task;

        public object? Latest => HasCome ? Task.Result : before;

        public bool IsOld => _age.Elapsed > (Task.IsCompleted && !HasCome ? LifeOfFailure : Life);

        private bool HasCome => Task.Status == TaskStatus.RanToCompletion;
    }
}
