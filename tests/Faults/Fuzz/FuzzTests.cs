using System.Globalization;
using System.Text;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.Faults.Fuzz;

/// <summary>
/// 120,000 damaged responses, each identified by its seed: a reader returns, or throws its documented exception.
/// </summary>
public sealed class FuzzTests
{
    private const int Cases = 120_000;

    private static readonly Target[] s_targets =
    [
        new("runs", Reader.Model<ListRunsResponse>, 12_000,
            Response("runs"), Whole(nameof(BaseRun), "{{\"runs\":[{0}]}}")),
        new("run", Reader.Model<Run>, 16_000, Response("run"), Whole(nameof(Run))),
        new("jobs", Reader.Model<ListJobsResponse>, 12_000,
            Response("jobs"), Whole(nameof(BaseJob), "{{\"jobs\":[{0}]}}")),
        new("job", Reader.Model<Job>, 16_000, Response("job"), Whole(nameof(Job))),
        new("output", Reader.Model<RunOutput>, 12_000, Response("output"), Whole(nameof(RunOutput))),
        new("permissions", Reader.Model<JobPermissions>, 10_000,
            Response("permissions"), Whole(nameof(JobPermissions))),
        new("levels", Reader.Model<GetJobPermissionLevelsResponse>, 5_000, Response("levels")),
        new("compliance", Reader.Model<GetPolicyComplianceResponse>, 5_000, Whole(nameof(GetPolicyComplianceResponse))),
        new("errors", Reader.Error, 16_000, Response("error"), static () => Task.FromResult(Samples.Errors)),
        new("tokens", Reader.Token, 12_000, static () => Task.FromResult(Samples.Tokens)),
        new("user", Reader.UserName, 4_000, Response("me")),
    ];

    public static TheoryData<string> Names => new(s_targets.Select(static target => target.Name));

    [Fact]
    public void There_are_enough_cases() => Assert.Equal(Cases, s_targets.Sum(static target => target.Count));

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_damaged_response_is_read_or_is_the_documented_error(string name)
    {
        Target target = s_targets.Single(one => one.Name == name);
        IReadOnlyList<byte[]>[] lists = await Task.WhenAll(target.Samples.Select(static get => get()));
        byte[][] samples = [.. lists.SelectMany(static list => list)];
        if (name is not ("errors" or "tokens")) Assert.All(samples, sample => Assert.True(target.Read(sample)));
        int read = await HangGuard.RunAsync(name, target.Count, seed =>
        {
            // The last sample is the largest: with every field of the schema, it takes as long as many others.
            int sample = seed % 10 == 0 ? samples.Length - 1 : seed % Math.Max(1, samples.Length - 1);
            byte[] damaged = new Mutator(seed).Damage(samples[sample]);
            return Task.FromResult(target.Read(damaged));
        });

        // Damage that is always or never detected would test only half of a reader.
        Assert.InRange(read, target.Count / 50, target.Count - (target.Count / 50));
    }

    private static Func<Task<IReadOnlyList<byte[]>>> Response(string name) =>
        async () => [(await Samples.Responses)[name]];

    private static Func<Task<IReadOnlyList<byte[]>>> Whole(string model, string frame = "{0}") => () =>
    {
        string json = Encoding.UTF8.GetString(Samples.Whole(model));
        byte[] whole = Encoding.UTF8.GetBytes(string.Format(CultureInfo.InvariantCulture, frame, json));
        return Task.FromResult<IReadOnlyList<byte[]>>([whole]);
    };

    private sealed record Target(
        string Name,
        Func<byte[], bool> Read,
        int Count,
        params Func<Task<IReadOnlyList<byte[]>>>[] Samples);
}
