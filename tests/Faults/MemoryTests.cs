using System.Globalization;
using System.Text;
using Databricks.Jobs.Models;
using Databricks.Jobs.Tests.Servers;

namespace Databricks.Jobs.Faults;

/// <summary>Large, endless and exploding responses. Run alone, so that nothing else is measured.</summary>
[CollectionDefinition(nameof(MemoryTests), DisableParallelization = true)]
[Collection(nameof(MemoryTests))]
public sealed class MemoryTests : IDisposable
{
    private const long Megabyte = 1024 * 1024;

    private readonly ClientFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task A_response_of_50_MB_arrives_and_frees_its_memory()
    {
        _fixture.Server.Handler = LargeOutput();
        long before = GC.GetTotalMemory(forceFullCollection: true);
        long start = GC.GetTotalAllocatedBytes(precise: true);

        Assert.Equal(50 * Megabyte, await LengthOfLogsAsync());

        // Buffers that double up to its size, and the string itself with two bytes for each character.
        long allocated = GC.GetTotalAllocatedBytes(precise: true) - start;
        Assert.True(allocated < 260 * Megabyte, $"{allocated / Megabyte} MB allocated");
        long kept = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.True(kept < 8 * Megabyte, $"{kept / Megabyte} MB kept");
    }

    [Fact]
    public async Task An_endless_response_is_canceled()
    {
        byte[] chunk = Encoding.ASCII.GetBytes($"400000\r\n{new string(' ', 0x400000)}\r\n");
        _fixture.Server.Handler = _ => StubResponse.Written(async (_, stream) =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"{Wire.Head}Transfer-Encoding: chunked\r\n\r\n"));
            while (true) await stream.WriteAsync(chunk);
        });

        await AssertTooLongAsync(max: 350);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task A_response_that_decompresses_to_too_much_is_canceled(string encoding)
    {
        byte[] bomb = Wire.Pack(encoding, new byte[150 * Megabyte]);
        _fixture.Server.Handler = _ => Wire.Packed(encoding, bomb);

        await AssertTooLongAsync(max: 350);
    }

    [Fact]
    public async Task A_length_that_is_only_claimed_costs_no_memory()
    {
        _fixture.Server.Handler = static _ =>
            Wire.Text($"{Wire.Head}Content-Length: {int.MaxValue - 1}\r\n\r\n{Operations.ResponseBody}");
        long start = GC.GetTotalAllocatedBytes(precise: true);

        var error =
            await Assert.ThrowsAsync<UnexpectedResponseException>(() => _fixture.Client.SendAsync(Operation.Get));

        long allocated = GC.GetTotalAllocatedBytes(precise: true) - start;
        long max = 2 * Megabyte * error.Attempts;
        Assert.True(allocated < max, $"{allocated / Megabyte} MB for {error.Attempts} attempts");
    }

    [Theory]
    [InlineData("x")]
    [InlineData("<pre>")]
    [InlineData("{\"message\":\"")]
    [InlineData("RUN: ")]
    public async Task Of_an_endless_error_only_the_beginning_is_read(string piece)
    {
        byte[] block = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(piece, 0x10000 / piece.Length)));
        _fixture.Server.Handler = _ => StubResponse.Written(async (_, stream) =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 400 Bad\r\n\r\n"));
            while (true) await stream.WriteAsync(block);
        });
        long start = GC.GetTotalAllocatedBytes(precise: true);

        var error = await Assert.ThrowsAsync<InvalidRequestException>(() => _fixture.Client.SendAsync(Operation.Get));

        Assert.True(error.Message.Length < 2000, $"{error.Message.Length} letters");
        long allocated = GC.GetTotalAllocatedBytes(precise: true) - start;
        Assert.True(allocated < 60 * Megabyte, $"{allocated / Megabyte} MB allocated");
    }

    private async Task AssertTooLongAsync(long max)
    {
        long before = GC.GetTotalMemory(forceFullCollection: true);
        long start = GC.GetTotalAllocatedBytes(precise: true);

        var error =
            await Assert.ThrowsAsync<UnexpectedResponseException>(() => _fixture.Client.SendAsync(Operation.Get));

        Assert.Contains("longer than 100 MB", error.Problem, StringComparison.Ordinal);
        Assert.Single(_fixture.Server.Requests);
        long allocated = GC.GetTotalAllocatedBytes(precise: true) - start;
        Assert.True(allocated < max * Megabyte, $"{allocated / Megabyte} MB allocated");
        long kept = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.True(kept < 8 * Megabyte, $"{kept / Megabyte} MB kept");
    }

    private static Func<ReceivedRequest, StubResponse> LargeOutput()
    {
        byte[] block = Encoding.ASCII.GetBytes(new string('x', (int)Megabyte));
        string length = (12 + (50 * Megabyte)).ToString(CultureInfo.InvariantCulture);
        return _ => StubResponse.Written(async (_, stream) =>
        {
            string start = $"{Wire.Head}Content-Length: {length}\r\n\r\n{{\"logs\": \"";
            await stream.WriteAsync(Encoding.ASCII.GetBytes(start));
            for (int i = 0; i < 50; i++) await stream.WriteAsync(block);
            await stream.WriteAsync("\"}"u8.ToArray());
        });
    }

    // In a method of its own, so that nothing on the stack keeps the output.
    private async Task<long> LengthOfLogsAsync()
    {
        RunOutput output = await _fixture.Client.GetRunOutputAsync(9);
        return output.Logs!.Length;
    }
}
