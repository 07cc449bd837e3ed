using System.Globalization;
using System.Text;
using Databricks.Jobs.Models;
using Databricks.Jobs.Tests.Servers;

namespace Databricks.Jobs.Faults;

/// <summary>Large, endless and exploding answers, measured: alone, so that nothing else is in the count.</summary>
[CollectionDefinition(nameof(MemoryTests), DisableParallelization = true)]
[Collection(nameof(MemoryTests))]
public sealed class MemoryTests : IDisposable
{
    private const long Megabyte = 1024 * 1024;

    private readonly TestBed _bed = new();

    public void Dispose() => _bed.Dispose();

    [Fact]
    public async Task An_answer_of_50_MB_arrives_and_leaves_nothing_behind()
    {
        _bed.Server.Handler = LargeOutput();
        long before = GC.GetTotalMemory(forceFullCollection: true);
        long start = GC.GetTotalAllocatedBytes(precise: true);

        Assert.Equal(50 * Megabyte, await LengthOfLogsAsync());

        // Buffers that double up to it, and the text itself with two bytes a letter.
        long allocated = GC.GetTotalAllocatedBytes(precise: true) - start;
        Assert.True(allocated < 260 * Megabyte, $"{allocated / Megabyte} MB allocated");
        long kept = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.True(kept < 8 * Megabyte, $"{kept / Megabyte} MB kept");
    }

    [Fact]
    public async Task An_answer_without_end_is_given_up()
    {
        byte[] chunk = Encoding.ASCII.GetBytes($"400000\r\n{new string(' ', 0x400000)}\r\n");
        _bed.Server.Handler = _ => Reply.Written(async (_, stream) =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"{Wire.Head}Transfer-Encoding: chunked\r\n\r\n"));
            while (true) await stream.WriteAsync(chunk);
        });

        await AssertTooLongAsync(most: 350);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task An_answer_that_unpacks_to_more_than_any_is_given_up(string encoding)
    {
        byte[] bomb = Wire.Pack(encoding, new byte[150 * Megabyte]);
        _bed.Server.Handler = _ => Wire.Packed(encoding, bomb);

        await AssertTooLongAsync(most: 350);
    }

    [Fact]
    public async Task A_length_that_is_only_claimed_costs_no_memory()
    {
        _bed.Server.Handler = static _ =>
            Wire.Text($"{Wire.Head}Content-Length: {int.MaxValue - 1}\r\n\r\n{Operations.Answer}");
        long start = GC.GetTotalAllocatedBytes(precise: true);

        var error = await Assert.ThrowsAsync<UnexpectedAnswerException>(() => _bed.Client.SendAsync(Operation.Get));

        long allocated = GC.GetTotalAllocatedBytes(precise: true) - start;
        long most = 2 * Megabyte * error.Attempts;
        Assert.True(allocated < most, $"{allocated / Megabyte} MB for {error.Attempts} attempts");
    }

    [Theory]
    [InlineData("x")]
    [InlineData("<pre>")]
    [InlineData("{\"message\":\"")]
    [InlineData("RUN: ")]
    public async Task Of_a_refusal_without_end_the_beginning_is_read(string piece)
    {
        byte[] block = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(piece, 0x10000 / piece.Length)));
        _bed.Server.Handler = _ => Reply.Written(async (_, stream) =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 400 Bad\r\n\r\n"));
            while (true) await stream.WriteAsync(block);
        });
        long start = GC.GetTotalAllocatedBytes(precise: true);

        var error = await Assert.ThrowsAsync<InvalidRequestException>(() => _bed.Client.SendAsync(Operation.Get));

        Assert.True(error.Message.Length < 2000, $"{error.Message.Length} letters");
        long allocated = GC.GetTotalAllocatedBytes(precise: true) - start;
        Assert.True(allocated < 60 * Megabyte, $"{allocated / Megabyte} MB allocated");
    }

    private async Task AssertTooLongAsync(long most)
    {
        long before = GC.GetTotalMemory(forceFullCollection: true);
        long start = GC.GetTotalAllocatedBytes(precise: true);

        var error = await Assert.ThrowsAsync<UnexpectedAnswerException>(() => _bed.Client.SendAsync(Operation.Get));

        Assert.Contains("longer than 100 MB", error.Problem, StringComparison.Ordinal);
        Assert.Single(_bed.Server.Requests);
        long allocated = GC.GetTotalAllocatedBytes(precise: true) - start;
        Assert.True(allocated < most * Megabyte, $"{allocated / Megabyte} MB allocated");
        long kept = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.True(kept < 8 * Megabyte, $"{kept / Megabyte} MB kept");
    }

    private static Func<Received, Reply> LargeOutput()
    {
        byte[] block = Encoding.ASCII.GetBytes(new string('x', (int)Megabyte));
        string length = (12 + (50 * Megabyte)).ToString(CultureInfo.InvariantCulture);
        return _ => Reply.Written(async (_, stream) =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"{Wire.Head}Content-Length: {length}\r\n\r\n{{\"logs\": \""));
            for (int i = 0; i < 50; i++) await stream.WriteAsync(block);
            await stream.WriteAsync("\"}"u8.ToArray());
        });
    }

    // In a method of its own, so that nothing on the stack keeps the output.
    private async Task<long> LengthOfLogsAsync()
    {
        RunOutput output = await _bed.Client.GetRunOutputAsync(9);
        return output.Logs!.Length;
    }
}
