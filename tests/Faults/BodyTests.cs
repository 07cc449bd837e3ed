using System.Text;
using Databricks.Jobs.Models;
using Databricks.Jobs.Tests.Servers;

namespace Databricks.Jobs.Faults;

/// <summary>Bodies that are slow, compressed, or unusual but valid.</summary>
public sealed class BodyTests : IDisposable
{
    private readonly ClientFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [InlineData(Operation.Get)]
    [InlineData(Operation.Create)]
    public async Task A_byte_a_second_is_progress_and_arrives(Operation operation)
    {
        _fixture.Server.Then(Wire.Drip(_fixture, Operations.ResponseBody + new string(' ', 100)));
        long start = _fixture.Clock.GetTimestamp();

        Assert.Equal(7, await _fixture.Client.SendAsync(operation));

        Assert.Equal(Operations.ResponseBody.Length + 100, _fixture.Clock.GetElapsedTime(start).TotalSeconds);
        Assert.Single(_fixture.Server.Requests);
    }

    [Theory]
    [InlineData(Operation.Get)]
    [InlineData(Operation.RunNow)]
    [InlineData(Operation.Delete)]
    public async Task An_endless_byte_a_second_times_out_after_five_minutes(Operation operation)
    {
        _fixture.Server.Handler = _ => Wire.Drip(_fixture, new string(' ', 100_000), max: 1000);
        long start = _fixture.Clock.GetTimestamp();

        var error = await Assert.ThrowsAsync<WorkspaceUnreachableException>(() => _fixture.Client.SendAsync(operation));

        Assert.Contains("too slowly", error.Problem, StringComparison.Ordinal);
        Assert.InRange(_fixture.Clock.GetElapsedTime(start).TotalSeconds, 300, 310);
        Assert.Single(_fixture.Server.Requests);
    }

    [Fact]
    public async Task A_slow_large_response_does_not_time_out()
    {
        _fixture.Server.Then(Wire.Slow(_fixture, blocks: 40, new string(' ', 1000), secondsEach: 9));
        long start = _fixture.Clock.GetTimestamp();

        Assert.Equal(7, await _fixture.Client.SendAsync(Operation.Get));

        Assert.Equal(360, _fixture.Clock.GetElapsedTime(start).TotalSeconds);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task A_compressed_response_is_decompressed(string encoding)
    {
        byte[] body = Wire.Pack(encoding, Encoding.UTF8.GetBytes(Operations.ResponseBody));
        _fixture.Server.Handler = _ => Wire.Packed(encoding, body);

        foreach (Operation operation in Enum.GetValues<Operation>())
            Assert.Equal(Operations.NumberOf(operation), await _fixture.Client.SendAsync(operation));

        string accepted = _fixture.Server.Requests.First().Headers["Accept-Encoding"];
        Assert.Contains(encoding, accepted, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/octet-stream")]
    [InlineData("nonsense")]
    [InlineData("application/json; charset=utf-16")]
    public async Task A_wrong_content_type_does_not_matter_if_the_body_is_valid(string type)
    {
        _fixture.Server.Then(StubResponse.Text(200, Operations.ResponseBody, type));

        Assert.Equal(7, await _fixture.Client.SendAsync(Operation.Get));
    }

    [Theory]
    [InlineData("Content-Length: abc")]
    [InlineData("Content-Length: -1")]
    [InlineData("Content-Length: 99999999999999999999")]
    public async Task An_invalid_length_does_not_matter(string header)
    {
        _fixture.Server.Then(Wire.Text($"{Wire.Head}{header}\r\n\r\n{Operations.ResponseBody}"));

        Assert.Equal(7, await _fixture.Client.SendAsync(Operation.Get));
    }

    [Fact]
    public async Task Of_a_duplicate_property_the_last_one_counts()
    {
        _fixture.Server.Then(StubResponse.Json(
            """{"job_id":1,"new":1,"settings":{"name":"a","name":"b"},"job_id":7,"new":2}"""));

        Job job = await _fixture.Client.GetAsync(7);

        Assert.Equal(7, job.JobId);
        Assert.Equal("b", job.Settings!.Name);
        Assert.Equal(2, job.GetAdditionalProperties()["new"].GetInt32());
    }

    [Theory]
    [InlineData(Operation.Delete)]
    [InlineData(Operation.Cancel)]
    public async Task A_change_does_not_fail_because_of_a_body_that_nobody_reads(Operation operation)
    {
        _fixture.Server.Handler = static _ => StubResponse.Json(FaultList.Nested(10_000));

        await _fixture.Client.SendAsync(operation);

        Assert.Single(_fixture.Server.Requests);
    }
}
