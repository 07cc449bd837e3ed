using System.Diagnostics;
using System.Globalization;
using Databricks.Jobs;
using Databricks.Jobs.Authentication;
using Databricks.Jobs.LocalWorkspace;
using Soak;

// Keeps runs waited on through bad weather and checks every report against the workspace's own record. Ends with 1 if
// anything is wrong, missing or twice.

if (Options.Parse(args) is not { } options)
{
    Console.Error.WriteLine(Options.Usage);
    return 1;
}

// Runs that are still active then count as missing: the longest run takes half an hour of the service.
TimeSpan maxWait = TimeSpan.FromMinutes(2) + TimeSpan.FromHours(1.5 / options.Speed);
const string ClientSecret = "soak-secret";

FastClock clock = new(options.Speed);
using var workspace = LocalWorkspaceServer.Start(new()
{
    TimeProvider = clock,
    Clients = new Dictionary<string, string> { ["soak"] = ClientSecret },
    TokenLifetime = TimeSpan.FromMinutes(5),
});

foreach ((string key, TaskScript script) in RunKind.All.SelectMany(static kind => kind.Tasks))
{
    workspace.Script(key, script);
}

using ToggleProxy proxy = new(workspace.Address.Port);
int requests = 0;
int failedRequests = 0;
CredentialsRequest caller = new()
{
    Host = proxy.Address.AbsoluteUri,
    ClientId = "soak",
    ClientSecret = ClientSecret,
    AuthType = "oauth-m2m",
};
using var client = JobsClient.Connect(caller, new()
{
    TimeProvider = clock,
    Trace = trace =>
    {
        Interlocked.Increment(ref requests);

        if (trace.Problem is not null)
        {
            Interlocked.Increment(ref failedRequests);
        }
    },
});
using RunRecord record = new(workspace.Address, workspace.Token);
FaultSchedule schedule = new(workspace, proxy, clock);
using RunLoad load = new(client, record, schedule, clock, options);

var duration = TimeSpan.FromMinutes(options.Minutes);
using CancellationTokenSource lastStart = new(duration);
using CancellationTokenSource end = new(duration + maxWait);
using CancellationTokenSource calm = new();
var watch = Stopwatch.StartNew();
DateTimeOffset start = clock.GetUtcNow();

Print($"{options.Runs} runs at a time for {options.Minutes} min at {options.Speed} times speed, seed {options.Seed}");

Task changing = schedule.RunAsync(calm.Token);
await load.RunAsync(lastStart.Token, end.Token).ConfigureAwait(false);
TimeSpan serviceTime = clock.GetUtcNow() - start;
await calm.CancelAsync().ConfigureAwait(false);
await Task.WhenAny(changing).ConfigureAwait(false);

List<string> problems = [.. load.Problems];

if (changing.Exception is { } storm)
{
    problems.Add($"the schedule of faults ended early: {storm.InnerException}");
}

IReadOnlyDictionary<string, int> counts = await record.CountAsync().ConfigureAwait(false);
int unknown = counts.Where(count => !load.Names.Contains(count.Key)).Sum(static count => count.Value);
int twice = counts.Where(count => load.Names.Contains(count.Key)).Sum(static count => count.Value - 1);

if (unknown + twice > 0)
{
    problems.Add($"on record are {twice} runs that were started twice and {unknown} that nobody started");
}

using var process = Process.GetCurrentProcess();
process.Refresh();
long peak = process.PeakWorkingSet64;
long live = GC.GetTotalMemory(forceFullCollection: true);

Print($"time          {watch.Elapsed:m\\:ss} min, {serviceTime.TotalHours:0.0} h of the service");
Print($"runs          {load.Names.Count} started, {counts.Values.Sum()} on record");
Print($"results       {load.Right} right, {load.Wrong} wrong, {load.Missing} missing");
Print($"starts        {load.StartsResumed} ended with an error and were begun again with the same token");
Print($"requests      {requests}, of them {failedRequests} failed");
Print($"longest delay {load.MaxDelay.TotalSeconds:0} s from a run's end to its report");
Print($"              {load.MaxDelayWithoutFaults.TotalSeconds:0} s where nothing was wrong in between");
Print($"memory        {peak / 1048576.0:0} MB at most, {live / 1048576.0:0} MB live, the workspace included");

foreach ((string name, (int times, int hits)) in schedule.Seen)
{
    Print($"faults        {name}: {times} times, {hits} requests or connections hit");
}

foreach (string problem in problems.Take(20))
{
    Print($"PROBLEM       {problem}");
}

bool isGood = problems.Count == 0 && load is { Wrong: 0, Missing: 0, Right: > 0 };
Print($"{(isGood ? "Every result was right." : $"{problems.Count} problems.")}");
return isGood ? 0 : 1;

static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
